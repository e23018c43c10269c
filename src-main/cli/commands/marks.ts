/** `rate`, `favorite`, `unfavorite` and `note`: set marks of items. */
import { stripVTControlCharacters } from 'node:util';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean } from '../output/terminal.ts';
import { editSelection, selectItems } from '../running/item-selection.ts';
import { unknownVerb } from '../running/organise-helpers.ts';

export async function runRate(context: Context): Promise<0 | 1> {
  const { args } = context;
  const [stars = ''] = args.words;
  if (!/^[0-5]$/.test(stars)) throw new UsageError('Say how many stars, 0 to 5: afterimage rate 4 --query QUERY');
  return editSelection(context, selectItems(args, 1, 'A rating'), { set: 'rating', rating: Number(stars) });
}

export const runFavorite = (context: Context): Promise<0 | 1> =>
  editSelection(context, selectItems(context.args, 0, 'An identifier'), { set: 'favorite', favorite: true });

export const runUnfavorite = (context: Context): Promise<0 | 1> =>
  editSelection(context, selectItems(context.args, 0, 'An identifier'), { set: 'favorite', favorite: false });

const LONGEST_NOTE = 100_000;

export async function runNote(context: Context): Promise<0 | 1> {
  const { args } = context;
  const [verb = '', written = ''] = args.words;
  if (verb === 'show') return show(context);
  if (verb === 'clear') return editSelection(context, selectItems(args, 1, 'A note'), { set: 'note', note: '' });
  if (verb !== 'set' && verb !== 'append') throw unknownVerb(args, ['set', 'append', 'clear', 'show']);
  if (written.trim() === '') throw new UsageError(`Say what to write: afterimage note ${verb} "TEXT" --id ID`);
  if (written.length > LONGEST_NOTE) throw new UsageError('A note may have at most 100,000 characters.');
  const change =
    verb === 'set' ? ({ set: 'note', note: written } as const) : ({ set: 'note-append', text: written } as const);
  return editSelection(context, selectItems(args, 2, 'A note'), change);
}

async function show(context: Context): Promise<0> {
  const ids = [...context.args.words.slice(1), ...context.args.texts('id')];
  const [id] = ids;
  if (id === undefined || ids.length > 1)
    throw new UsageError('Say whose note, by one identifier: afterimage note show ID');
  const detail = await context.withLibrary(({ reads }) => reads.show(id));
  if (!detail) throw new UsageError(`No item has the id “${clean(id)}”. Ids are in the output of: afterimage search`);
  await context.print(
    { id: detail.id, note: detail.note },
    () => `${stripVTControlCharacters(detail.note) || 'No note.'}\n`,
  );
  return 0;
}
