/** Tells on standard error that a library of an older version is brought up to date, and how far this has come. */
import type { Opening } from '../../contract/library/start.ts';
import { progressLine } from './progress.ts';

/** A sentence at the first news, and a progress line in a terminal. */
export function openingLine(note: (sentence: string) => void): {
  readonly update: (opening: Opening) => void;
  readonly end: () => void;
} {
  const line = progressLine();
  let isTold = false;
  return {
    update({ done, total }) {
      if (!isTold)
        note('This library was made by an older version. It is prepared for searching once; this can take minutes.');
      isTold = true;
      line.update('Preparing', done, total);
    },
    end: line.end,
  };
}
