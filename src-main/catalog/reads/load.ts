/** Fills the columns from the catalog: everything at first, then only what is newer than the last revision seen. */
import type { Database } from 'better-sqlite3';
import { encodeAspect } from '../../contract/layout.ts';
import { statement } from '../search/statement.ts';
import { allocate, type Columns, DAY_MS, FACT_BITS, NAME_COLUMNS, type NameColumn, NO_DAY } from './columns.ts';
import { knownDate } from './dates.ts';
import { merge, type Rows } from './merge.ts';
import { namesIn, openNames } from './names.ts';

/** The columns as of `revision`, with what is needed to bring them up to date. */
export interface Loaded {
  readonly revision: number;
  readonly columns: Columns;
  /** Rowids that are in the catalog but not shown. */
  readonly hidden: ReadonlySet<number>;
  readonly tags: ReadonlyMap<number, string>;
}

/** The catalog's revision: it grows with every change. */
export function readRevision(db: Database): number {
  return counter(db, `SELECT value FROM counter WHERE name = 'revision'`);
}

/** Reads the whole catalog. */
export function loadAll(db: Database): Loaded {
  const tags = readTags(db);
  const names = Object.fromEntries(NAME_COLUMNS.map((name) => [name, openNames()])) as Columns['names'];
  const size = counter(db, 'SELECT COUNT(*) FROM generation');
  const rows: Rows = { arrays: allocate(size), publicIds: [], count: 0 };
  const hidden = new Set<number>();
  for (let after = -1; ; ) {
    const chunk = statement(db, `${SELECT} WHERE g.id > :after ORDER BY g.id LIMIT ${CHUNK}`).raw().all({ after }) as Row[];
    const last = chunk.at(-1)?.[ID];
    if (last === undefined) break;
    const edits = readEdits(db, after + 1, last);
    for (const row of chunk) put(rows, row, edits, names, tags, hidden);
    after = last;
  }
  return { revision: readRevision(db), columns: merge(null, rows, new Set(), names, publicIdOf(db)), hidden, tags };
}

/** Brings the columns up to date; the very same object when nothing changed. Call inside a read transaction. */
export function refresh(db: Database, loaded: Loaded): Loaded {
  const revision = readRevision(db);
  if (revision === loaded.revision) return loaded;
  const tags = readTags(db);
  if (revision < loaded.revision || renamed(loaded.tags, tags)) return loadAll(db);

  const changed = statement(db, `${SELECT} WHERE g.revision > :since`).raw().all({ since: loaded.revision }) as Row[];
  const { names } = loaded.columns;
  const rows: Rows = { arrays: allocate(changed.length), publicIds: [], count: 0 };
  const hidden = new Set(loaded.hidden);
  for (const row of changed) {
    hidden.delete(row[ID]);
    put(rows, row, readEdits(db, row[ID], row[ID]), names, tags, hidden);
  }
  const replaced = new Set(changed.map((row) => row[ID]));
  const columns = merge(loaded.columns, rows, replaced, names, publicIdOf(db));
  // Rows that were deleted outright leave no revision behind.
  if (columns.count + hidden.size !== counter(db, 'SELECT COUNT(*) FROM generation')) return loadAll(db);
  return { revision, columns, hidden, tags };
}

const CHUNK = 20_000;
const ID = 0;

type Row = readonly [
  id: number,
  publicId: string,
  slot: number,
  createdMs: number | null,
  packed: number,
  width: number | null,
  height: number | null,
  duration: number | null,
  named: string,
];

/** As in FACT_BITS, then kind (2 bits, KINDS), state (2 bits, STATES) and whether it is shown; marks are added in {@link put}. */
const PACKED = `g.liked * 2 + g.draft * 4 + g.missing * 8 + (g.has_audio IS 1) * 16 + (g.shots <> '[]') * 128
  + (g.parent_post_id IS NOT NULL) * 256 + (g.prompt IS NOT NULL) * 512 + (g.title IS NOT NULL) * 1024
  + (g.file_id IS NOT NULL) * 2048 + (g.seed IS NOT NULL) * 4096
  + CASE g.kind WHEN 'video' THEN 8192 WHEN 'image' THEN 16384 ELSE 0 END
  + CASE g.state WHEN 'complete' THEN 0 WHEN 'prompt-only' THEN 32768 ELSE 65536 END
  + g.present * 1048576`;

/** All names of a row as one JSON text: the same few texts come again and again, and each is read once. */
const NAMED = `'[' || json_quote(g.model) || ',' || json_quote(g.account) || ',' || json_quote(g.author) || ','
  || g.mentions || ',' || g.collections || ',' || g.formats || ']'`;

