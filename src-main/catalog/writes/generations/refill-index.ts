/** Fills the text index of a library that an older version made: once, when the library is opened. */
import type { Database } from 'better-sqlite3';
import { indexGeneration } from '../../query-language/index-rows.ts';
import { parseQuery } from '../../query-language/language.ts';
import { refoldNames } from '../../query-language/named-rows.ts';
import { promptKey } from '../../query-language/tokens.ts';
import { INDEXED_ROWS, type IndexedRow } from './note-index.ts';
import { placesFromFiles, putPlace } from './place-rows.ts';

/**
 * The version of the index. 2: also shots that the prompt does not contain. 3: word beginnings of up to four letters. 4:
 * names and folders, another folding (contract/searching/fold.ts), and words with hyphens as one word.
 */
const VERSION = 4;

/** Called while the index is filled: how many of all generations are done. */
export type OnRefill = (done: number, total: number) => void;

/** Whether an older version made the index, or a newer one did not finish it. */
export function isIndexOutdated(db: Database): boolean {
  const made = db.prepare<[], number>(`SELECT value FROM counter WHERE name = 'text-index'`).pluck().get();
  return (made ?? 1) < VERSION;
}

/** Builds the index again when an older version made it: about 0.1 ms for each generation. */
export function bringIndexUpToDate(db: Database, onProgress: OnRefill = () => {}): void {
  if (!isIndexOutdated(db)) return;
  db.transaction(() => {
    // Two processes may open an old library at the same time. The second one finds the index up to date.
    if (!isIndexOutdated(db)) return;
    const total = db.prepare<[], number>(`SELECT count(*) FROM generation WHERE present = 1`).pluck().get() ?? 0;
    // A new library has nothing to prepare, and nothing to tell.
    const tell = total === 0 ? () => {} : onProgress;
    writeFolderAsCollection(db);
    refoldNames(db);
    // Finding the places takes about a tenth of the time.
    fillPlaces(db, (share) => tell(Math.floor(total * share * PLACES_SHARE), total));
    indexAll(db, (done) => tell(Math.floor(total * PLACES_SHARE + done * (1 - PLACES_SHARE)), total));
    db.prepare(
      `INSERT INTO counter (name, value) VALUES ('text-index', @version) ON CONFLICT (name) DO UPDATE SET value = @version`,
    ).run({ version: VERSION });
  }).immediate();
}
const PLACES_SHARE = 0.1;

/** Rows read before they are written: a connection with an open read statement cannot write. */
const CHUNK = 2_000;

/**
 * Before catalog version 6, `folder:` in a query was another name of `collection:`. Stored queries keep their meaning:
 * they are rewritten, once.
 */
function writeFolderAsCollection(db: Database): void {
  const mark = `INSERT OR IGNORE INTO counter (name, value) VALUES ('folder-queries', 1)`;
  if (db.prepare(mark).run().changes === 0) return;
  for (const [table, column] of [
    ['collection', 'query'],
    ['saved_search', 'q'],
  ] as const) {
    const rows = db.prepare(`SELECT id, ${column} AS q FROM ${table} WHERE ${column} LIKE '%folder%'`).all();
    for (const { id, q } of rows as { id: number; q: string }[]) {
      const told = parseQuery(q).chips.filter(({ field }) => field === 'folder');
      const written = told.reduceRight(
        (text, { start, end }) =>
          text.slice(0, start) + text.slice(start, end).replace(/folder(?=[:：])/i, 'collection') + text.slice(end),
        q,
      );
      if (written !== q) db.prepare(`UPDATE ${table} SET ${column} = @written WHERE id = @id`).run({ written, id });
    }
  }
}

/** Finds the places of all generations in their files. */
function fillPlaces(db: Database, onShare: (share: number) => void): void {
  const last = db.prepare<[], number>(`SELECT max(generation_id) FROM generation_file`).pluck().get() ?? 0;
  for (let from = 0; from <= last; from += CHUNK) {
    for (const [id, place] of placesFromFiles(db, from, from + CHUNK - 1)) putPlace(db, id, place);
    onShare(Math.min(1, (from + CHUNK) / (last + 1)));
  }
}

/** Indexes all rows in the order of slots, which is the fastest order for the index. */
function indexAll(db: Database, onDone: (rows: number) => void): void {
  db.exec(`INSERT INTO generation_text (generation_text) VALUES ('delete-all')`);
  const next = db.prepare<{ after: number }, IndexedRow>(
    `${INDEXED_ROWS} WHERE slot > @after AND present = 1 ORDER BY slot LIMIT ${CHUNK}`,
  );
  const putKey = db.prepare(`UPDATE generation SET prompt_hash = @key WHERE slot = @slot AND prompt_hash IS NOT @key`);
  let done = 0;
  for (let rows = next.all({ after: 0 }); rows.length > 0; rows = next.all({ after: rows.at(-1)?.slot as number })) {
    for (const row of rows) {
      indexGeneration(db, row);
      if (row.prompt !== null) putKey.run({ slot: row.slot, key: promptKey(row.prompt) });
    }
    done += rows.length;
    onDone(done);
  }
}
