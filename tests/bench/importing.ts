/** Measures importing and rescanning by the command line, against parsing and inserting plainly. */
import { join } from 'node:path';
import { writeExport } from './archives.ts';
import type { Section } from './figure.ts';
import { type Run, runNode } from './process.ts';

const CLI = 'src-main/cli.ts';
const PLAIN = 'tests/bench/plain-import.ts';
const WALK = 'tests/bench/plain-walk.ts';

export async function benchImport(folder: string, count: number): Promise<Section> {
  const archive = join(folder, 'records');
  await writeExport(archive, count, false);
  const plain = await runNode([PLAIN, archive, join(folder, 'plain.sqlite')]);
  const first = await importInto(folder, 'records', archive);
  const parse = await runNode([PLAIN, archive]);
  const again = await importInto(folder, 'records', archive);
  return {
    title: `Importing ${count.toLocaleString('en')} records without media`,
    how: 'An official export in three parts, imported by the command line into a new library, including the start of the program. The plain way is JSON.parse and one INSERT per row into a table without identity, provenance or index.',
    figures: [
      {
        what: 'first import',
        value: count / first.seconds,
        unit: 'rows/s',
        baseline: { what: 'parse and insert', value: count / plain.seconds },
      },
      {
        what: 'peak memory',
        value: first.peakMb,
        unit: 'MB',
        baseline: { what: 'parse and insert', value: plain.peakMb },
      },
      {
        what: 'a second, unchanged import',
        value: again.seconds,
        unit: 's',
        baseline: { what: 'parse only', value: parse.seconds },
      },
    ],
  };
}

export async function benchMediaImport(folder: string, count: number): Promise<Section> {
  const archive = join(folder, 'media');
  await writeExport(archive, count, true);
  const walk = await runNode([WALK, archive]);
  const first = await importInto(folder, 'media', archive);
  const again = await importInto(folder, 'media', archive);
  return {
    title: `Importing ${count.toLocaleString('en')} records with as many small files`,
    how: 'The same with a tiny picture for each record. The type of every file is read from its bytes, and every file is hashed (SHA-256). The plain way lists the folder and reads the size and time of each file.',
    figures: [
      {
        what: 'first import',
        value: count / first.seconds,
        unit: 'files/s',
        baseline: { what: 'list and stat', value: count / walk.seconds },
      },
      { what: 'peak memory', value: first.peakMb, unit: 'MB', baseline: null },
      {
        what: 'a second, unchanged import',
        value: again.seconds,
        unit: 's',
        baseline: { what: 'list and stat', value: walk.seconds },
      },
    ],
  };
}

/** Imports by the command line into the library `library-<name>` in the folder. */
export function importInto(folder: string, name: string, archive: string): Promise<Run> {
  return runNode([CLI, '--library', join(folder, `library-${name}`), '--json', 'import', archive]);
}
