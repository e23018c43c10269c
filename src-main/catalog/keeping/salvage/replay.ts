/**
 * Updates a snapshot from the journal of a damaged catalog: undoes the entries that were undone since the snapshot, and
 * applies the entries that were made since.
 */
import type { Database } from 'better-sqlite3';
import { doStep, undoStep } from '../../writes/edits/apply-delta.ts';
import { type Delta, pack, type Row, type RowChange, unpack } from '../../writes/edits/delta.ts';
import { isNearly } from './nearly.ts';

export interface Replayed {
  /** The number of entries that were applied or undone. */
  readonly entries: number;
  /** The number of entries that were read but could not be applied. */
  readonly failed: number;
  /** The number of entries since the snapshot that are missing before the last one. */
  readonly gaps: number;
}

interface Entry {
  readonly id: number;
  readonly at_ms: number;
  readonly change: string;
  readonly before: string;
  readonly changed: number;
  readonly undone: number;
  readonly delta: Buffer | null;
}

const ENTRIES = 'SELECT id, at_ms, change, before, changed, undone, delta FROM journal ORDER BY id';

/**
 * Updates the copy of a snapshot.
 * @param db the snapshot's copy, open for writing
 * @param salvaged the salvaged catalog
 * @param isNewer whether the salvaged catalog is certainly not older than the snapshot. Only then an entry that is
 * undone in it was undone since
 */
export function replay(db: Database, salvaged: Database, isNewer: boolean): Replayed {
  const standing = db.prepare(ENTRIES).all() as Entry[];
  const read = inOrder(salvaged.prepare(ENTRIES).all() as Entry[]);
  const now = new Map(read.map((entry) => [entry.id, entry]));
  const then = new Map(standing.map((entry) => [entry.id, entry]));
  const ids = idsBetween(db, salvaged);
  let entries = 0;
  let failed = 0;
  const attempt = (run: () => void): void => {
    try {
      db.transaction(run)();
      entries += 1;
    } catch {
      // The transaction was rolled back, so no half of an entry stays.
      failed += 1;
    }
  };
  const fork = forkOf(standing, now);

  for (const entry of standing.toReversed()) {
    const same = sameAs(entry, now.get(entry.id));
    const isReplaced = entry.id >= fork && !same;
    const isUndone = isReplaced || (isNewer && same?.undone === 1);
    if (isUndone && entry.undone === 0) attempt(() => undoEntry(db, entry));
    if (isReplaced) db.prepare('DELETE FROM journal WHERE id = @id').run({ id: entry.id });
  }
  for (const entry of read) {
    const before = then.get(entry.id);
    if (before && sameAs(before, entry)) {
      if (isNewer && before.undone === 1 && entry.undone === 0) attempt(() => redoEntry(db, entry));
    } else if (!before || entry.id >= fork) attempt(() => addEntry(db, salvaged, entry, ids));
  }
  const first = standing.at(-1)?.id ?? 0;
  const last = read.at(-1)?.id ?? first;
  const since = read.filter(({ id }) => id > first).length;
  return { entries, failed, gaps: Math.max(0, last - first - since) };
}

/**
 * Corrects damaged `undone` flags. Entries are undone from the end, so every entry before an entry that is done must be
 * done too.
 */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const lastDone = entries.findLastIndex(({ undone }) => undone === 0);
  return entries.map((entry, at) => (at < lastDone ? { ...entry, undone: 0 } : entry));
}

/** Returns `other` when it is the same entry, also when its time or its text is damaged; else undefined. */
function sameAs(entry: Entry, other: Entry | undefined): Entry | undefined {
  if (!other) return undefined;
  const isSameDeed = entry.delta !== null && other.delta !== null && entry.delta.equals(other.delta);
  return entry.at_ms === other.at_ms || isSameDeed ? other : undefined;
}

/**
 * The number of the first entry that differs between the two journals; infinite when none does. A new entry after an
 * undo takes the number of the first undone entry, and the later undone entries are deleted. A missing entry is no
 * difference: it may have been lost.
 */
function forkOf(standing: readonly Entry[], now: ReadonlyMap<number, Entry>): number {
  const at = standing.findIndex((entry) => {
    const other = now.get(entry.id);
    return other !== undefined && other.at_ms > entry.at_ms && !sameAs(entry, other);
  });
  const isFork = at >= 0 && standing.slice(at).every((entry) => !sameAs(entry, now.get(entry.id)));
  return isFork ? (standing[at] as Entry).id : Number.POSITIVE_INFINITY;
}

function undoEntry(db: Database, { id, delta }: Entry): void {
  if (!delta) return;
  for (const step of unpack(delta).toReversed()) undoStep(db, step);
  db.prepare('UPDATE journal SET undone = 1 WHERE id = ?').run(id);
}

