/** From the start of the server's process to the first painted card, hop by hop. */
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { keptPath } from '../../../src-main/catalog/reads/columns/kept-columns.ts';
import type { Figure } from '../figure.ts';
import { type Both, compared } from './figures.ts';
import { inTurns, newPage, type Side, type Subject, start } from './sides.ts';

/** Milliseconds since the process was started. */
export interface StartTimes {
  /** The server has printed its address. */
  readonly listening: number;
  readonly document: number;
  readonly script: number;
  /** The page asks for its first data: in Afterimage the result, in the plain page the records. */
  readonly asked: number;
  readonly answered: number;
  readonly shown: number;
}

export interface Fetched {
  readonly name: string;
  readonly start: number;
  readonly answered: number;
  readonly end: number;
}

/** Questions whose answer brings the first cards. */
export const RESULT = /\/api\/(?:start|result)$|\/records\.json$/;
const SCRIPT = /\.js$/;

export async function measureStarts(browser: Browser, subject: Subject, tries: number): Promise<Both<StartTimes>> {
  await keptByFirstStart(subject);
  for (const side of ['ours', 'plain'] as const) await timeStart(browser, side, subject);
  return inTurns(tries, (side) => timeStart(browser, side, subject));
}

/** An import keeps the columns in a file; a seeded library gets the file by its first start. */
async function keptByFirstStart(subject: Subject): Promise<void> {
  const served = await start('ours', subject);
  for (let tries = 0; tries < 200 && !existsSync(keptPath(subject.library)); tries++) await setTimeout(200);
  await served.stop();
}

export async function timeStart(browser: Browser, side: Side, subject: Subject): Promise<StartTimes> {
  const page = await newPage(browser);
  const begun = Date.now();
  const served = await start(side, subject);
  const listening = Date.now() - begun;
  try {
    await page.goto(served.url, { waitUntil: 'commit' });
    const { shown, document } = (await page.evaluate('felt.start()')) as { shown: number; document: number };
    await page.waitForTimeout(300);
    const fetched = (await page.evaluate('felt.fetched')) as readonly Fetched[];
    const script = fetched.find(({ name }) => SCRIPT.test(name));
    const result = fetched.find(({ name }) => RESULT.test(name));
    const since = (time: number | undefined): number => (time ?? Number.NaN) - begun;
    return {
      listening,
      document: since(document),
      script: since(script?.end),
      asked: since(result?.start),
      answered: since(result?.end),
      shown: since(shown),
    };
  } finally {
    await page.context().close();
    await served.stop();
  }
}

export function startFigures(both: Both<StartTimes>): readonly Figure[] {
  const hop = (what: string, from: (one: StartTimes) => number, to: (one: StartTimes) => number): Figure =>
    compared(`– of it ${what}`, 'ms', both, (one) => to(one) - from(one));
  return [
    compared('from the start of the process to the first painted card', 'ms', both, ({ shown }) => shown),
    hop(
      'until the address is printed',
      () => 0,
      (one) => one.listening,
    ),
    hop(
      'until the document is there',
      (one) => one.listening,
      (one) => one.document,
    ),
    hop(
      'until the script is there',
      (one) => one.document,
      (one) => one.script,
    ),
    hop(
      'until the first data are asked for',
      (one) => one.script,
      (one) => one.asked,
    ),
    hop(
      'until they are answered',
      (one) => one.asked,
      (one) => one.answered,
    ),
    hop(
      'until the first card is painted',
      (one) => one.answered,
      (one) => one.shown,
    ),
  ];
}
