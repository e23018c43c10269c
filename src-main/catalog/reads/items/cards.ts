/** Reads generations as cards: the data of a gallery cell, with the text cut around the search hits. */
import type { Database } from 'better-sqlite3';
import { excerpt } from '../../../contract/items/excerpt.ts';
import type { Card, Kind, Shot, State } from '../../../contract/items/generation.ts';
import { hitRanges } from '../../../contract/items/hits.ts';
import type { HitTerm } from '../../../contract/searching/search.ts';
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
      g.has_audio AS hasAudio, IFNULL(m.favorite, 0) AS favorite, IFNULL(m.rating, 0) AS rating, f.id AS fileId, f.mime, f.thumb_hash AS thumbHash
    FROM json_each(:rowids) wanted JOIN generation g ON g.id = wanted.value
      LEFT JOIN mark m ON m.generation_id = g.id LEFT JOIN file f ON f.id = g.file_id
    WHERE g.present = 1 ORDER BY wanted.key`;
  return (statement(db, sql).all({ rowids: JSON.stringify(Array.from(rowids)) }) as CardRow[]).map((row) =>
    card(db, row, columns, terms),
  );
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
}

function card(db: Database, row: CardRow, columns: Columns, terms: readonly HitTerm[]): Card {
  const { kind, state, title, width, height, rating, fileId, mime } = row;
  return {
    rowid: row.id,
    id: row.publicId,
    kind,
    state,
    missing: row.missing === 1,
    ...words(row, terms),
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

/** The text of a card: the first shot with a hit, otherwise the prompt. */
function words({ text, shots }: CardRow, terms: readonly HitTerm[]): Pick<Card, 'text' | 'shot' | 'varies'> {
  const told = shots === '[]' ? [] : (JSON.parse(shots) as Shot[]);
  const shot = told.findIndex((one) => hitRanges(one.text.slice(0, READ), terms).length > 0);
  const source = told[shot]?.text ?? text ?? (told.map((one) => one.text).join('\n') || null);
  return {
    text: source && excerpt(source, terms, CARD_TEXT, LEAD),
    shot: shot < 0 ? null : shot + 1,
    varies: told.length > 0 || (source?.length ?? 0) > CARD_TEXT,
  };
}
