/** Short, seeded versions of the campaigns; `npm run campaign` runs the long ones. */
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../fixtures/temp.ts';
import { type Campaign, type Case, runCase } from './campaign.ts';
import { damage } from './damage.ts';
import { kills } from './kills.ts';
import { power } from './power.ts';

/** The faults of some cases of a campaign; null when this computer cannot run it. */
async function faultsOf(campaign: Campaign, numbers: readonly number[]): Promise<readonly Case[] | null> {
  const opened = await campaign.open(await tempFolder());
  if (typeof opened === 'string') return null;
  onTestFinished(async () => opened.close?.());
  const faults: Case[] = [];
  for (const number of numbers) {
    const found = await runCase(opened, number);
    if (found.verdict === 'FAULT') faults.push(found);
  }
  return faults;
}

const SHORT: readonly (readonly [campaign: Campaign, numbers: readonly number[]])[] = [
  // Each kind of damage once.
  [damage, Array.from({ length: 21 }, (_, at) => at)],
  // An edit, an import and a backup; and an export of words, which once wrote directly under the final name.
  [kills, [4, 15, 24, 1004, 1037]],
  [power, [0, 1, 2, 3, 4, 5]],
];

test.each(SHORT)('$name: nothing is lost without a message', { timeout: 180_000 }, async (campaign, numbers) => {
  const faults = await faultsOf(campaign, numbers);
  if (faults) expect(faults).toEqual([]);
});
