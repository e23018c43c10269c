/** Imports the annotations of our own exports when an import reads such an export for the first time. */
import { dirname, join } from 'node:path';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { openEntry } from '../../formats/zip/zip-read.ts';
import { toUserError } from '../http/errors.ts';
import type { Words } from '../library/library.ts';

const WORDS = 'words.json';

interface Place {
  readonly path: string;
  readonly entry: string | null;
}

/** Call before an import. Call the returned function after the import; it resolves to problems. */
export async function watchExportedAnnotations(
  lists: () => Promise<readonly Place[]>,
  words: Pick<Words, 'bring'>,
): Promise<() => Promise<readonly KnownProblem[]>> {
  const keyOf = ({ path, entry }: Place): string => `${path}\0${entry ?? ''}`;
  const known = new Set((await lists()).map(keyOf));
  return async () => {
    const fresh = (await lists()).filter((list) => !known.has(keyOf(list)));
    const problems: KnownProblem[] = [];
    for (const { path, entry } of fresh) {
      const place = entry === null ? join(dirname(path), WORDS) : path;
      const inside = entry === null ? null : `${entry.slice(0, entry.lastIndexOf('/') + 1)}${WORDS}`;
      const called = inside === null ? place : `${place}/${inside}`;
      try {
        const report = await words.bring(called, await openEntry(place, inside));
        problems.push(...report.problems.map((problem) => ({ ...problem, path: called }) as KnownProblem));
      } catch (cause) {
        const message = toUserError(cause)?.message ?? (cause as Error).message;
        problems.push({
          path: called,
          code: 'unreadable',
          message: `The tags, ratings and notes of this export were not taken up: ${message}`,
        });
      }
    }
    return problems;
  };
}
