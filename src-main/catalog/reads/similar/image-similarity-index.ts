/** The hashes of all pictures in arrays, so that one picture can be compared with all others at once. */
import type { Database } from 'better-sqlite3';
import { bitsApart, COLOUR_BYTES, unpackLikeness } from '../../../contract/items/likeness.ts';
import { statement } from '../../query-language/statement.ts';
import { growArray } from '../columns/grow-array.ts';

/** Empty at first; call {@link refreshImageSimilarityIndex} before use. The place of a generation never changes. */
export interface ImageSimilarityIndex {
  /** The revision of the catalog and of the picture hashes that was read last. */
  revision: number;
  likeness: number;
  /** The number of picture hashes at that revision. */
  kept: number;
  count: number;
  /** By place; 0 when the generation has no picture any more. */
  rowids: Uint32Array;
  high: Uint32Array;
  low: Uint32Array;
  flat: Uint8Array;
  colours: Uint8Array;
  /** By rowid: place + 1; 0 for none. */
  places: Uint32Array;
}

export const openImageSimilarityIndex = (): ImageSimilarityIndex => ({
  revision: -1,
  likeness: -1,
  kept: 0,
  count: 0,
  rowids: new Uint32Array(0),
  high: new Uint32Array(0),
  low: new Uint32Array(0),
  flat: new Uint8Array(0),
  colours: new Uint8Array(0),
  places: new Uint32Array(0),
});

/** Reads changed hashes; reads all on first use or after hashes were deleted. Call inside a read transaction. */
export function refreshImageSimilarityIndex(db: Database, looks: ImageSimilarityIndex, revision: number): void {
  const { likeness, kept } = statement(
    db,
    `SELECT (SELECT value FROM counter WHERE name = 'likeness') AS likeness, (SELECT COUNT(*) FROM likeness) AS kept`,
  ).get() as { likeness: number; kept: number };
  if (looks.revision === revision && looks.likeness === likeness && looks.kept === kept) return;
  if (kept < looks.kept || revision < looks.revision || likeness < looks.likeness)
    Object.assign(looks, openImageSimilarityIndex());
  // Two parts joined by UNION, so that each uses its own index.
  const sql = `
    SELECT g.id, l.poster FROM likeness l JOIN generation g ON g.file_id = l.file_id WHERE l.revision > :likeness
    UNION ALL
    SELECT g.id, l.poster FROM generation g LEFT JOIN likeness l ON l.file_id = g.file_id WHERE g.revision > :revision AND :revision >= 0`;
  const rows = statement(db, sql).raw().iterate({ likeness: looks.likeness, revision: looks.revision });
  for (const [rowid, poster] of rows as Iterable<readonly [number, Buffer | null]>) put(looks, rowid, poster);
  Object.assign(looks, { revision, likeness, kept });
}

function put(looks: ImageSimilarityIndex, rowid: number, poster: Buffer | null): void {
  const known = (looks.places[rowid] ?? 0) - 1;
  const picture = poster && unpackLikeness(poster);
  if (!picture) {
    if (known >= 0) looks.rowids[known] = 0;
    return;
  }
  const place = known >= 0 ? known : looks.count++;
  looks.places = growArray(looks.places, rowid + 1);
  looks.rowids = growArray(looks.rowids, place + 1);
  looks.high = growArray(looks.high, place + 1);
  looks.low = growArray(looks.low, place + 1);
  looks.flat = growArray(looks.flat, place + 1);
  looks.colours = growArray(looks.colours, (place + 1) * COLOUR_BYTES);
  looks.places[rowid] = place + 1;
  looks.rowids[place] = rowid;
  looks.high[place] = picture.high;
  looks.low[place] = picture.low;
  looks.flat[place] = Number(picture.isFlat);
  looks.colours.set(picture.colours, place * COLOUR_BYTES);
}

/** The place of a generation; -1 when it has no picture hash. */
export function placeOfRow(looks: ImageSimilarityIndex, rowid: number): number {
  const place = (looks.places[rowid] ?? 0) - 1;
  return place >= 0 && looks.rowids[place] === rowid ? place : -1;
}

/** The mean difference between the colours of two pictures, 0–1. */
export function colourApart({ colours }: ImageSimilarityIndex, a: number, b: number): number {
  let sum = 0;
  const [from, to] = [a * COLOUR_BYTES, b * COLOUR_BYTES];
  for (let i = 0; i < COLOUR_BYTES; i += 1)
    sum += Math.abs((colours[from + i] as number) - (colours[to + i] as number));
  return sum / (COLOUR_BYTES * 255);
}

/** The weight of structure; colour has the rest. */
const STRUCTURE = 0.6;
/** The mean difference of colours at which the similarity of colours is 0. */
const OTHER_COLOURS = 0.25;
/** The smallest similarity that counts. Of the 2,400 pairs of seventy painted scenes the seventy most similar pass. */
const LEAST = 0.4;

/** A generation and its similarity to another one: 1 means equal. */
export interface Alike {
  readonly rowid: number;
  readonly score: number;
}

/** The generations with the most similar pictures, the generation itself first; empty when it has no picture hash. */
export function similarImages(looks: ImageSimilarityIndex, rowid: number, limit: number): readonly Alike[] {
  const own = placeOfRow(looks, rowid);
  if (own < 0) return [];
  const { high, low, flat, rowids } = looks;
  const [ownHigh, ownLow, ownFlat] = [high[own] as number, low[own] as number, flat[own] as number];
  const found: Alike[] = [];
  for (let place = 0; place < looks.count; place += 1) {
    const bits = bitsApart(high[place] as number, low[place] as number, ownHigh, ownLow);
    // A flat picture has no structure. Two flat pictures count as equal in structure.
    const structure = ownFlat === 0 && flat[place] === 0 ? Math.max(0, 1 - bits / 32) : Number(ownFlat === flat[place]);
    if (STRUCTURE * structure + 1 - STRUCTURE < LEAST || rowids[place] === 0) continue;
    const colour = Math.max(0, 1 - colourApart(looks, own, place) / OTHER_COLOURS);
    const score = STRUCTURE * structure + (1 - STRUCTURE) * colour;
    if (score >= LEAST) found.push({ rowid: rowids[place] as number, score });
  }
  return found
    .sort((a, b) => Number(b.rowid === rowid) - Number(a.rowid === rowid) || b.score - a.score || a.rowid - b.rowid)
    .slice(0, limit);
}
