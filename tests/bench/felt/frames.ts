/** How evenly the gallery moves: times between frames while it scrolls, races, is dragged and is resized. */
import type { Browser, CDPSession, Page } from 'playwright';
import { type Figure, quantile } from '../figure.ts';
import { type Both, median, PLAIN } from './figures.ts';
import { inTurns, type Subject, VIEWPORT, withLoaded } from './sides.ts';

const MOVES = {
  rest: ['at rest', (page) => page.waitForTimeout(2000)],
  scroll: ['while scrolling 120 px in each frame', (page) => page.evaluate(`felt.scroll(120, ${SCROLLED})`)],
  race: ['while racing, 2,400 px in each frame', (page) => page.evaluate(`felt.scroll(2400, ${SCROLLED})`)],
  drag: ['while dragging the timeline', drag],
  resize: ['while the window changes its size', resize],
} as const satisfies Readonly<Record<string, readonly [what: string, move: (page: Page) => Promise<unknown>]>>;
type Move = keyof typeof MOVES;

/** Frames of one scroll. */
const SCROLLED = 180;
const DRAGGED = 120;
const RESIZED = 40;
/** One try has many frames. */
const MOST_TRIES = 3;

export interface Moved {
  /** Times between frames, in ms. */
  readonly frames: Readonly<Record<Move, readonly number[]>>;
  /** Cells in the document after loading. */
  readonly cells: number;
  /** Live objects of the page after moving, in MB. */
  readonly heap: number;
}

export function measureFrames(browser: Browser, subject: Subject, tries: number): Promise<Both<Moved>> {
  return inTurns(Math.min(tries, MOST_TRIES), (side) =>
    withLoaded(browser, side, subject, async (page) => {
      await page.waitForTimeout(2000);
      const cells = (await page.evaluate('felt.cells()')) as number;
      const frames: Record<Move, readonly number[]> = { rest: [], scroll: [], race: [], drag: [], resize: [] };
      for (const name of Object.keys(MOVES) as Move[]) frames[name] = await framesWhile(page, MOVES[name][1]);
      return { frames, cells, heap: await heapOf(await page.context().newCDPSession(page)) };
    }),
  );
}

async function framesWhile(page: Page, move: (page: Page) => Promise<unknown>): Promise<readonly number[]> {
  await page.evaluate('felt.beginFrames()');
  await move(page);
  const frames = (await page.evaluate('felt.endFrames()')) as readonly number[];
  await page.waitForTimeout(500);
  return frames;
}

/** From the top to the bottom and back, at the speed of a hand. */
async function drag(page: Page): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Timeline' }).boundingBox();
  if (!box) throw new Error('The page has no timeline.');
  const x = box.x + box.width / 2;
  const y = (step: number): number => box.y + 24 + (box.height - 48) * (1 - Math.abs(1 - (2 * step) / DRAGGED));
  await page.mouse.move(x, y(0));
  await page.mouse.down();
  for (let step = 1; step <= DRAGGED; step++) {
    await page.mouse.move(x, y(step));
    await page.waitForTimeout(12);
  }
  await page.mouse.up();
  await page.mouse.move(4, 4);
}

async function resize(page: Page): Promise<void> {
  for (let step = 1; step <= RESIZED; step++) {
    const part = 1 - Math.abs(1 - (2 * step) / RESIZED);
    await page.setViewportSize({ ...VIEWPORT, width: VIEWPORT.width - Math.round(360 * part) });
  }
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

export function framesFigures(both: Both<Moved>): readonly Figure[] {
  const ms = (what: string, of: (moved: readonly Moved[]) => number): Figure => ({
    what,
    value: of(both.ours),
    unit: 'ms',
    baseline: { what: PLAIN, value: of(both.plain) },
  });
  const moves = (Object.keys(MOVES) as Move[]).flatMap((name) => [
    ms(`a frame ${MOVES[name][0]}, p95`, (all) =>
      quantile(
        all.flatMap(({ frames }) => frames[name]),
        0.95,
      ),
    ),
    ms('– the longest, median of the tries', (all) => median(all.map(({ frames }) => Math.max(...frames[name])))),
  ]);
  const of = (what: string, unit: Figure['unit'], value: (moved: Moved) => number): Figure => ({
    what,
    value: median(both.ours.map(value)),
    unit,
    baseline: { what: PLAIN, value: median(both.plain.map(value)) },
  });
  return [
    ...moves,
    of('memory of the page’s objects after that', 'MB', ({ heap }) => heap),
    of('cells in the page after loading', 'cells', ({ cells }) => cells),
  ];
}
