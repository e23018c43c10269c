/** Fills the columns from the catalog: the whole catalog first, later only rows newer than the last revision read. */
import type { Database } from 'better-sqlite3';
import { encodeAspect } from '../../../contract/items/layout.ts';
import { statement } from '../../query-language/statement.ts';
import { type BoundedMap, boundedMap } from './bounded-map.ts';
import { allocate, type Columns, DAY_MS, NAME_COLUMNS, type NameColumn, NO_DAY } from './columns.ts';
import { knownDate } from './dates.ts';
import { type EditOverlay, type Labels, readEditOverlay, readLabels } from './edit-overlay.ts';
import { applyEdits, reachesBack } from './edited-columns.ts';
import { namesIn, openInternedNames } from './interned-names.ts';
import { collectionCode, collectionNames, speaksOf, tagCode, tagNames } from './labels.ts';
import { arrange } from './rank.ts';
import { type Rows, updateColumns } from './update-columns.ts';

/** The columns as of `revision`, with the state that an update needs. */
export interface Loaded {
  readonly revision: number;
  readonly columns: Columns;
  readonly labels: Labels;
}

/** The catalog's revision: it grows with every change. */
export function readRevision(db: Database): number {
  return counter(db, `SELECT value FROM counter WHERE name = 'revision'`);
}

/** Reads the whole catalog. */
export function loadAll(db: Database): Loaded {
  const labels = readLabels(db);
  const names = Object.fromEntries(
    NAME_COLUMNS.map((name) => [name, openInternedNames(name !== 'folder')]),
  ) as Columns['names'];
  const rows: Rows = { arrays: allocate(counter(db, 'SELECT COUNT(*) FROM generation')), publicIds: [], count: 0 };
  for (let after = -1; ; ) {
    const chunk = statement(db, `${SELECT} WHERE g.id > :after ORDER BY g.id LIMIT ${CHUNK}`)
      .raw()
      .all({ after }) as Row[];
    const last = chunk.at(-1)?.[ID];
    if (last === undefined) break;
    const edits = readEditOverlay(db, { first: after + 1, last });
    for (const row of chunk) put(rows, row, edits, names, labels);
    after = last;
  }
  const columns = arrange(rows.arrays, rows.count, names, (rowids) => publicIdsOf(db, rowids));
  return { revision: readRevision(db), columns, labels };
}

/**
 * Updates the columns; returns the same object when nothing changed. Call inside a read transaction. Rows are hidden
 * and never deleted, so every change is visible as a newer revision.
 */
export function refresh(db: Database, loaded: Loaded): Loaded {
  const revision = readRevision(db);
  if (revision === loaded.revision) return loaded;
  if (revision < loaded.revision || !reachesBack(db, loaded.revision)) return loadAll(db);

  const labels = readLabels(db);
  const names = relabelled(loaded, labels);
  const replaced = new Set<number>();
  const changed = statement(db, `${CHANGED} WHERE g.revision > :since`)
    .raw()
    .all({ since: loaded.revision }) as ChangedRow[];
  const rows: Rows = { arrays: allocate(changed.length), publicIds: [], count: 0 };
  for (let from = 0; from < changed.length; from += CHUNK) {
    const chunk = changed.slice(from, from + CHUNK);
    const edits = readEditOverlay(db, { rowids: chunk.map((row) => row[ID]) });
    for (const row of chunk) {
      replaced.add(row[ID]);
      if (put(rows, row, edits, names, labels)) rows.publicIds.push(row[PUBLIC_ID]);
    }
  }
  const columns = updateColumns(loaded.columns, rows, replaced, names, publicIdOf(db));
  applyEdits(db, columns, loaded.revision, labels);
  return { revision, columns, labels };
}

/** Replaces the names behind the codes: renaming a tag of a million rows changes no row. */
function relabelled({ columns, labels: before }: Loaded, labels: Labels): Columns['names'] {
  const { names } = columns;
  const tags = differs(before.tags, labels.tags, names.tag);
  const collections = differs(before.collections, labels.collections, names.collection);
  if (!tags && !collections) return names;
  return {
    ...names,
    ...(tags ? { tag: names.tag.relabelled((key) => tagNames(key, labels)) } : {}),
    ...(collections ? { collection: names.collection.relabelled((key) => collectionNames(key, labels)) } : {}),
  };
}

/**
 * Whether a name that rows may use has changed. A new name matters only when its number was in use before: a tag that
 * an undo removed and a redo restored keeps its number.
 */
function differs(
  before: ReadonlyMap<number, string>,
  now: ReadonlyMap<number, string>,
  names: Columns['names']['tag'],
): boolean {
  for (const [id, name] of before) if (now.get(id) !== name) return true;
  const fresh = new Set([...now.keys()].filter((id) => !before.has(id)));
  return fresh.size > 0 && speaksOf(names, fresh);
}

/** Rows read at once: their values stay on the heap until they are in the arrays. */
const CHUNK = 5_000;
const ID = 0;

type Row = readonly [
  id: number,
  slot: number,
  createdMs: number | null,
  packed: number,
  width: number | null,
  height: number | null,
  duration: number | null,
  model: string | null,
  account: string | null,
  author: string | null,
  named: string,
  folders: string | null,
];
type ChangedRow = readonly [...Row, publicId: string];
const PUBLIC_ID = 12;

