/** The starting point of the campaigns: archives of several layouts, a library with edits, and exports from it. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import type { Change } from '../../src-main/contract/organising/edit.ts';
import { allLayoutsTogether } from '../fixtures/all-layouts.ts';
import { exportPart, exportRecord, exportZip, generationsJson } from '../fixtures/sora-export.ts';
import { writeFiles } from '../fixtures/temp.ts';
import { start } from './program.ts';

export interface Sample {
  /** The archives in the library: one part as a folder, one as a zip, and records without media. */
  readonly archives: string;
  /** Archives that are not in the library: every layout. */
  readonly more: string;
  /** A copy of the first part at another path, as after a move. */
  readonly moved: string;
  readonly library: string;
  readonly words: string;
  readonly backup: string;
  /** The folders with originals. */
  readonly originals: readonly string[];
}

const LISTED = 150;

/** Makes the sample in `root`. */
export async function makeSample(root: string): Promise<Sample> {
  const archives = join(root, 'archives');
  const more = join(root, 'more');
  const moved = join(root, 'moved', 'part-1');
  const library = join(root, 'library');
  const records = (from: number, many: number) => Array.from({ length: many }, (_, at) => exportRecord(from + at));
  await writeFiles(join(archives, 'part-1'), await exportPart(records(0, 20)));
  await writeFile(join(archives, 'part-2.zip'), await exportZip(records(15, 15)));
  await writeFiles(archives, { 'list/generations.json': generationsJson(records(100, LISTED)) });
  await writeFiles(more, await allLayoutsTogether());
  await writeFiles(more, { 'list/generations.json': generationsJson(records(200, LISTED)) });
  await mkdir(join(root, 'moved'));
  await cp(join(archives, 'part-1'), moved, { recursive: true, preserveTimestamps: true });
  const opened = await openLibrary({ directory: library, backgroundPreviews: false });
  const parts = ['part-1', 'part-2.zip', 'list'].map((part) => join(archives, part));
  await opened.jobs.finished((await opened.jobs.import(parts)).id);
  await enter(opened);
  await opened.close();
  const words = join(root, 'words.json');
  const backup = join(root, 'backup.zip');
  await start(['--library', library, 'words', 'export', words]);
  await start(['--library', library, 'backup', backup]);
  const last = await openLibrary({ directory: library, backgroundPreviews: false });
  await edit(last, [...(await last.reads.rowids(''))].slice(0, 12), { set: 'tag-add', tag: 'After the backup' });
  await last.edits.undo();
  await last.close();
  return { archives, more, moved, library, words, backup, originals: [archives, more, join(root, 'moved')] };
}

const edit = (library: Library, rowids: readonly number[], change: Change): Promise<unknown> =>
  library.edits.edit({ selection: { type: 'rowids', rowids: [...rowids] }, change });

/** Makes one annotation of each kind. */
async function enter(library: Library): Promise<void> {
  const rowids = [...(await library.reads.rowids(''))];
  await edit(library, rowids.slice(0, 90), { set: 'tag-add', tag: 'Keepers' });
  await edit(library, rowids.slice(30, 60), { set: 'rating', rating: 4 });
  await edit(library, rowids.slice(40, 44), { set: 'favorite', favorite: true });
  for (const rowid of rowids.slice(0, 10))
    await edit(library, [rowid], { set: 'note', note: `What I thought of number ${rowid}` });
  await edit(library, rowids.slice(0, 20), { set: 'collection-add', collection: 'Reel', create: true });
  await edit(library, rowids.slice(2, 5), { set: 'stack', cover: rowids[3] as number });
  await library.edits.arrange({ set: 'search-save', search: 'Wet streets', q: 'rain OR market', sort: 'newest' });
  await library.edits.arrange({ set: 'tag-color', tag: 'Keepers', color: 'rose' });
}
