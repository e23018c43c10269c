/** Adds to the files of a mirror the other parts of split zips: one part alone holds none of their files for sure. */
import { basename } from 'node:path';
import { splitZipAt } from '../../formats/zip/split-zip.ts';
import type { Wanted } from './wanted.ts';

/** The wanted files, each split zip followed by its other parts. A zip that cannot be read now stays as it is. */
export async function withSplitParts(all: readonly Wanted[]): Promise<readonly Wanted[]> {
  const whole: Wanted[] = [];
  for (const wanted of all) {
    whole.push(wanted);
    if (wanted.kind !== 'archive' || wanted.entry !== null) continue;
    const split = await splitZipAt(wanted.path).catch(() => null);
    for (const { path } of split?.parts ?? []) if (path !== wanted.path) whole.push(besideIt(wanted, path));
  }
  return whole;
}

function besideIt(main: Wanted, path: string): Wanted {
  const parts = [...main.parts.slice(0, -1), basename(path)];
  const origin = [...(main.folder === '' ? [] : [main.folder]), ...parts].join('/');
  const { folder } = main;
  return { kind: 'archive', items: [], folder, parts, origin, path, entry: null, sha256: null, known: null };
}
