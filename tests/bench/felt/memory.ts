/** Memory of the server's process when its page has loaded. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright';
import type { Figure } from '../figure.ts';
import { type Both, compared } from './figures.ts';
import { inTurns, type Subject, withLoaded } from './sides.ts';

export interface Memory {
  /** Resident, as a task manager shows it; and with shared pages counted in shares. In MB. */
  readonly rss: number;
  readonly pss: number;
}

/** The arrays of both readers are loaded by then, also at a million. */
const SETTLED_MS = 4000;
/** Memory hardly varies. */
const MOST_TRIES = 3;

export function measureMemory(browser: Browser, subject: Subject, tries: number): Promise<Both<Memory>> {
  return inTurns(Math.min(tries, MOST_TRIES), (side) =>
    withLoaded(browser, side, subject, async (page, { pid }) => {
      await page.waitForTimeout(SETTLED_MS);
      return memoryOf(pid);
    }),
  );
}

export async function memoryOf(pid: number): Promise<Memory> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const of = (key: string): number =>
    Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 'NaN') / 1000;
  return { rss: of('Rss'), pss: of('Pss') };
}

export function memoryFigures(both: Both<Memory>): readonly Figure[] {
  return [
    compared('memory of the server’s process after loading (RSS)', 'MB', both, ({ rss }) => rss),
    compared('– the same with shared pages in shares (PSS)', 'MB', both, ({ pss }) => pss),
  ];
}
