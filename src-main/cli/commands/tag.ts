/** `tag add|remove TAG`: tags everything a query finds, or some items by their identifiers. */
import type { Library } from '../../app/library.ts';
import type { Selection } from '../../contract/edit.ts';
import { TagName } from '../../contract/names.ts';
import { UsageError, wholeWords } from '../arguments.ts';
import type { Context } from '../context.ts';
import { clean, counted } from '../terminal.ts';

interface Wish {
  readonly set: 'tag-add' | 'tag-remove';
  readonly tag: string;
  readonly query: string | null;
  readonly ids: readonly string[];
}

export async function runTag(context: Context): Promise<0 | 1> {
  const wish = readWish(context);
  const { changed, unknown } = await context.withLibrary((library) => apply(library, wish));
  for (const id of unknown) context.note(`No item is known by “${clean(id)}”.`);
  await context.print({ changed }, () => `${counted(changed, 'item')} changed.\n`);
  return unknown.length > 0 ? 1 : 0;
}

function readWish({ args }: Context): Wish {
  const [verb, name, ...rest] = args.words;
  if (verb !== 'add' && verb !== 'remove') throw new UsageError('Say what to do: afterimage tag add TAG … or afterimage tag remove TAG …');
  const tag = TagName.safeParse(name ?? '');
  if (!tag.success) throw new UsageError(tag.error.issues[0]?.message ?? 'This is no name for a tag.');
  const query = args.text('query');
  const named = args.texts('id');
  if (rest.length > 0 && named.length === 0) throw new UsageError('A tag of several words is put in quotes.');
  if (rest.length > 0 && args.wordsAfterId > rest.length)
    throw new UsageError('Put the tag before --id, so that it is not taken for an identifier.');
  if ((query === null) === (named.length === 0)) throw new UsageError('Say what to tag: either --query QUERY or --id ID...');
  return { set: verb === 'add' ? 'tag-add' : 'tag-remove', tag: tag.data, query, ids: [...named, ...rest] };
}

async function apply({ reads, edits }: Library, { set, tag, query, ids }: Wish): Promise<{ changed: number; unknown: readonly string[] }> {
  if (query !== null) {
    const { changed } = await edits.edit({ selection: { by: 'query', q: wholeWords(query), except: [] }, change: { set, tag } });
    return { changed, unknown: [] };
  }
  const found = await Promise.all(ids.map(async (id) => ({ id, rowid: (await reads.show(id))?.rowid ?? null })));
  const rowids = [...new Set(found.flatMap(({ rowid }) => rowid ?? []))];
  const unknown = found.filter(({ rowid }) => rowid === null).map(({ id }) => id);
  if (rowids.length === 0)
    throw new UsageError(`No item is known by “${clean(unknown.join('”, “'))}”. Ids are in the output of: afterimage search`);
  const selection: Selection = { by: 'rowids', rowids };
  const { changed } = await edits.edit({ selection, change: { set, tag } });
  return { changed, unknown };
}
