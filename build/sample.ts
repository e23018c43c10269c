/** `npm run sample [DIR]`: makes the sample archive, by default in `.cache/sample`, and prints how to open it. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { makeSample } from '../src-main/sample/make-sample.ts';

const directory = resolve(process.argv[2] ?? '.cache/sample');
const shown = relative(process.cwd(), directory) || '.';
const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());

if (existsSync(directory)) {
  console.log(`There is something at ${shown} already; it was left as it is.`);
} else {
  await make();
}

async function make(): Promise<void> {
  const begun = Date.now();
  try {
    await makeSample(directory, { signal: stopped.signal, onProgress: (done, total) => show(done, total) });
    console.log(`\nA sample export was made in ${Math.round((Date.now() - begun) / 1000)} s: ${shown}`);
    console.log(
      `Open it:  npm start, then “Open export…” — or:  npm run -s afterimage -- import ${JSON.stringify(shown)}`,
    );
  } catch (cause) {
    console.error(
      stopped.signal.aborted
        ? '\nStopped. Nothing was left behind.'
        : `\nThe sample could not be made: ${String(cause)}`,
    );
    process.exitCode = 1;
  }
}

function show(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\rPainting ${done} of ${total}`);
  else if (done % 10 === 0 || done === total) process.stderr.write(`Painting ${done} of ${total}\n`);
}
