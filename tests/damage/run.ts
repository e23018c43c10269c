/**
 * `node tests/damage/run.ts [--cases N] [--from N] [--way-back]`: damages copies of a small library in N ways (210),
 * each by its number, and counts what became of it. Ends with code 1 when one answer was wrong or one failure
 * unexplained. With --way-back it takes the way back of each and counts the edits that are there afterwards; it ends
 * with code 1 when one is missing that was in the snapshot.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSample, runCase, type Verdict } from './campaign.ts';
import { comeBack, makeEditedSample } from './coming-back.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '210' },
    from: { type: 'string', default: '0' },
    'way-back': { type: 'boolean' },
  },
});
const root = await mkdtemp(join(tmpdir(), 'afterimage-damage-'));
const numbers = Array.from({ length: Number(values.cases) }, (_, at) => Number(values.from) + at);
try {
  process.exitCode = (values['way-back'] ? await comingBack() : await answering()) ? 0 : 1;
} finally {
  await rm(root, { recursive: true, force: true });
}

async function answering(): Promise<boolean> {
  const counts: Record<Verdict, number> = { 'as before': 0, told: 0, WRONG: 0, UNEXPLAINED: 0 };
  const sample = await makeSample(root);
  for (const number of numbers) {
    const found = await runCase(sample, number, join(root, 'case'));
    counts[found.verdict] += 1;
    console.log(
      `${String(found.number).padStart(4)}  ${found.verdict.padEnd(12)} ${found.damage.padEnd(34)} ${found.detail}`,
    );
  }
  console.log(JSON.stringify(counts));
  return counts.WRONG + counts.UNEXPLAINED === 0;
}

async function comingBack(): Promise<boolean> {
  const sample = await makeEditedSample(root);
  const counts = { taken: 0, lostBefore: 0, readable: 0, lostAfter: 0, takenAway: 0, lostOfThose: 0 };
  for (const number of numbers) {
    const found = await comeBack(sample, number, join(root, 'case'));
    counts.taken += Number(found.taken);
    counts.lostBefore += found.lostBefore;
    counts[found.readable ? 'readable' : 'takenAway'] += sample.after.length;
    counts[found.readable ? 'lostAfter' : 'lostOfThose'] += found.lostAfter;
    const lost = `${found.lostBefore} of ${sample.before.length}, ${found.lostAfter} of ${sample.after.length}`;
    console.log(
      `${String(number).padStart(4)}  ${found.damage.padEnd(34)} missing: ${lost}${found.isSound ? '' : '  NOT SOUND'}`,
    );
    if (!found.isSound) counts.lostBefore += 1;
  }
  console.log(JSON.stringify(counts));
  return counts.lostBefore === 0;
}
