/**
 * `npm run campaign [-- NAME...] [--cases N] [--seed S] [--quiet]`: runs faults of a computer against libraries, in
 * many variations. Case K of seed S is the same as the first case of seed S + K; each line of output says how to repeat
 * its case. Ends with code 1 when something was lost, torn or unexplained.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, runCase, table } from './campaign.ts';
import { CAMPAIGNS } from './campaigns.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string' },
    seed: { type: 'string', default: '0' },
    quiet: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !CAMPAIGNS.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(`There is no campaign “${unknown[0]}”. There are:`);
  for (const { name, about } of CAMPAIGNS) console.error(`  ${name.padEnd(12)} ${about}`);
  process.exit(2);
}
const tables: string[] = [];
let faults = 0;
for (const campaign of CAMPAIGNS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n── ${campaign.name} ${'─'.repeat(66 - campaign.name.length)}\n`);
  const root = await mkdtemp(join(tmpdir(), `afterimage-${campaign.name}-`));
  try {
    const opened = await campaign.open(root);
    if (typeof opened === 'string') {
      tables.push(`${campaign.name}: ${opened}`);
      continue;
    }
    const began = performance.now();
    const cases: Case[] = [];
    const many = Number(values.cases ?? campaign.cases);
    for (let at = 0; at < many; at++) {
      const found = await runCase(opened, Number(values.seed) + at);
      cases.push(found);
      if (found.verdict === 'FAULT' || !values.quiet) console.log(line(found));
    }
    await opened.close?.();
    faults += cases.filter(({ verdict }) => verdict === 'FAULT').length;
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    tables.push(`${campaign.name}: ${campaign.about} ${seconds} s\n\n${table(cases)}`);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
console.log(`\n${tables.join('\n\n')}`);
process.exitCode = faults > 0 ? 1 : 0;

function line({ number, verdict, what, detail }: Case): string {
  return `${String(number).padStart(5)}  ${verdict.padEnd(6)} ${what.padEnd(34)} ${detail}`;
}
