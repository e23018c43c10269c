/**
 * `node edit-and-say.ts LIBRARY ANSWERED EDITS [ARCHIVE]`: makes edits one after another. After each confirmed edit it
 * appends a line to the file ANSWERED: the number of the edit and its duration in ms. With ARCHIVE, an import runs at
 * the same time.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openLibrary } from '../../src-main/app/library/open-library.ts';

/** The pause between edits during an import, so that they are spread over all of it. */
const PAUSE_MS = 15;

const [directory = '', answered = '', edits = '0', archive] = process.argv.slice(2);
const library = await openLibrary({ directory, backgroundPreviews: false });
const rowids = [...(await library.reads.rowids(''))].slice(0, 40);
const job = archive === undefined ? null : await library.jobs.import([archive]);
const took: number[] = [];
for (let number = 0; number < Number(edits); number++) {
  if (job) await wait(PAUSE_MS);
  const began = performance.now();
  await library.edits.edit({
    selection: { type: 'rowids', rowids },
    change: { set: 'tag-add', tag: `edit ${number}` },
  });
  const ms = performance.now() - began;
  took.push(ms);
  appendFileSync(answered, `${number} ${ms}\n`);
}
if (job) await library.jobs.finished(job.id);
await library.close();
took.sort((one, other) => one - other);
const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
console.log(JSON.stringify({ p50: at(0.5), p95: at(0.95), longest: at(1) }));
