/**
 * `node tests/damage/run.ts [--cases N] [--from N]`: damages copies of a small library in N ways (210), each by its number, and counts
 * what became of it. Ends with code 1 when one answer was wrong or one failure unexplained.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSample, runCase, type Verdict } from './campaign.ts';

const { values } = parseArgs({ options: { cases: { type: 'string', default: '210' }, from: { type: 'string', default: '0' } } });
const root = await mkdtemp(join(tmpdir(), 'afterimage-damage-'));
const counts: Record<Verdict, number> = { 'as before': 0, told: 0, WRONG: 0, UNEXPLAINED: 0 };
try {
  const sample = await makeSample(root);
  for (let done = 0; done < Number(values.cases); done++) {
    const found = await runCase(sample, Number(values.from) + done, join(root, 'case'));
    counts[found.verdict] += 1;
    console.log(`${String(found.number).padStart(4)}  ${found.verdict.padEnd(12)} ${found.damage.padEnd(34)} ${found.detail}`);
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
console.log(JSON.stringify(counts));
process.exitCode = counts.WRONG + counts.UNEXPLAINED > 0 ? 1 : 0;