/**
 * FACT_BITS, then kind (2 bits, KINDS), state (2 bits, STATES) and whether the row is shown; {@link put} adds the
 * marks.
 */
const PACKED = `g.liked * 2 + g.draft * 4 + g.missing * 8 + (g.has_audio IS 1) * 16 + (g.shots <> '[]') * 128
  + (g.parent_post_id IS NOT NULL) * 256 + (g.prompt IS NOT NULL) * 512 + (g.title IS NOT NULL) * 1024
  + (g.file_id IS NOT NULL) * 2048 + (g.seed IS NOT NULL) * 4096
  + CASE g.kind WHEN 'video' THEN 8192 WHEN 'image' THEN 16384 ELSE 0 END
  + CASE g.state WHEN 'complete' THEN 0 WHEN 'prompt-only' THEN 32768 ELSE 65536 END
  + g.present * 1048576`;

/**
 * Lists of names as one text. Few distinct texts exist, and each is parsed once. JSON contains no control characters,
 * so char(31) separates the lists. Quoting single names in SQL took a second at a million rows.
 */
const NAMED = `g.mentions || char(31) || g.formats || char(31) || g.collections`;

const FIELDS = `g.id, g.slot, g.created_ms, ${PACKED}, IFNULL(g.width, g.stated_width), IFNULL(g.height, g.stated_height),
    g.duration, g.model, g.account, g.author, ${NAMED}, p.folders`;
const FROM = 'FROM generation g LEFT JOIN generation_place p ON p.generation_id = g.id';
/** What is read from the catalog; a kept file of columns that was read from something else does not fit. */
export const READ_FROM_CATALOG: string = FIELDS;
const SELECT = `SELECT ${FIELDS} ${FROM}`;
const CHANGED = `SELECT ${FIELDS}, g.public_id ${FROM}`;

/** Adds a row; returns false for a hidden row. */
function put(rows: Rows, row: Row | ChangedRow, edits: EditOverlay, names: Columns['names'], labels: Labels): boolean {
  const [id, slot, stated, packed, width, height, duration, model, account, author, named, folders] = row;
  if (packed < 1_048_576) return false;
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
  to.model[at] = nameCode(names, 'model', model);
  to.account[at] = nameCode(names, 'account', account);
  to.author[at] = nameCode(names, 'author', author);
  const read = readNamed(names, named, labels);
  to.mention[at] = read.mention;
  to.format[at] = read.format;
  const own = edits.collections.get(id);
  to.collection[at] = own === undefined ? read.collection : collectionCode(names, own, read.stated, labels);
  to.folder[at] = folders === null ? 0 : names.folder.codeOf(folders, (key) => namesIn(JSON.parse(key)));
  to.tag[at] = tagCode(names, edits.tags.get(id), labels);
  rows.count += 1;
  return true;
}

/** The code of a column in which a row has at most one name. */
const nameCode = (names: Columns['names'], column: NameColumn, name: string | null): number =>
  name === null ? 0 : names[column].codeOf(name, (key) => namesIn(key));

interface Named {
  readonly mention: number;
  readonly format: number;
  /** The code while the row is in no collection of the person. */
  readonly collection: number;
  /** The collections that sources state: JSON. */
  readonly stated: string;
}
/**
 * Most rows say what others say, too; where each says something of its own, as with mentions, keeping all of it would
 * be a second column.
 */
const MOST_KNOWN = 20_000;
const known = new WeakMap<Columns['names']['model'], BoundedMap<string, Named>>();

function readNamed(names: Columns['names'], named: string, labels: Labels): Named {
  const texts = known.get(names.model) ?? boundedMap<string, Named>(MOST_KNOWN);
  known.set(names.model, texts);
  const found = texts.get(named);
  if (found) return found;
  const [mentions = [], formats = [], collections = []] = named
    .split('\u001f')
    .map((list) => namesIn(JSON.parse(list)));
  const codeOf = (column: NameColumn, list: readonly string[]): number =>
    names[column].codeOf(JSON.stringify(list), () => list);
  const stated = JSON.stringify(collections);
  const collection = collectionCode(names, undefined, stated, labels);
  const read = { mention: codeOf('mention', mentions), format: codeOf('format', formats), collection, stated };
  texts.set(named, read);
  return read;
}

function publicIdsOf(db: Database, rowids: readonly number[]): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  for (let from = 0; from < rowids.length; from += CHUNK) {
    const batch = JSON.stringify(rowids.slice(from, from + CHUNK));
    const found = statement(
      db,
      'SELECT id, public_id FROM generation WHERE id IN (SELECT value FROM json_each(:batch))',
    ).raw();
    for (const [id, publicId] of found.all({ batch }) as [number, string][]) ids.set(id, publicId);
  }
  return ids;
}

function publicIdOf(db: Database): (rowid: number) => string {
  return (rowid) =>
    (statement(db, 'SELECT public_id FROM generation WHERE id = :rowid').pluck().get({ rowid }) as
      | string
      | undefined) ?? '';
}

const counter = (db: Database, sql: string): number => statement(db, sql).pluck().get() as number;
