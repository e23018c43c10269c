/**
 * Damages copies of a small library, opens each through the application and reads everything that a person can see. A
 * damaged library must give the same answers as before or one sentence about the damage.
 */

import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { cp, mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Library } from '../../src-main/app/library/library.ts';
import { LibraryError } from '../../src-main/app/library/library-error.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import type { Change } from '../../src-main/contract/organising/edit.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { pick, type Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound, told } from './campaign.ts';
import { difference } from './state.ts';

export const damage: Campaign = {
  name: 'damage',
  about: 'The files of a used library are damaged.',
  cases: 210,
  async open(root) {
    const sample = await makeSample(root);
    return { run: (number, random) => damaged(sample, number, random, join(root, 'case')) };
  },
};

const RECORDS = 150;
const PAGE = 4096;
const CATALOG = 'catalog.sqlite';

/** The error codes with which a lost or damaged library is reported. */
const TOLD = new Set([
  'library-damaged',
  'catalog-missing',
  'catalog-empty',
  'catalog-foreign',
  'edits-missing',
  'catalog-newer',
]);

interface Sample {
  /** A library that was closed normally. */
  readonly closed: string;
  /** The same library after a power cut: the log holds the last edits. */
  readonly cut: string;
  readonly answersClosed: string;
  readonly answersCut: string;
}

/** Makes the two libraries to be damaged, in `root`. */
async function makeSample(root: string): Promise<Sample> {
  const part = join(root, 'part');
  await mkdir(part, { recursive: true });
  await writeFile(
    join(part, 'generations.json'),
    generationsJson(Array.from({ length: RECORDS }, (_, at) => exportRecord(at))),
  );
  const closed = join(root, 'closed');
  const cut = join(root, 'cut');
  const first = await openLibrary({ directory: closed, backgroundPreviews: false });
  const { id } = await first.jobs.import([part]);
  await first.jobs.finished(id);
  const rowids = [...(await first.reads.rowids(''))];
  const edit = (library: Library, ids: readonly number[], change: Change): Promise<unknown> =>
    library.edits.edit({ selection: { type: 'rowids', rowids: [...ids] }, change });
  await edit(first, rowids.slice(0, 90), { set: 'tag-add', tag: 'Keepers' });
  await edit(first, rowids.slice(30, 60), { set: 'rating', rating: 4 });
  for (const rowid of rowids.slice(0, 40))
    await edit(first, [rowid], { set: 'note', note: `What I thought of number ${rowid}` });
  await first.close();
  const second = await openLibrary({ directory: closed, backgroundPreviews: false });
  const answersClosed = await ask(second);
  await second.close();
  const third = await openLibrary({ directory: closed, backgroundPreviews: false });
  await cp(closed, join(root, 'sound'), { recursive: true });
  await edit(third, rowids.slice(60, 120), { set: 'tag-add', tag: 'Later' });
  for (const rowid of rowids.slice(100, 120)) await edit(third, [rowid], { set: 'note', note: `Later ${rowid}` });
  const answersCut = await ask(third);
  await cp(closed, cut, { recursive: true });
  await third.close();
  return { closed: join(root, 'sound'), cut, answersClosed, answersCut };
}

/** Everything that the application shows of the library, as one text. */
async function ask({ reads, edits }: Library): Promise<string> {
  const rowids = [...(await reads.rowids(''))];
  const answers = await Promise.all([
    reads.cards({ q: '', sort: 'newest', seed: 0, limit: 500, offset: 0 }),
    reads.generations(rowids),
    reads.enteredWords(rowids),
    reads.organised(),
    reads.sidebar(''),
    reads.statistics(''),
    reads.rowids('tag:keepers').then((found) => [...found]),
    reads.rowids('number ').then((found) => [...found]),
    reads.sources(),
    edits.history(1_000),
    edits.journal(),
  ]);
  // Values that depend on the time of the request are left out.
  return JSON.stringify(answers, (key, value) => (key === 'seconds' || key === 'revision' ? undefined : value));
}

export type Damage = readonly [
  name: string,
  sample: 'closed' | 'cut',
  run: (directory: string, random: Random) => void | Promise<void>,
];

