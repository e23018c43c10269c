/**
 * Damages copies of a small library that was edited after its last snapshot, restores them, and counts the edits that
 * were saved, from before and after the snapshot.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { bringBack } from '../../src-main/app/backups/restore.ts';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { examineCatalog } from '../../src-main/catalog/keeping/examine.ts';
import type { Change } from '../../src-main/contract/organising/edit.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { generator, pick } from '../fuzz/mutations.ts';
import { type Campaign, fault, sound, told } from './campaign.ts';
import { DAMAGES } from './damage.ts';
import { sealHasReached } from './seal-has-reached.ts';

const RECORDS = 150;
const CATALOG = 'catalog.sqlite';

/** Damages that delete some or all bytes of the edits after the snapshot. Nothing can recover those edits. */
const GONE: ReadonlySet<string> = new Set([
  '15 zeroed pages',
  'cut anywhere',
  'cut to nothing',
  'deleted',
  'a text in its place',
  'another database in its place',
  'an empty database in its place',
  'a log deleted',
  'a log cut',
  'a log overwritten in its middle',
]);

export const wayBack: Campaign = {
  name: 'way-back',
  about: 'A library that was edited after its last snapshot is damaged and then recovered.',
  cases: 210,
  async open(root) {
    const sample = await makeEditedSample(root);
    return {
      async run(number) {
        const { damage, lostBefore, lostAfter, readable, isSound } = await comeBack(sample, number, join(root, 'case'));
        const missing = `missing: ${lostBefore} of ${sample.before.length}, ${lostAfter} of ${sample.after.length}`;
        if (!isSound || lostBefore > 0 || (readable && lostAfter > sample.after.length / 100))
          return fault(damage, missing);
        return lostAfter > 0 ? told(damage, missing) : sound(damage);
      },
    };
  },
};

export interface EditedSample {
  readonly closed: string;
  readonly cut: string;
  /** The edits before the snapshot and after it, one line each. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface CameBack {
  readonly number: number;
  readonly damage: string;
  /** The damage was noticed, and the library was restored. */
  readonly taken: boolean;
  /** Whether the bytes of the edits after the snapshot still exist, with some of them altered. */
  readonly readable: boolean;
  /** The number of lost edits. */
  readonly lostBefore: number;
  readonly lostAfter: number;
  readonly isSound: boolean;
}

/** Makes the libraries to be damaged: one that was closed normally, and the same one after a power cut. */
export async function makeEditedSample(root: string): Promise<EditedSample> {
  const part = join(root, 'part');
  await mkdir(part, { recursive: true });
  await writeFile(
    join(part, 'generations.json'),
    generationsJson(Array.from({ length: RECORDS }, (_, at) => exportRecord(at))),
  );
  const [closed, cut] = [join(root, 'closed'), join(root, 'cut')];
  const first = await openLibrary({ directory: closed, backgroundPreviews: false });
  await first.jobs.finished((await first.jobs.import([part])).id);
  const rowids = [...(await first.reads.rowids(''))];
  await editAll(first, rowids.slice(0, 60), 'before');
  await first.backups.take();
  await first.close();
  const before = linesIn(join(closed, CATALOG));
  const second = await openLibrary({ directory: closed, backgroundPreviews: false });
  await editAll(second, rowids.slice(60, 140), 'after');
  await sealHasReached(closed);
  await cp(closed, cut, { recursive: true });
  await second.close();
  const known = new Set(before);
  return { closed, cut, before, after: linesIn(join(closed, CATALOG)).filter((line) => !known.has(line)) };
}

async function editAll(library: Library, rowids: readonly number[], name: string): Promise<void> {
  const edit = (ids: readonly number[], change: Change): Promise<unknown> =>
    library.edits.edit({ selection: { type: 'rowids', rowids: [...ids] }, change });
  await edit(rowids, { set: 'tag-add', tag: name });
  await edit(rowids.slice(0, 9), { set: 'collection-add', collection: `Reel ${name}`, create: true });
  for (const [at, rowid] of rowids.entries()) {
    await edit([rowid], { set: 'note', note: `${name} ${rowid}: what I thought of it` });
    if (at % 2 === 0) await edit([rowid], { set: 'rating', rating: 1 + (at % 5) });
    if (at % 4 === 0) await edit([rowid], { set: 'tag-add', tag: `${name}/${at}` });
  }
}

/** Damages a copy in way `number`, restores it, and counts. */
export async function comeBack(sample: EditedSample, number: number, folder: string): Promise<CameBack> {
  const random = generator(number);
  const [damage, which, run] = DAMAGES[number % DAMAGES.length] ?? pick(DAMAGES, random);
  await rm(folder, { recursive: true, force: true });
  await cp(sample[which], folder, { recursive: true });
  await rm(join(folder, `${CATALOG}-shm`), { force: true });
  await run(folder, random);
  const { state } = examineCatalog(folder);
  const taken = state !== 'sound' && state !== 'none';
  if (taken) await bringBack(folder);
  const found = new Set(linesIn(join(folder, CATALOG)));
  const lost = (lines: readonly string[]): number => lines.filter((line) => !found.has(line)).length;
  return {
    number,
    damage,
    taken,
    readable: !GONE.has(damage),
    lostBefore: lost(sample.before),
    lostAfter: lost(sample.after),
    isSound: isSound(join(folder, CATALOG)),
  };
}

/** All annotations, one line each. */
function linesIn(catalog: string): string[] {
  const db = new Database(catalog, { readonly: true });
  try {
    const sql = `SELECT identity || ' tag ' || name FROM generation_tag JOIN tag ON tag.id = tag_id JOIN generation g ON g.id = generation_id
      UNION ALL SELECT identity || ' note ' || note FROM mark JOIN generation g ON g.id = generation_id WHERE note <> ''
      UNION ALL SELECT identity || ' rating ' || rating FROM mark JOIN generation g ON g.id = generation_id WHERE rating <> 0
      UNION ALL SELECT identity || ' in ' || name FROM collection_item JOIN collection c ON c.id = collection_id JOIN generation g ON g.id = generation_id`;
    return db.prepare(sql).pluck().all() as string[];
  } finally {
    db.close();
  }
}

function isSound(catalog: string): boolean {
  const db = new Database(catalog, { readonly: true });
  try {
    return (
      db.pragma('integrity_check(1)', { simple: true }) === 'ok' &&
      (db.pragma('foreign_key_check') as unknown[]).length === 0
    );
  } finally {
    db.close();
  }
}
