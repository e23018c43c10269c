/** `restore FILE`: restores a backup and prints the differences. */
import { resolve } from 'node:path';
import { acceptAsItIs, type Restored, restoreBackup } from '../../app/backups/restore.ts';
import { defaultLibraryFolder } from '../../app/library-folder.ts';
import type { Differences } from '../../contract/backups.ts';
import { UsageError } from '../arguments.ts';
import type { Context } from '../context.ts';
import { clean, counted, moment } from '../terminal.ts';

export async function runRestore(context: Context): Promise<0> {
  const { args } = context;
  const directory = resolve(args.library ?? defaultLibraryFolder());
  const [file, ...rest] = args.words;
  if (args.has('as-is')) {
    if (file !== undefined) throw new UsageError('--as-is goes on with the catalog that is there; it takes no file.');
    const { replaced } = await acceptAsItIs(directory);
    await context.print(
      { file: null, replaced },
      () => `The library opens as it is. A copy of its catalog is at ${clean(replaced ?? '')}\n`,
    );
    return 0;
  }
  if (file === undefined || rest.length > 0) throw new UsageError('Say which backup: afterimage restore FILE');
  const restored = await restoreBackup(directory, resolve(file));
  await context.print(restored, () => describe(restored, context));
  return 0;
}

function describe({ file, madeAt, replaced, counts, differences }: Restored, { paint }: Context): string {
  const made = madeAt === null ? '' : `, made ${moment(madeAt)}`;
  const changes = differences === null ? [] : inWords(differences);
  const compared = changes.length === 0 ? ['It says the same as the catalog that was there.'] : changes;
  const back = replaced === null ? [] : [paint('dim', `What was there: ${clean(replaced)} (restore it to take this back)`)];
  return [
    `Restored ${counted(counts.items, 'item')} from ${clean(file)}${made}.`,
    ...(differences === null ? [] : compared.map((line) => `  ${line}`)),
    ...back,
    '',
  ].join('\n');
}

const NAMES: Readonly<Record<keyof Differences, readonly [one: string, many: string]>> = {
  items: ['item', 'items'],
  tags: ['tag of an item', 'tags of items'],
  ratings: ['rating', 'ratings'],
  favorites: ['favourite', 'favourites'],
  notes: ['note', 'notes'],
  collections: ['place in a collection', 'places in collections'],
  searches: ['saved search', 'saved searches'],
};

function inWords(differences: Differences): string[] {
  const entries = Object.entries(differences) as [keyof Differences, Differences[keyof Differences]][];
  return entries.flatMap(([name, { onlyHere, onlyInBackup }]) => {
    const [one, many] = NAMES[name];
    if (onlyHere + onlyInBackup === 0) return [];
    const back = onlyInBackup > 0 ? `${counted(onlyInBackup, one, many)} came back` : '';
    const gone = onlyHere > 0 ? `${counted(onlyHere, one, many)} set aside` : '';
    return [[back, gone].filter(Boolean).join(', ')];
  });
}
