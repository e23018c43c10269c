/** What a person feels, from the start of a process and from a key to the painted frame, beside a plain page. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { openWriter } from '../../../src-main/catalog/connection.ts';
import { bringIndexUpToDate } from '../../../src-main/catalog/writes/generations/refill-index.ts';
import { launchChromium } from '../../e2e/chromium.ts';
import type { Figure, Section } from '../figure.ts';
import { seedLibrary } from '../seeded.ts';
import { bytesFigures, measureBytes } from './bytes.ts';
import { framesFigures, measureFrames } from './frames.ts';
import { measureMemory, memoryFigures } from './memory.ts';
import { prepare } from './prepare.ts';
import type { Stroke } from './queries.ts';
import type { Subject } from './sides.ts';
import { measureStarts, startFigures } from './starting.ts';
import { measureStrokes, strokeFigures } from './typing.ts';
import { measureViewing, sampleSubject, viewingFigures } from './viewing.ts';
import { windowFigures } from './window.ts';

export const ROWS = ['start', 'keys', 'memory', 'frames', 'viewer', 'bytes', 'window'] as const;
export type Row = (typeof ROWS)[number];

export const isRow = (name: string): name is Row => (ROWS as readonly string[]).includes(name);

/** Rows that differ with the size of the library. */
export const ROWS_OF_SIZE: readonly Row[] = ['start', 'keys', 'memory', 'window'];

const HOW =
  'Headless Chromium at 1440 × 900 and the browser door, in a new context for each start; medians of tries in turns, Afterimage and the plain page. The plain page is written for this comparison: it loads the same records as one JSON document made beforehand, filters an array of search texts at every key, and draws as many of the same cards. Times begin with the start of the server’s process, or with the key, and end when the frame is painted. A text is typed without its last character first; then the key is struck. No text is typed twice. The parts of a time are medians of their own. The library’s files are not there, so cards have no pictures; clips are those of the sample archive. The window is the built application in the Electron of the tests.';

export interface FeltOptions {
  readonly items: number;
  /** A folder of libraries that stay for the next time, null for none. */
  readonly keep: string | null;
  readonly rows: readonly Row[];
  /** How often each row is measured on each side. */
  readonly tries: number;
}

interface Bench {
  readonly browser: Browser;
  readonly subject: Subject;
  readonly strokes: readonly Stroke[];
  readonly tries: number;
  /** For what is made. */
  readonly folder: string;
  readonly keep: string | null;
}

const MEASURES: Readonly<Record<Row, (bench: Bench) => Promise<readonly Figure[]>>> = {
  start: async ({ browser, subject, tries }) => startFigures(await measureStarts(browser, subject, tries)),
  keys: async ({ browser, subject, strokes }) => strokeFigures(await measureStrokes(browser, subject, strokes)),
  memory: async ({ browser, subject, tries }) => memoryFigures(await measureMemory(browser, subject, tries)),
  frames: async ({ browser, subject, tries }) => framesFigures(await measureFrames(browser, subject, tries)),
  viewer: async ({ browser, folder, keep }) =>
    viewingFigures(await measureViewing(browser, await sampleSubject(folder, keep))),
  bytes: async ({ browser, subject }) => bytesFigures(await measureBytes(browser, subject)),
  window: ({ subject, strokes, tries }) => windowFigures(subject, strokes, tries),
};

export async function benchFelt({ items, keep, rows, tries }: FeltOptions): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-felt-'));
  try {
    const subject = {
      library: copyOf(join(keep ?? folder, String(items)), items, folder),
      records: join(folder, 'records.json'),
    };
    const strokes = await prepare(
      subject.library,
      subject.records,
      rows.includes('keys') || rows.includes('window') ? tries : 0,
    );
    const browser = await launchChromium();
    const figures: Figure[] = [];
    const load = loadNow();
    try {
      for (const row of rows)
        figures.push(...(await MEASURES[row]({ browser, subject, strokes, tries, folder, keep })));
    } finally {
      await browser.close();
    }
    return {
      title: `What a person feels with ${items.toLocaleString('en')} items`,
      how: `${HOW} Load of the machine: ${load} at the beginning, ${loadNow()} at the end.`,
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processes that wanted a core, on average of the last minute. */
const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1);

/** The pages change their library: what is kept stays as it is. */
function copyOf(library: string, items: number, folder: string): string {
  seedLibrary(library, items);
  const copy = join(folder, 'library');
  mkdirSync(copy);
  cpSync(library, copy, { recursive: true });
  const writer = openWriter(copy);
  bringIndexUpToDate(writer);
  writer.close();
  return copy;
}