const SELECT = `
  SELECT g.id, g.public_id, g.slot, g.created_ms, ${PACKED}, IFNULL(g.width, g.stated_width), IFNULL(g.height, g.stated_height),
    g.duration, ${NAMED}
  FROM generation g`;

function put(rows: Rows, row: Row, edits: Edits, names: Columns['names'], tags: ReadonlyMap<number, string>, hidden: Set<number>): void {
  const [id, publicId, slot, stated, packed, width, height, duration, named] = row;
  if (packed < 1_048_576) {
    hidden.add(id);
    return;
  }
  const createdMs = knownDate(stated);
  const at = rows.count;
  const to = rows.arrays;
  to.rowid[at] = id;
  to.slot[at] = slot;
  to.created[at] = createdMs ?? Number.NaN;
  to.day[at] = createdMs === null ? NO_DAY : Math.floor(createdMs / DAY_MS);
  to.facts[at] = (packed & 8191) | (edits.facts.get(id) ?? 0);
  to.kind[at] = (packed >>> 13) & 3;
  to.state[at] = (packed >>> 15) & 3;
  to.rating[at] = edits.ratings.get(id) ?? 0;
  to.width[at] = width ?? 0;
  to.height[at] = height ?? 0;
  to.aspect[at] = encodeAspect(width, height);
  to.duration[at] = duration ?? Number.NaN;
  const codes = codesOf(names, named);
  for (let i = 0; i < NAMED_COLUMNS.length; i += 1) to[NAMED_COLUMNS[i] as NameColumn][at] = codes[i] as number;
  const tagKey = edits.tags.get(id) ?? '';
  to.tag[at] = tagKey === '' ? 0 : names.tag.codeOf(tagKey, (key) => tagNames(key, tags));
  rows.publicIds.push(publicId);
  rows.count += 1;
}

/** The columns in NAMED, in its order. */
const NAMED_COLUMNS = ['model', 'account', 'author', 'mention', 'collection', 'format'] as const;
const known = new WeakMap<Columns['names'], Map<string, readonly number[]>>();

function codesOf(names: Columns['names'], named: string): readonly number[] {
  const texts = known.get(names) ?? new Map<string, readonly number[]>();
  known.set(names, texts);
  const found = texts.get(named);
  if (found) return found;
  const values = JSON.parse(named) as unknown[];
  const codes = NAMED_COLUMNS.map((column, i) => {
    const list = namesIn(values[i]);
    return names[column].codeOf(JSON.stringify(list), () => list);
  });
  texts.set(named, codes);
  return codes;
}

/** What people entered about some generations, by rowid; most have nothing. */
interface Edits {
  /** The numbers of the tags, ascending, joined by commas. */
  readonly tags: ReadonlyMap<number, string>;
  readonly ratings: ReadonlyMap<number, number>;
  /** FACT_BITS of favourites and notes. */
  readonly facts: ReadonlyMap<number, number>;
}

/** The edits of the generations numbered from `first` to `last`. */
function readEdits(db: Database, first: number, last: number): Edits {
  const range = 'WHERE generation_id BETWEEN :first AND :last';
  const links = statement(db, `SELECT generation_id, tag_id FROM generation_tag ${range} ORDER BY generation_id, tag_id`).raw();
  const marks = statement(db, `SELECT generation_id, favorite <> 0, rating, note <> '' FROM mark ${range}`).raw();
  const tags = new Map<number, string>();
  for (const [id, tag] of links.all({ first, last }) as [number, number][]) {
    const before = tags.get(id);
    tags.set(id, before === undefined ? String(tag) : `${before},${tag}`);
  }
  const ratings = new Map<number, number>();
  const facts = new Map<number, number>();
  for (const [id, favorite, rating, note] of marks.all({ first, last }) as [number, number, number, number][]) {
    ratings.set(id, rating);
    facts.set(id, favorite * FACT_BITS.favorite + note * FACT_BITS.note);
  }
  return { tags, ratings, facts };
}

function tagNames(key: string, tags: ReadonlyMap<number, string>): readonly string[] {
  const names = key.split(',').map((id) => tags.get(Number(id)));
  return names.filter((name) => name !== undefined).sort();
}

function readTags(db: Database): ReadonlyMap<number, string> {
  return new Map(statement(db, 'SELECT id, name FROM tag').raw().all() as [number, string][]);
}

function renamed(before: ReadonlyMap<number, string>, now: ReadonlyMap<number, string>): boolean {
  for (const [id, name] of before) if (now.get(id) !== name) return true;
  return false;
}

function publicIdOf(db: Database): (rowid: number) => string {
  return (rowid) =>
    (statement(db, 'SELECT public_id FROM generation WHERE id = :rowid').pluck().get({ rowid }) as string | undefined) ?? '';
}

const counter = (db: Database, sql: string): number => statement(db, sql).pluck().get() as number;
