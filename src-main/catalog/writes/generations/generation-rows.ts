/** Writes derived rows: generations, their identifiers, their links to records and files, and their text index. */
import type { Database } from 'better-sqlite3';
import { NO_PLACE, type Place } from '../../places.ts';
import { indexGeneration, unindexGeneration } from '../../query-language/index-rows.ts';
import { allocateSlot } from '../../query-language/slots.ts';
import { insertPlace, putPlace } from './place-rows.ts';

/** The columns of `generation` that are derived from archives. */
export interface GenerationRow {
  readonly identity: string;
  readonly publicId: string;
  readonly kind: string | null;
  readonly state: string;
  readonly missing: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly createdMs: number | null;
  readonly dateSource: string | null;
  readonly taskId: string | null;
  readonly postId: string | null;
  readonly apiId: string | null;
  readonly account: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly statedWidth: number | null;
  readonly statedHeight: number | null;
  readonly duration: number | null;
  readonly fps: number | null;
  readonly codec: string | null;
  readonly hasAudio: number | null;
  readonly model: string | null;
  readonly operation: string | null;
  readonly seed: number | null;
  readonly preset: string | null;
  readonly author: string | null;
  readonly mentions: string;
  readonly shots: string;
  readonly liked: number;
  readonly draft: number;
  readonly collections: string;
  readonly parentPostId: string | null;
  readonly rootPostId: string | null;
  readonly formats: string;
  readonly provenance: string;
  readonly fileId: number | null;
  readonly promptHash: Buffer | null;
  /** A hash of all fields and of the links: an equal hash means that nothing changed. */
  readonly hash: Buffer;
  /** Where its files are; stored in a table of its own. */
  readonly place: Place;
}

/** The current row of a generation. */
export interface StandingGeneration {
  readonly id: number;
  readonly slot: number;
  readonly hash: Buffer;
  readonly present: number;
  readonly createdMs: number | null;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly shots: string;
}

/** The records and files of a generation, and its identifiers. */
export interface GenerationLinks {
  readonly records: readonly number[];
  readonly files: readonly number[];
  readonly identifiers: readonly string[];
}

interface Link {
  run(pair: { readonly id: number; readonly value: number | string }): unknown;
}

const COLUMNS = {
  kind: 'kind',
  state: 'state',
  missing: 'missing',
  prompt: 'prompt',
  title: 'title',
  created_ms: 'createdMs',
  date_source: 'dateSource',
  task_id: 'taskId',
  post_id: 'postId',
  api_id: 'apiId',
  account: 'account',
  width: 'width',
  height: 'height',
  stated_width: 'statedWidth',
  stated_height: 'statedHeight',
  duration: 'duration',
  fps: 'fps',
  codec: 'codec',
  has_audio: 'hasAudio',
  model: 'model',
  operation: 'operation',
  seed: 'seed',
  preset: 'preset',
  author: 'author',
  mentions: 'mentions',
  shots: 'shots',
  liked: 'liked',
  draft: 'draft',
  collections: 'collections',
  parent_post_id: 'parentPostId',
  root_post_id: 'rootPostId',
  formats: 'formats',
  provenance: 'provenance',
  file_id: 'fileId',
  prompt_hash: 'promptHash',
  hash: 'hash',
} as const satisfies Record<string, keyof GenerationRow>;

export type GenerationRows = ReturnType<ReturnType<typeof openGenerationRows>['at']>;