function redoEntry(db: Database, { id, delta }: Entry): void {
  if (!delta) return;
  for (const step of unpack(delta)) doStep(db, step);
  db.prepare('UPDATE journal SET undone = 0 WHERE id = ?').run(id);
}

function addEntry(db: Database, salvaged: Database, entry: Entry, ids: (id: number) => number | null): void {
  const steps = (entry.delta ? unpack(entry.delta) : []).map((step) => withMade(db, salvaged, translated(step, ids)));
  // An entry that was undone is only stored, so that it can be redone.
  if (entry.undone === 0) for (const step of steps) doStep(db, step);
  db.prepare(
    `INSERT OR REPLACE INTO journal (id, at_ms, change, before, changed, undone, delta)
     VALUES (@id, @at_ms, @change, @before, @changed, @undone, @delta)`,
  ).run({ ...entry, delta: pack(steps) });
}

/** Maps a generation's row id in the salvaged catalog to that in the snapshot; null when the snapshot lacks it. */
export function idsBetween(db: Database, salvaged: Database): (id: number) => number | null {
  const identity = salvaged.prepare('SELECT identity FROM generation WHERE id = ?').pluck();
  const named = db.prepare('SELECT id FROM generation WHERE identity = ?').pluck();
  const standing = db.prepare('SELECT identity FROM generation WHERE id = ?').pluck();
  return (id) => {
    const name = identity.get(id) as string | undefined;
    const found = name === undefined ? undefined : (named.get(name) as number | undefined);
    if (found !== undefined) return found;
    const there = standing.get(id) as string | undefined;
    return there !== undefined && (name === undefined || isNearly(name, there)) ? id : null;
  };
}

/**
 * The step with the row ids of the other catalog. Generations that are not in it are left out: their annotations are
 * kept as pending.
 */
function translated(delta: Delta, idOf: (id: number) => number | null): Delta {
  const kept = <T extends { readonly ids: readonly number[] }>(
    part: T,
  ): { readonly ids: readonly number[]; readonly at: readonly number[] } => {
    const pairs = part.ids
      .map((id, at) => [idOf(id), at] as const)
      .filter((pair): pair is readonly [number, number] => pair[0] !== null);
    return { ids: pairs.map(([id]) => id), at: pairs.map(([, at]) => at) };
  };
  const pick = <T>(values: readonly T[] | null, at: readonly number[]): readonly T[] | null =>
    values && at.map((index) => values[index] as T);
  const cover = (id: number | null): number | null => (id === null ? null : idOf(id));
  return {
    rows: delta.rows,
    tags: delta.tags.map((links) => ({ ...links, ids: kept(links).ids })).filter(({ ids }) => ids.length > 0),
    marks: delta.marks.map((marks) => ({ ...marks, ids: kept(marks).ids })).filter(({ ids }) => ids.length > 0),
    places: delta.places
      .map((places) => {
        const { ids, at } = kept(places);
        return { ...places, ids, before: pick(places.before, at), after: pick(places.after, at) };
      })
      .filter(({ ids }) => ids.length > 0),
    stacks: delta.stacks
      .map((links) => {
        const { ids, at } = kept(links);
        return {
          ids,
          before: (pick(links.before, at) ?? []).map(cover),
          after: (pick(links.after, at) ?? []).map(cover),
        };
      })
      .filter(({ ids }) => ids.length > 0),
    heirs: delta.heirs.flatMap(([from, heir]) => {
      const pair = [idOf(from), idOf(heir)] as const;
      return pair[0] === null || pair[1] === null ? [] : [[pair[0], pair[1]] as const];
    }),
  };
}

/** Adds to a step the tags and collections that it needs, when the entry that created them could not be read. */
function withMade(db: Database, salvaged: Database, delta: Delta): Delta {
  const isThere = (table: 'tag' | 'collection', id: number): boolean =>
    delta.rows.some((row) => row.table === table && row.after?.id === id) ||
    db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;
  const missing = (table: 'tag' | 'collection', ids: readonly number[]): RowChange[] =>
    [...new Set(ids)]
      .filter((id) => !isThere(table, id))
      .flatMap((id): RowChange[] => {
        const row = salvaged.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Row | undefined;
        return row ? [{ table, before: null, after: row }] : [];
      });
  const tags = missing(
    'tag',
    delta.tags.filter(({ added }) => added).map(({ tag }) => tag),
  );
  const collections = missing(
    'collection',
    delta.places.filter(({ after }) => after !== null).map(({ collection }) => collection),
  );
  return tags.length + collections.length === 0 ? delta : { ...delta, rows: [...tags, ...collections, ...delta.rows] };
}
