/** Selects the items of a command, by a query or by identifiers, and edits them. */

import type { CatalogReads } from '../../app/library/catalog-reads.ts';
import type { Library } from '../../app/library/library.ts';
import type { Change, Selection } from '../../contract/organising/edit.ts';
import { wholeWords } from '../command-line/arguments.ts';
import { type Arguments, type Context, UsageError } from '../command-line/command.ts';
import { clean, counted } from '../output/terminal.ts';

export interface ItemSelection {
  readonly query: string | null;
  readonly ids: readonly string[];
}

/**
 * Reads `--query` or `--id`. Throws a {@link UsageError} when neither or both are given.
 * @param words the number of words of the command itself, before `--id`
 * @param what the name of these words, for the sentence about too many
 */
export function selectItems(args: Arguments, words: number, what: string): ItemSelection {
  const rest = args.words.slice(words);
  const query = args.text('query');
  const named = args.texts('id');
  if (rest.length > 0 && named.length === 0) throw new UsageError(`${what} of several words is put in quotes.`);
  if (rest.length > 0 && args.wordsAfterId > rest.length)
    throw new UsageError('Put the name before --id, so that it is not taken for an identifier.');
  if ((query === null) === (named.length === 0))
    throw new UsageError('Say which items: either --query QUERY or --id ID...');
  return { query, ids: [...named, ...rest] };
}

/** Applies one change to the selected items and prints how many changed; 1 when an identifier is unknown. */
export async function editSelection(
  context: Context,
  chosen: ItemSelection,
  change: Change | ((library: Library) => Promise<Change>),
): Promise<0 | 1> {
  const { changed, unknown } = await context.withLibrary(async (library) => {
    const { selection, unknown } = await select(library.reads, chosen);
    const wanted = typeof change === 'function' ? await change(library) : change;
    return { changed: (await library.edits.edit({ selection, change: wanted })).changed, unknown };
  });
  for (const id of unknown) context.note(`No item has the id “${clean(id)}”.`);
  await context.print({ changed }, () => `${counted(changed, 'item')} changed.\n`);
  return unknown.length > 0 ? 1 : 0;
}

/** The selection, and the unknown identifiers. Throws a {@link UsageError} when no identifier is known. */
export async function select(
  reads: CatalogReads,
  { query, ids }: ItemSelection,
): Promise<{ selection: Selection; unknown: readonly string[] }> {
  if (query !== null) return { selection: { type: 'query', q: wholeWords(query), except: [] }, unknown: [] };
  const found = await Promise.all(ids.map(async (id) => ({ id, rowid: (await reads.show(id))?.rowid ?? null })));
  const rowids = [...new Set(found.flatMap(({ rowid }) => rowid ?? []))];
  const unknown = found.filter(({ rowid }) => rowid === null).map(({ id }) => id);
  if (rowids.length === 0) throw unknownItem(unknown);
  return { selection: { type: 'rowids', rowids }, unknown };
}

/** The rowid of one item. Throws a {@link UsageError} when the identifier is unknown. */
export async function rowidOf(reads: CatalogReads, id: string): Promise<number> {
  const found = await reads.show(id);
  if (!found) throw unknownItem([id]);
  return found.rowid;
}

const unknownItem = (ids: readonly string[]): UsageError =>
  new UsageError(`No item has the id “${clean(ids.join('”, “'))}”. Ids are in the output of: afterimage search`);
