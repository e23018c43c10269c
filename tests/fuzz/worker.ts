/**
 * Runs one reader's cases in a thread of its own. It stores the number of the present case, so that a hang can be
 * detected.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { runCase } from './case.ts';
import { subjects } from './subjects.ts';

const { format, from, to, at } = workerData as { format: string; from: number; to: number; at: SharedArrayBuffer };
const subject = subjects().find((each) => each.format === format);
if (!subject) throw new Error(`There is no reader ${format}.`);
const place = new Int32Array(at);
for (let number = from; number < to; number++) {
  Atomics.store(place, 0, number);
  const failure = await runCase(subject, number);
  if (failure) parentPort?.postMessage(failure);
}