export const DAMAGES: readonly Damage[] = [
  ['one bit', 'closed', (directory, random) => flip(join(directory, CATALOG), 1, random)],
  ['16 bits', 'closed', (directory, random) => flip(join(directory, CATALOG), 16, random)],
  ['200 bits', 'closed', (directory, random) => flip(join(directory, CATALOG), 200, random)],
  ['one bit beside a log', 'cut', (directory, random) => flip(join(directory, CATALOG), 1, random)],
  ['a zeroed page', 'closed', (directory, random) => zero(join(directory, CATALOG), 1, random)],
  ['15 zeroed pages', 'closed', (directory, random) => zero(join(directory, CATALOG), 15, random)],
  ['a page that was lost in writing', 'closed', (directory, random) => swap(join(directory, CATALOG), random)],
  [
    'cut anywhere',
    'closed',
    (directory, random) => truncate(join(directory, CATALOG), random(statSync(join(directory, CATALOG)).size)),
  ],
  ['cut to nothing', 'closed', (directory) => truncate(join(directory, CATALOG), 0)],
  ['deleted', 'closed', (directory) => rm(join(directory, CATALOG))],
  ['a zeroed header', 'closed', (directory) => overwrite(join(directory, CATALOG), 0, Buffer.alloc(100))],
  [
    'a text in its place',
    'closed',
    (directory) => writeFile(join(directory, CATALOG), 'this is no catalog'.repeat(900)),
  ],
  ['another database in its place', 'closed', stranger],
  ['an empty database in its place', 'closed', emptied],
  ['a table dropped', 'closed', (directory, random) => dropped(directory, random)],
  ['a log deleted', 'cut', (directory) => rm(join(directory, `${CATALOG}-wal`))],
  ['a log cut', 'cut', (directory, random) => truncate(join(directory, `${CATALOG}-wal`), random(walSize(directory)))],
  ['a log overwritten in its middle', 'cut', (directory) => zeroMiddle(join(directory, `${CATALOG}-wal`))],
  ['bits of a log', 'cut', (directory, random) => flip(join(directory, `${CATALOG}-wal`), 16, random)],
  ['bits of the seal', 'closed', (directory, random) => flip(join(directory, 'seal.sqlite'), 40, random)],
  ['library.json overwritten', 'closed', (directory) => writeFile(join(directory, 'library.json'), '{"afterimage":')],
];

async function damaged(sample: Sample, number: number, random: Random, folder: string): Promise<Outcome> {
  const [what, which, run] = DAMAGES[number % DAMAGES.length] ?? pick(DAMAGES, random);
  await rm(folder, { recursive: true, force: true });
  await cp(sample[which], folder, { recursive: true });
  await rm(join(folder, `${CATALOG}-shm`), { force: true });
  await run(folder, random);
  const expected = which === 'closed' ? sample.answersClosed : sample.answersCut;
  const said = await answersOf(folder);
  if ('answers' in said)
    return said.answers === expected
      ? sound(what)
      : fault(what, `answered wrongly: ${difference(expected, said.answers)}`);
  const { code, message } = said.cause as { code?: string; message: string };
  return said.cause instanceof LibraryError && TOLD.has(said.cause.code)
    ? told(what, said.cause.code)
    : fault(what, `${code}: ${message}`);
}

async function answersOf(directory: string): Promise<{ readonly answers: string } | { readonly cause: unknown }> {
  let library: Library | null = null;
  try {
    library = await openLibrary({ directory, backgroundPreviews: false });
    return { answers: await ask(library) };
  } catch (cause) {
    return { cause };
  } finally {
    await library?.close();
  }
}

function flip(path: string, bits: number, random: Random): void {
  const bytes = readFileSync(path);
  for (let done = 0; done < bits; done++) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << random(8));
  }
  writeFileSync(path, bytes);
}

function zero(path: string, pages: number, random: Random): void {
  const all = statSync(path).size / PAGE;
  for (let done = 0; done < pages; done++) overwrite(path, (1 + random(all - 1)) * PAGE, Buffer.alloc(PAGE));
}

/** Overwrites one page with a copy of another. */
function swap(path: string, random: Random): void {
  const all = statSync(path).size / PAGE;
  const page = Buffer.alloc(PAGE);
  const handle = openSync(path, 'r');
  readSync(handle, page, 0, PAGE, (1 + random(all - 1)) * PAGE);
  closeSync(handle);
  overwrite(path, (1 + random(all - 1)) * PAGE, page);
}

function overwrite(path: string, at: number, bytes: Buffer): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

const walSize = (directory: string): number => statSync(join(directory, `${CATALOG}-wal`)).size;

function zeroMiddle(path: string): void {
  const { size } = statSync(path);
  overwrite(path, Math.floor(size / 3), Buffer.alloc(Math.floor(size / 3)));
}

async function stranger(directory: string): Promise<void> {
  await rm(join(directory, CATALOG));
  const db = new Database(join(directory, CATALOG));
  db.exec('CREATE TABLE bookmarks (url TEXT); PRAGMA application_id = 7');
  db.close();
}

async function emptied(directory: string): Promise<void> {
  await rm(join(directory, CATALOG));
  const db = new Database(join(directory, CATALOG));
  db.exec('CREATE TABLE passing (x); DROP TABLE passing');
  db.close();
}

function dropped(directory: string, random: Random): void {
  const db = new Database(join(directory, CATALOG));
  db.pragma('foreign_keys = OFF');
  db.exec(`DROP TABLE ${pick(['generation_tag', 'mark', 'journal', 'source', 'setting'], random)}`);
  db.close();
}
