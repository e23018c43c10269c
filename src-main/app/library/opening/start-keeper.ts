/** Decides when the first screen is kept for the next start: soon after the opening, and when the library is closed. */
import { faultOf } from '../../../storage/fault.ts';
import { note } from '../../../storage/log.ts';
import { endsWithin } from '../../../threads/within.ts';
import type { AppOptions } from '../../http/app-options.ts';
import { firstScreenToKeep } from '../../http/first-screen.ts';
import { readKeptStart, type StartFor, startMark, writeKeptStart } from './kept-start.ts';

type Asked = Pick<AppOptions, 'library' | 'door'>;

export interface StartKeeper {
  /** The first screen as it is now, if it was kept. Call it before the library is opened. Never rejects. */
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Keeps the first screen for the case that the program is killed before anything changes. */
  keepSoon(asked: Asked): void;
  /**
   * Takes the first screen of a library that will be closed. @returns what keeps it when the library is closed; null
   * when the library does not answer in time
   */
  keepAtEnd(asked: Asked): Promise<(() => Promise<void>) | null>;
}

/** By then the page has its first screen and the work of the opening is done, in ms. */
const SOON_MS = 5_000;
/** How long closing waits for the first screen, in ms. */
const PATIENCE_MS = 700;

export function openStartKeeper(place: StartFor): StartKeeper {
  const { directory } = place;
  let timer: NodeJS.Timeout | null = null;
  /** Without the file only the next start is slower. */
  const tolerant = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (cause) {
      note('fault', { in: 'first-screen', ...faultOf(cause) });
      return null;
    }
  };
  const keepWhileOpen = async (asked: Asked): Promise<void> => {
    const before = startMark(place);
    const answer = await firstScreenToKeep(asked);
    // What changed meanwhile may be in the answer or not.
    if (before !== null && before === startMark(place)) await writeKeptStart(directory, before, answer);
  };
  return {
    read: async () =>
      tolerant(async () => {
        const mark = startMark(place);
        return mark === null ? null : readKeptStart(directory, mark);
      }),
    keepSoon(asked) {
      if (asked.library.unwritable) return;
      timer = setTimeout(() => {
        timer = null;
        void tolerant(() => keepWhileOpen(asked));
      }, SOON_MS).unref();
    },
    async keepAtEnd(asked) {
      if (timer) clearTimeout(timer);
      if (asked.library.unwritable) return null;
      const answer = firstScreenToKeep(asked);
      answer.catch(() => {});
      if (!(await endsWithin(PATIENCE_MS, answer))) return null;
      return async () => {
        await tolerant(async () => {
          const mark = startMark(place);
          if (mark !== null) await writeKeptStart(directory, mark, await answer);
        });
      };
    },
  };
}
