/**
 * `npm run fuzz [-- --cases N] [-- --from N] [-- --only soravault,sidecar]`: damages every reader's documents in N ways
 * (10,000), and imports some of them. Prints cases and failures for each reader. The line of a failure has the
 * arguments that repeat it: `--only <reader> --from <case> --cases 1`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { importCases } from './imports.ts';
import { subjects } from './subjects.ts';

/** A case without progress for this long, in ms, has hung. */
const HANG_MS = 30_000;
/** Number of imported cases per reader. */
const IMPORTED = 20;
const MOST_TOLD = 20;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
  },
});
const cases = Number(values.cases);
const from = Number(values.from);
const only = values.only.split(',').filter(Boolean);
const formats = subjects()
  .map(({ format }) => format)
  .filter((format) => only.length === 0 || only.includes(format));

let failed = 0;
const waiting = [...formats];
const threads = Math.min(waiting.length, Math.max(1, availableParallelism() - 1));
await Promise.all(Array.from({ length: threads }, work));
console.log(`${(formats.length * cases).toLocaleString('en')} cases of ${formats.length} readers, ${failed} failures`);
process.exitCode = failed > 0 || formats.length === 0 ? 1 : 0;

async function work(): Promise<void> {
  for (let format = waiting.shift(); format !== undefined; format = waiting.shift()) {
    const began = performance.now();
    const failures = await readInThread(format);
    if (cases >= 1_000) failures.push(...(await importCases(format, from, IMPORTED)));
    failed += failures.length;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${format.padEnd(18)} ${cases.toLocaleString('en').padStart(8)} cases  ${failures.length} failures  ${seconds} s`,
    );
    for (const failure of failures.slice(0, MOST_TOLD)) console.log(`  ✗ ${failure}`);
    if (failures.length > MOST_TOLD) console.log(`  … and ${failures.length - MOST_TOLD} more`);
  }
}

function readInThread(format: string): Promise<string[]> {
  const at = new SharedArrayBuffer(4);
  const place = new Int32Array(at);
  const failures: string[] = [];
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { format, from, to: from + cases, at },
    });
    let last = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(place, 0);
      if (now === last) {
        failures.push(`${format} case ${now}: hangs`);
        void worker.terminate();
      }
      last = now;
    }, HANG_MS);
    worker.on('message', (failure: string) => failures.push(failure));
    worker.on('error', (cause: Error) =>
      failures.push(`${format} case ${Atomics.load(place, 0)}: ended with ${cause.stack ?? cause.message}`),
    );
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(failures);
    });
  });
}
