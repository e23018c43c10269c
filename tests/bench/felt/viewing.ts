/** From Enter on a card to the first frame of its clip, with clips of the sample archive in their full size. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { makeSample } from '../../../src-main/sample/make-sample.ts';
import { planOf } from '../../../src-main/sample/plan.ts';
import { TASKS } from '../../../src-main/sample/script.ts';
import { importFrom } from '../../e2e/served.ts';
import type { Figure } from '../figure.ts';
import { runNode } from '../process.ts';
import { type Both, compared } from './figures.ts';
import { prepare } from './prepare.ts';
import { SIDES, type Side, type Subject, withLoaded } from './sides.ts';

/** Every second card is opened: its neighbours are loaded ahead, and then known. */
const APART = 2;
const CLIPS = 12;

/**
 * Makes the clips, their library and its previews. @param keep a folder where the clips stay for the next time, null
 * for none
 */
export async function sampleSubject(folder: string, keep: string | null): Promise<Subject> {
  const archive = join(keep ?? folder, 'felt-clips');
  if (!existsSync(archive)) {
    const tasks = TASKS.filter(({ file, oddity }) => file === 'mp4' && oddity === undefined)
      .slice(0, CLIPS)
      .map((task) => ({ ...task, seeds: task.seeds.slice(0, 1) }));
    await rm(`${archive}-new`, { recursive: true, force: true });
    await makeSample(`${archive}-new`, { plan: planOf(tasks) });
    await rename(`${archive}-new`, archive);
  }
  const library = join(folder, 'clips-library');
  await importFrom(library, archive);
  await runNode(['src-main/cli.ts', '--library', library, 'previews']);
  const records = join(folder, 'clips.json');
  await prepare(library, records, 0);
  return { library, records };
}

/** Each clip is opened once by each side, in turns, in a page and a server that have not seen it. */
export async function measureViewing(browser: Browser, subject: Subject): Promise<Both<number>> {
  const times: Record<Side, number[]> = { ours: [], plain: [] };
  await withLoaded(browser, 'ours', subject, (ours) =>
    withLoaded(browser, 'plain', subject, async (plain) => {
      const pages = { ours, plain };
      await ours.waitForTimeout(1500);
      for (const side of SIDES) await pages[side].locator('[role=gridcell][data-item="0"]').focus();
      for (let item = 0; item < CLIPS; item += APART)
        for (const side of SIDES) times[side].push(await timeOpening(pages[side]));
    }),
  );
  return times;
}

/** Opens the card with the focus, closes it again, and moves the focus on. */
async function timeOpening(page: Page): Promise<number> {
  await page.bringToFront();
  await page.evaluate('felt.armVideo()');
  await page.keyboard.press('Enter');
  const time = (await page.evaluate('felt.awaited()')) as number;
  await page.waitForTimeout(300);
  await page.keyboard.press('Escape');
  await page.locator('video').waitFor({ state: 'detached' });
  await page.waitForTimeout(300);
  for (let step = 0; step < APART; step++) await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(300);
  return time;
}

export function viewingFigures(both: Both<number>): readonly Figure[] {
  return [
    compared('from Enter to the first frame of a clip in the viewer', 'ms', both, (time) => time),
    { ...compared('– the slowest', 'ms', both, (time) => time), ...slowest(both) },
  ];
}

const slowest = (both: Both<number>): Pick<Figure, 'value' | 'baseline'> => ({
  value: Math.max(...both.ours),
  baseline: { what: 'plain page', value: Math.max(...both.plain) },
});
