/**
 * `serve` is killed while requests to every writing route run. Confirmed edits are saved, no edit is torn, and the
 * other requests can be repeated.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { examineCatalog } from '../../src-main/catalog/keeping/examine.ts';
import type { Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound } from './campaign.ts';
import { changesIn, diskEnv, hasDisk } from './disk.ts';
import { makeSample, type Sample } from './sample.ts';
import { openServed, type ServedLibrary } from './served-library.ts';
import { unsoundness } from './state.ts';

export const servedKills: Campaign = {
  name: 'served-kills',
  about: 'A server is killed while requests of every writing route are in flight.',
  cases: 60,
  async open(root) {
    const sample = await makeSample(root);
    const folder = join(root, 'undisturbed');
    const count = join(root, 'count');
    const library = await fresh(sample, folder);
    const server = await openServed(library, hasDisk() ? diskEnv({ root: folder, count }) : {});
    await Promise.all(lanesOf(server, sample, folder, () => {}));
    await server.stop();
    const changes = hasDisk() ? changesIn(count) : 0;
    return { run: (_, random) => killed(sample, changes, random, join(root, 'case')) };
  },
};

const EDITS = 25;
const LONGEST_MS = 3_000;

async function fresh(sample: Sample, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(sample.library, join(folder, 'library'), { recursive: true });
  return join(folder, 'library');
}

async function killed(sample: Sample, changes: number, random: Random, folder: string): Promise<Outcome> {
  const what = 'requests in flight';
  const library = await fresh(sample, folder);
  const isByTime = !hasDisk() || random(3) === 0;
  const server = await openServed(library, isByTime ? {} : diskEnv({ root: folder, kill: 1 + random(changes) })).catch(
    () => null,
  );
  const answered: string[] = [];
  if (server) {
    const work = Promise.all(lanesOf(server, sample, folder, (tag) => answered.push(tag)));
    if (isByTime) setTimeout(() => void server.kill(), random(LONGEST_MS));
    await work;
    await server.kill();
  }
  const { state } = examineCatalog(library);
  const torn = [...tagged(library)].filter(([, { items, all }]) => items !== all);
  const lost = answered.filter((tag) => !tagged(library).has(tag));
  const wrong =
    unsoundness(library) ??
    (state === 'sound' ? null : `opened now it would be ${state}`) ??
    (torn.length > 0 ? `torn: ${JSON.stringify(torn[0])}` : null) ??
    (lost.length > 0 ? `answered, but lost: ${lost.join(', ')}` : null);
  if (wrong) return fault(what, wrong);
  const again = await openServed(library);
  await Promise.all(lanesOf(again, sample, folder, () => {}));
  const code = await again.stop();
  const missing = Array.from({ length: EDITS }, (_, number) => `edit ${number}`).filter(
    (tag) => !tagged(library).has(tag),
  );
  if (code !== 0 || missing.length > 0)
    return fault(what, `afterwards: ended with ${code}, without ${missing.join(', ')}: ${again.said()}`);
  return sound(what, `${answered.length} of ${EDITS} edits answered`);
}

/**
 * The requests that run at the same time. Edits select items by a tag, so that a running import does not change the
 * selection.
 */
function lanesOf(
  server: ServedLibrary,
  sample: Sample,
  folder: string,
  onAnswer: (tag: string) => void,
): readonly Promise<void>[] {
  const edits = async (): Promise<void> => {
    for (let number = 0; number < EDITS; number++) {
      const tag = `edit ${number}`;
      const { status } = await server.post('/api/edits', {
        selection: { type: 'query', q: 'tag:keepers' },
        change: { set: 'tag-add', tag },
      });
      if (status === 200) onAnswer(tag);
    }
  };
  const others = async (): Promise<void> => {
    const whole = { type: 'query', q: '' };
    await server.post('/api/settings', { theme: 'dark' }, 'PATCH');
    await server.post('/api/arrange', { set: 'search-save', search: 'Served', q: 'rain', sort: 'newest' });
    await server.post('/api/searches/recent', { q: 'paper' });
    await server.post('/api/duplicates/unlike', { rowids: [1, 2], unlike: true });
    await server.post('/api/exports', { directory: join(folder, 'export'), as: 'folder', selection: whole });
    await server.post('/api/backups', {});
    await server.post('/api/sources/1', { watched: true }, 'PATCH');
    await server.post('/api/words?name=w.json', { afterimage: 'words', version: 1, items: [] });
    await server.post('/api/sources/rescan', { ids: null });
    await server.post('/api/words/sidecars', { directory: join(folder, 'sidecars'), q: '' });
  };
  const importing = async (): Promise<void> => void (await server.post('/api/import', { paths: [sample.more] }));
  return [edits(), others(), importing()];
}

/** For each tag of the edits, the number of items with it and the expected number. */
function tagged(library: string): ReadonlyMap<string, { readonly items: number; readonly all: number }> {
  const db = new Database(join(library, CATALOG_FILE), { readonly: true });
  try {
    const count = (name: string): number =>
      db
        .prepare(`SELECT count(*) FROM generation_tag JOIN tag ON tag.id = tag_id WHERE folded = ?`)
        .pluck()
        .get(name) as number;
    const names = db.prepare(`SELECT name FROM tag WHERE name LIKE 'edit %'`).pluck().all() as string[];
    const all = count('keepers');
    return new Map(names.map((name) => [name, { items: count(name), all }]));
  } finally {
    db.close();
  }
}
