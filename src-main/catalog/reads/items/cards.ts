/** Reads generations as cards: the data of a gallery cell, with the text cut around the search hits. */
import type { Database } from 'better-sqlite3';
import { excerpt } from '../../../contract/items/excerpt.ts';
import type { Card, Kind, Shot, State } from '../../../contract/items/generation.ts';
import { hitRanges } from '../../../contract/items/hits.ts';
import { nameHitRanges } from '../../../contract/items/name-hits.ts';
import { titleFromName } from '../../../contract/items/name-words.ts';
import type { HitTerm } from '../../../contract/searching/search.ts';
import { nameOf, type PlacedFile, placeBelow } from '../../places.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { isoDate } from '../columns/dates.ts';
import { stackSize } from '../search/stacks.ts';
import { flag, namesAt } from './documents.ts';

/** The longest text of a card, and the part of a prompt that is read for it. */
const CARD_TEXT = 400;
const READ = 20_000;
/** Characters before the first hit: enough for the context, few enough that the hit appears within two lines. */
const LEAD = 60;

/**
 * The cards of these rows, in the given order; hidden rows are left out. @param terms the search hits that texts are
 * cut around
 */
export function readCards(
  db: Database,
  columns: Columns,
  rowids: ArrayLike<number>,
  terms: readonly HitTerm[],
): Card[] {
  const sql = `SELECT g.id, g.public_id AS publicId, g.kind, g.state, g.missing, SUBSTR(IFNULL(g.prompt, g.title), 1, ${READ}) AS text, g.shots, g.title,
      g.created_ms AS createdMs, g.duration, IFNULL(g.width, g.stated_width) AS width, IFNULL(g.height, g.stated_height) AS height,
      g.has_audio AS hasAudio, IFNULL(m.favorite, 0) AS favorite, IFNULL(m.rating, 0) AS rating, f.id AS fileId, f.mime, f.thumb_hash AS thumbHash,
      f.path, f.entry, f.source_id AS sourceId
    FROM json_each(:rowids) wanted JOIN generation g ON g.id = wanted.value
      LEFT JOIN mark m ON m.generation_id = g.id LEFT JOIN file f ON f.id = g.file_id
    WHERE g.present = 1 ORDER BY wanted.key`;
  const rows = statement(db, sql).all({ rowids: JSON.stringify(Array.from(rowids)) }) as CardRow[];
  const tops = readTops(db);
  return rows.map((row) => card(db, row, columns, tops, terms));
}

interface CardRow {
  readonly id: number;
  readonly publicId: string;
  readonly kind: Kind | null;
  readonly state: State;
  readonly missing: number;
  readonly text: string | null;
  /** JSON. */
  readonly shots: string;
  readonly title: string | null;
  readonly createdMs: number | null;
  readonly duration: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasAudio: number | null;
  readonly favorite: number;
  readonly rating: number;
  readonly fileId: number | null;
  readonly mime: string | null;
  readonly thumbHash: Buffer | null;
  /** The main file; null without one. */
  readonly path: string | null;
  readonly entry: string | null;
  readonly sourceId: number | null;
}

/** The paths of sources by number: joining them took as long as all the rest of a card. */
const readTops = (db: Database): Tops =>
  new Map(statement(db, 'SELECT id, path FROM source').raw().all() as [number, string][]);
type Tops = ReadonlyMap<number, string>;

function card(db: Database, row: CardRow, columns: Columns, tops: Tops, terms: readonly HitTerm[]): Card {
  const { kind, state, title, width, height, rating, fileId, mime } = row;
  return {
    rowid: row.id,
    id: row.publicId,
    kind,
    state,
    missing: row.missing === 1,
    ...words(db, row, columns, tops, terms),
    title,
    createdAt: isoDate(row.createdMs),
    durationSeconds: row.duration,
    width,
    height,
    hasAudio: flag(row.hasAudio),
    favorite: row.favorite === 1,
    rating,
    tags: namesAt(columns, row.id, 'tag'),
    stack: stackSize(db, columns, row.id),
    fileId,
    mime,
    thumbHash: row.thumbHash?.toString('base64') ?? null,
  };
}

/** The text of a card: the first shot with a hit, otherwise the prompt, the title or the name; and its place. */
function words(
  db: Database,
  row: CardRow,
  columns: Columns,
  tops: Tops,
  terms: readonly HitTerm[],
): Pick<Card, 'text' | 'shot' | 'place' | 'varies'> {
  const { text, shots } = row;
  const told = shots === '[]' ? [] : (JSON.parse(shots) as Shot[]);
  const shot = told.findIndex((one) => hitRanges(one.text.slice(0, READ), terms).length > 0);
  const main = mainFileOf(row, tops);
  const said = told[shot]?.text ?? text ?? (told.map((one) => one.text).join('\n') || null);
  const source = said ?? (main && titleFromName(nameOf(main)));
  const hasMore = hasMorePlaces(columns, row.id);
  return {
    text: source && excerpt(source, terms, CARD_TEXT, LEAD),
    shot: shot < 0 ? null : shot + 1,
    place: main && ((hasMore && placeWithHit(db, row.id, main, terms)) || placeBelow(main)),
    varies: told.length > 0 || (source?.length ?? 0) > CARD_TEXT || hasMore,
  };
}

function mainFileOf({ path, entry, sourceId }: CardRow, tops: Tops): PlacedFile | null {
  const top = sourceId === null ? undefined : tops.get(sourceId);
  return path === null || entry === null || top === undefined ? null : { path, entry, top };
}

/** Whether the files of an item are in several folders. */
function hasMorePlaces(columns: Columns, rowid: number): boolean {
  const at = columns.positionOf(rowid);
  return at >= 0 && (columns.names.folder.lists[columns.folder[at] as number]?.length ?? 0) > 1;
}

/** The places of a card that are looked through for a hit. */
const MOST_PLACES = 100;

/** The place with a hit when that is not the place of the main file. */
function placeWithHit(db: Database, rowid: number, main: PlacedFile, terms: readonly HitTerm[]): string | null {
  const isHit = (place: string): boolean => nameHitRanges(place, terms).length > 0;
  if (terms.length === 0 || isHit(placeBelow(main))) return null;
  const sql = `SELECT f.path, f.entry, s.path AS top FROM generation_file gf JOIN file f ON f.id = gf.file_id
      JOIN source s ON s.id = f.source_id
    WHERE gf.generation_id = :rowid AND f.role NOT IN ('reference', 'thumbnail') ORDER BY f.path, f.entry LIMIT ${MOST_PLACES}`;
  return (statement(db, sql).all({ rowid }) as PlacedFile[]).map(placeBelow).find(isHit) ?? null;
}
