/** `restore [FILE]`: recovers a damaged library or restores a backup, and prints the differences. */
import { resolve } from 'node:path';
import {
  acceptAsItIs,
  bringBack,
  planRestore,
  planWayBack,
  type Restored,
  restoreBackup,
  takeBack,
} from '../../app/backups/restore.ts';
import { defaultLibraryFolder } from '../../app/library/library-folder.ts';
import { examineCatalog } from '../../catalog/keeping/examine.ts';
import type { Differences, RestorePlan, WayBack } from '../../contract/library/backups.ts';
import { codeOf } from '../../storage/error-code.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, counted, moment } from '../output/terminal.ts';

export async function runRestore(context: Context): Promise<0> {
  const { args } = context;
  const directory = resolve(args.library ?? defaultLibraryFolder());
  const [file, ...rest] = args.words;
  if (rest.length > 0) throw new UsageError('“restore” takes one file: afterimage restore FILE');
  const isPlan = args.has('dry-run');
  if (args.has('as-is')) {
    if (file !== undefined || isPlan)
      throw new UsageError('--as-is keeps the present catalog; it takes no file and no other option.');
    const { replaced } = await acceptAsItIs(directory);
    await context.print(
      { file: null, replaced },
      () => `The library opens as it is. A copy of its catalog is at ${clean(replaced ?? '')}\n`,
    );
  } else if (file === undefined) await wayBack(context, directory, isPlan);
  else await fromFile(context, directory, resolve(file), isPlan);
  return 0;
}

async function wayBack(context: Context, directory: string, isPlan: boolean): Promise<void> {
  const { state } = examineCatalog(directory);
  if (state === 'none')
    throw new UsageError('There was never a library here. To restore a backup: afterimage restore FILE');
  if (state === 'sound')
    throw new UsageError('The catalog of this library is sound. To restore a backup: afterimage restore FILE');
  if (isPlan) {
    const plan = await planWayBack(directory);
    return context.print(plan, () => lines([`Would recover ${held(plan)}.`, ...beginning(plan)]));
  }
  const back = await bringBack(directory);
  await context.print(back, () => lines([`Recovered ${held(back)}.`, ...beginning(back), ...setAside(back, context)]));
}

/** Describes what the library is recovered from. */
function beginning(plan: WayBack): string[] {
  const { from, snapshot, edits, kept, unread, passedOver, differences, sources } = plan;
  const differing = differences ? inWords(differences, onlyThere) : [];
  return [
    ...(snapshot ? [`  from the snapshot of ${moment(snapshot.at)}: ${clean(snapshot.path)}`] : []),
    ...(from === 'catalog' ? ['  from the catalog itself, which is sound'] : []),
    ...(from === 'salvage' ? ['  from the readable parts of the catalog, because there is no snapshot'] : []),
    ...(edits > 0 && from !== 'salvage' ? [`  with ${counted(edits, 'change')} made since`] : []),
    ...(kept > 0 ? [`  the annotations of ${counted(kept, 'item')} wait until their sources are imported again`] : []),
    ...(unread > 0 ? [`  ${counted(unread, 'change')} could not be read`] : []),
    ...(passedOver > 0 ? [`  skipped because of damage: ${counted(passedOver, 'newer snapshot')}`] : []),
    ...(differing.length > 0
      ? [`  only in the readable parts of the damaged catalog, and not recovered: ${differing.join(', ')}`]
      : []),
    ...sources.map((path) => `  import again: ${clean(path)}`),
  ];
}

async function fromFile(context: Context, directory: string, file: string, isPlan: boolean): Promise<void> {
  if (isPlan) {
    const plan = await planRestore(directory, file);
    return context.print(plan, () =>
      lines([`Would restore ${held(plan)} from ${clean(file)}${made(plan)}.`, ...compared(plan)]),
    );
  }
  const restored = await restoreBackup(directory, file).catch((cause: unknown) => asSetAside(directory, file, cause));
  if ('counts' in restored) return context.print(restored, () => describe(restored, context));
  await context.print(restored, () =>
    lines(['The recovery is undone: the library has its damaged catalog again.', ...setAside(restored, context)]),
  );
}

/** A damaged catalog that was set aside is no backup, but restoring it undoes the recovery. */
async function asSetAside(directory: string, file: string, cause: unknown): Promise<Pick<Restored, 'replaced'>> {
  if (!codeOf(cause).startsWith('backup-')) throw cause;
  return takeBack(directory, file).catch(() => {
    throw cause;
  });
}

function describe(restored: Restored, context: Context): string {
  const previews = restored.previews > 0 ? ['  with its previews'] : [];
  return lines([
    `Restored ${counted(restored.counts.items, 'item')} from ${clean(restored.file)}${made(restored)}.`,
    ...compared(restored),
    ...previews,
    ...setAside(restored, context),
  ]);
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;

const made = ({ madeAt }: RestorePlan): string => (madeAt === null ? '' : `, made ${moment(madeAt)}`);

const held = ({ counts: { items, tagged, marks } }: Pick<RestorePlan, 'counts'>): string =>
  `${counted(items, 'item')}, ${counted(tagged, 'tag')} and ${counted(marks, 'mark')}`;

function compared({ differences }: RestorePlan): string[] {
  if (differences === null) return [];
  const changes = inWords(differences, comingAndGoing);
  return (changes.length === 0 ? ['It has the same contents as the catalog before.'] : changes).map(
    (line) => `  ${line}`,
  );
}

const setAside = ({ replaced }: Pick<Restored, 'replaced'>, { paint }: Context): string[] =>
  replaced === null ? [] : [paint('dim', `The previous catalog: ${clean(replaced)} (restore it to undo this)`)];

const NAMES: Readonly<Record<keyof Differences, readonly [one: string, many: string]>> = {
  items: ['item', 'items'],
  tags: ['tag of an item', 'tags of items'],
  ratings: ['rating', 'ratings'],
  favorites: ['favourite', 'favourites'],
  notes: ['note', 'notes'],
  collections: ['place in a collection', 'places in collections'],
  searches: ['saved search', 'saved searches'],
};

type Difference = Differences[keyof Differences];
type Say = (difference: Difference, one: string, many: string) => string;

function inWords(differences: Differences, say: Say): string[] {
  const entries = Object.entries(differences) as [keyof Differences, Difference][];
  return entries
    .filter(([, { onlyHere, onlyInBackup }]) => onlyHere + onlyInBackup > 0)
    .map(([name, difference]) => say(difference, ...NAMES[name]))
    .filter((said) => said !== '');
}

const comingAndGoing: Say = ({ onlyHere, onlyInBackup }, one, many) =>
  [
    onlyInBackup > 0 ? `${counted(onlyInBackup, one, many)} restored` : '',
    onlyHere > 0 ? `${counted(onlyHere, one, many)} set aside` : '',
  ]
    .filter(Boolean)
    .join(', ');

/** Data that is only in the damaged catalog; unreadable parts of it are not counted. */
const onlyThere: Say = ({ onlyHere }, one, many) => (onlyHere > 0 ? counted(onlyHere, one, many) : '');