/** Prepares statements on the write connection. `at` returns the functions for one transaction with one revision. */
export function openGenerationRows(db: Database) {
  const names = Object.keys(COLUMNS);
  const values = Object.values(COLUMNS).map((name) => `@${name}`);
  const standing = db.prepare<{ identity: string }, StandingGeneration>(
    `SELECT id, slot, hash, present, created_ms AS createdMs, prompt, title, shots FROM generation WHERE identity = @identity`,
  );
  const insert = db.prepare(
    `INSERT INTO generation (identity, public_id, slot, revision, ${names.join(', ')}) VALUES (@identity, @publicId, @slot, @revision, ${values.join(', ')})`,
  );
  const update = db.prepare(
    `UPDATE generation SET slot = @slot, revision = @revision, present = 1, merged_into = NULL,
       ${names.map((name, at) => `${name} = ${values[at]}`).join(', ')} WHERE id = @id`,
  );
  const hide = db.prepare<{ id: number; revision: number; into: number | null }>(
    `UPDATE generation SET present = 0, missing = 0, file_id = NULL, merged_into = @into, revision = @revision, hash = x'' WHERE id = @id`,
  );
  const note = db.prepare<{ id: number }, string>(`SELECT note FROM mark WHERE generation_id = @id`).pluck();
  const recordsOf = db
    .prepare<{ id: number }, number>(`SELECT record_id FROM generation_record WHERE generation_id = @id`)
    .pluck();
  const filesOf = db
    .prepare<{ id: number }, number>(`SELECT file_id FROM generation_file WHERE generation_id = @id`)
    .pluck();
  const namesOf = db.prepare<{ id: number }, string>(`SELECT value FROM identifier WHERE generation_id = @id`).pluck();
  const linkRecord = db.prepare(
    `INSERT OR IGNORE INTO generation_record (generation_id, record_id) VALUES (@id, @value)`,
  );
  const linkFile = db.prepare(`INSERT OR IGNORE INTO generation_file (generation_id, file_id) VALUES (@id, @value)`);
  // No upsert: it opens a statement journal each time, which took 45 of 150 µs for each record.
  const insertName = db.prepare(`INSERT OR IGNORE INTO identifier (value, generation_id) VALUES (@value, @id)`);
  const moveName = db.prepare(`UPDATE identifier SET generation_id = @id WHERE value = @value`);
  const linkName: Link = { run: (name) => insertName.run(name).changes > 0 || moveName.run(name) };
  const unlinkRecord = db.prepare(`DELETE FROM generation_record WHERE generation_id = @id AND record_id = @value`);
  const unlinkFile = db.prepare(`DELETE FROM generation_file WHERE generation_id = @id AND file_id = @value`);
  const unlinkName = db.prepare(`DELETE FROM identifier WHERE generation_id = @id AND value = @value`);
  const ofRecord = db
    .prepare<{ ref: number }, string>(
      `SELECT identity FROM generation_record JOIN generation ON generation.id = generation_id WHERE record_id = @ref`,
    )
    .pluck();
  const ofFile = db
    .prepare<{ ref: number }, string>(
      `SELECT identity FROM generation_file JOIN generation ON generation.id = generation_file.generation_id WHERE generation_file.file_id = @ref`,
    )
    .pluck();

  const relink = (
    id: number,
    before: readonly (number | string)[],
    after: readonly (number | string)[],
    add: Link,
    drop: Link,
  ): void => {
    const kept = new Set(after);
    for (const value of before) if (!kept.has(value)) drop.run({ id, value });
    const had = new Set(before);
    for (const value of after) if (!had.has(value)) add.run({ id, value });
  };
  const link = (id: number, links: GenerationLinks, fresh: boolean): void => {
    relink(id, fresh ? [] : recordsOf.all({ id }), links.records, linkRecord, unlinkRecord);
    relink(id, fresh ? [] : filesOf.all({ id }), links.files, linkFile, unlinkFile);
    relink(id, fresh ? [] : namesOf.all({ id }), links.identifiers, linkName, unlinkName);
  };

  const at = (revision: number) => ({
    standing: (identity: string): StandingGeneration | null => standing.get({ identity }) ?? null,
    /** The keys of the generations that a record or file belongs to. */
    holdersOf: (type: 'r' | 'f', ref: number): readonly string[] => (type === 'r' ? ofRecord : ofFile).all({ ref }),
    linksOf: (id: number): { readonly records: readonly number[]; readonly files: readonly number[] } => ({
      records: recordsOf.all({ id }),
      files: filesOf.all({ id }),
    }),
    insert(row: GenerationRow, links: GenerationLinks): number {
      const slot = allocateSlot(db, row.createdMs);
      const id = Number(insert.run({ ...row, slot, revision }).lastInsertRowid);
      link(id, links, true);
      insertPlace(db, id, row.place);
      indexGeneration(db, { ...row, ...row.place, slot, note: '' });
      return id;
    },
    update(before: StandingGeneration, row: GenerationRow, links: GenerationLinks): void {
      const moved = before.createdMs !== row.createdMs;
      const same = before.prompt === row.prompt && before.title === row.title && before.shots === row.shots;
      const renamed = putPlace(db, before.id, row.place);
      const reworded = before.present === 0 || !same || renamed;
      if (moved || reworded) unindexGeneration(db, before.slot);
      const slot = moved ? allocateSlot(db, row.createdMs) : before.slot;
      update.run({ ...row, id: before.id, slot, revision });
      link(before.id, links, false);
      if (moved || reworded)
        indexGeneration(db, { ...row, ...row.place, slot, note: note.get({ id: before.id }) ?? '' });
    },
    /** Hides a generation that has no record and no file any more. Its row stays, because edits may refer to it. */
    hide(before: StandingGeneration, into: number | null): void {
      hide.run({ id: before.id, into, revision });
      link(before.id, { records: [], files: [], identifiers: [] }, false);
      putPlace(db, before.id, NO_PLACE);
      unindexGeneration(db, before.slot);
    },
  });
  return { at };
}
