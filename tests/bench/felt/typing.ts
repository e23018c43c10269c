/** From the last key of a query to the frame with the first card of its result. */
import type { Browser, Page } from 'playwright';
import type { Figure } from '../figure.ts';
import { type Both, compared } from './figures.ts';
import { KINDS, type Kind, type Shown, type Stroke } from './queries.ts';
import { SIDES, type Side, type Subject, withLoaded } from './sides.ts';
import { type Fetched, RESULT } from './starting.ts';

/** Milliseconds since the key was struck; NaN for what the page does not do. */
export interface StrokeTimes {
  readonly kind: Kind;
  /** The page asks the server, and has the answer. */
  readonly asked: number;
  readonly answered: number;
  readonly shown: number;
  /** The number of results is painted. */
  readonly counted: number;
}

const NAMES: Readonly<Record<Kind, string>> = {
  common: 'a common word',
  rare: 'a rare word',
  cjk: 'a CJK character inside a word',
};

/** By then a page has stored its view. */
const KEPT_MS = 2500;

/** Both pages are open at once; the strokes alternate between them, and each is typed once. */
export async function measureStrokes(
  browser: Browser,
  subject: Subject,
  strokes: readonly Stroke[],
): Promise<Both<StrokeTimes>> {
  const times: Record<Side, StrokeTimes[]> = { ours: [], plain: [] };
  await withLoaded(browser, 'ours', subject, (ours) =>
    withLoaded(browser, 'plain', subject, async (plain) => {
      const pages = { ours, plain };
      await ours.waitForTimeout(2000);
      for (const stroke of inMixedOrder(strokes))
        for (const side of SIDES) times[side].push(await timeStroke(pages[side], stroke, stroke[side]));
      await forgetQuery(ours);
    }),
  );
  return times;
}

/** The library keeps the last view for the next start: later rows begin with all items again. */
async function forgetQuery(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(KEPT_MS);
}

/** One of each kind after the other, so that no two texts in a row resemble each other. */
function inMixedOrder(strokes: readonly Stroke[]): readonly Stroke[] {
  const places = new Map<Stroke, number>();
  for (const kind of KINDS)
    for (const [at, one] of strokes.filter((one) => one.kind === kind).entries()) places.set(one, at);
  return strokes.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

export async function timeStroke(
  page: Page,
  { kind, before, key }: Stroke,
  shown: { readonly before: Shown; readonly after: Shown },
): Promise<StrokeTimes> {
  await page.locator('#search-input').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(before);
  await isShown(page, shown.before);
  await page.waitForTimeout(600);
  const { text, count } = shown.after;
  await page.evaluate(`felt.armStroke(${JSON.stringify(text)}, ${JSON.stringify(count)})`);
  // A character of an input method arrives without a key.
  await (/^[\x20-\x7e]$/.test(key) ? page.keyboard.press(key) : page.keyboard.insertText(key));
  const painted = (await page.evaluate('felt.awaited()')) as { struck: number; shown: number; counted: number };
  await page.waitForTimeout(150);
  const fetched = (await page.evaluate('felt.fetched')) as readonly Fetched[];
  const result = fetched.find(({ name, start }) => RESULT.test(name) && start >= painted.struck);
  const since = (time: number | undefined): number => (time ?? Number.NaN) - painted.struck;
  return {
    kind,
    asked: since(result?.start),
    answered: since(result?.answered),
    shown: since(painted.shown),
    counted: since(painted.counted),
  };
}

/** The page's own policy forbids `waitForFunction` to evaluate texts again and again. */
async function isShown(page: Page, { text, count }: Shown): Promise<void> {
  const is = `felt.isShown(${JSON.stringify(text)}, ${JSON.stringify(count)})`;
  for (let tries = 0; tries < 600; tries++) {
    if (await page.evaluate(is)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`The page never showed “${text}” as the first of ${count}.`);
}

export function strokeFigures(both: Both<StrokeTimes>): readonly Figure[] {
  return KINDS.flatMap((kind) => {
    const these = ofKind(both, kind);
    return [
      ...paintedFigures(these, kind, ''),
      compared('– of it until the server is asked', 'ms', these, ({ asked }) => asked),
      compared('– of it until it answers', 'ms', these, ({ asked, answered }) => answered - asked),
      compared('– of it until the result is painted', 'ms', these, (one) => one.shown - one.answered),
    ];
  });
}

/** The requests of the window have no times in the page. */
export const windowStrokeFigures = (both: Both<StrokeTimes>): readonly Figure[] =>
  KINDS.flatMap((kind) => paintedFigures(ofKind(both, kind), kind, 'in the window: '));

const paintedFigures = (these: Both<StrokeTimes>, kind: Kind, where: string): readonly Figure[] => [
  compared(`${where}from the last key of ${NAMES[kind]} to its painted result`, 'ms', these, ({ shown }) => shown),
  compared('– and until its number is painted', 'ms', these, ({ counted }) => counted),
];

const ofKind = ({ ours, plain }: Both<StrokeTimes>, kind: Kind): Both<StrokeTimes> => ({
  ours: ours.filter((one) => one.kind === kind),
  plain: plain.filter((one) => one.kind === kind),
});
