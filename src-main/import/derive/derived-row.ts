/** Derives the catalog row of one group: loads its records and files, resolves the fields, and fills the columns. */
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { nameOf, placeOf } from '../../catalog/places.ts';
import { promptKey } from '../../catalog/query-language/tokens.ts';
import type { RecordRow } from '../../catalog/writes/archive/archive-rows.ts';
import type { GenerationLinks, GenerationRow } from '../../catalog/writes/generations/generation-rows.ts';
import type { FormatName } from '../../contract/items/generation.ts';
import type { Claims, Ids } from '../../formats/claims.ts';
import { factsInName } from '../../formats/naming/service-names.ts';
import { type EvidenceIndex, type EvidenceSource, type Group, namesOf, publicIdOf } from './identity.ts';
import { isShownRole, type MergeFile, type MergeRecord, type ResolvedFields, resolveFields } from './resolve-fields.ts';

/**
 * Derives the row and the links of a group with at least one member.
 * @param fresh the records that this transaction wrote, by id
 */
export function derivedRow(
  group: Group,
  index: EvidenceIndex,
  fresh: ReadonlyMap<number, RecordRow>,
  load: Loader,
): { readonly row: GenerationRow; readonly links: GenerationLinks } {
  const records = group.members.filter((member) => member.type === 'r');
  const recordIds = records.map((member) => member.ref);
  const lentIds = group.taskRecords.map((member) => member.ref);
  const holders = group.members.filter((member) => member.type === 'f');
  const files = holders.map((member) => load.file(member.ref));
  const record = ({ ref, ids }: EvidenceSource): MergeRecord => ({ ...load.record(ref, fresh.get(ref)), ids });
  const mergeFiles = files.map((file, at) => asMergeFile(file, (holders[at] as EvidenceSource).ids));
  const merged = resolveFields(records.map(record), mergeFiles, group.taskRecords.map(record));
  const publicId = publicIdOf(group.key);
  const links = {
    records: [...recordIds, ...lentIds].sort(byNumber),
    files: files.map((file) => file.fileId).sort(byNumber),
    identifiers: namesOf(group, index),
  };
  const columns = asColumns(merged);
  const fixity = files.map((file) => {
    const told = [file.place, file.sha256?.toString('hex'), file.role, file.missing, file.damage, file.size];
    return file.changed === 1 ? [...told, 'changed'] : told;
  });
  const place = placeOf(files.filter((file) => isShownRole(file.role)));
  const digest = hash('sha256', JSON.stringify([publicId, columns, links, fixity, place]), 'buffer');
  return {
    row: {
      identity: group.key,
      publicId,
      ...columns,
      promptHash: promptKey(merged.prompt),
      hash: digest.subarray(0, 16),
      place,
    },
    links,
  };
}

const byNumber = (a: number, b: number): number => a - b;
const whole = (value: number | null): number | null =>
  value !== null && Number.isSafeInteger(Math.round(value)) ? Math.round(value) : null;

function asColumns(
  merged: ResolvedFields,
): Omit<GenerationRow, 'identity' | 'publicId' | 'promptHash' | 'hash' | 'place'> {
  return {
    ...merged,
    missing: Number(merged.missing),
    createdMs: whole(merged.createdMs),
    width: whole(merged.width),
    height: whole(merged.height),
    statedWidth: whole(merged.statedWidth),
    statedHeight: whole(merged.statedHeight),
    hasAudio: merged.hasAudio === null ? null : Number(merged.hasAudio),
    seed: whole(merged.seed),
    liked: Number(merged.liked),
    draft: Number(merged.draft),
    mentions: JSON.stringify(merged.mentions),
    shots: JSON.stringify(merged.shots),
    collections: JSON.stringify(merged.collections),
    formats: JSON.stringify(merged.formats),
    provenance: JSON.stringify(merged.provenance),
  };
}

/** Loads the records and files of a group. */
export interface Loader {
  /** @param fresh the row when this transaction wrote it, so that it is not read again */
  record(id: number, fresh: LoadedRecord | undefined): Omit<MergeRecord, 'ids'>;
  file(id: number): LoadedFile;
  /**
   * Clears the cache of places. Call before each transaction: 200,000 sidecars took 40 MB, and a move changes places.
   */
  forgetDocuments(): void;
}
type LoadedRecord = Pick<RecordRow, 'documentId' | 'claims' | 'key'>;
interface LoadedDocument {
  readonly format: FormatName;
  readonly place: string;
}
type LoadedFile = Omit<MergeFile, 'ids' | 'order' | 'named' | 'hasAudio' | 'missing' | 'damaged'> & {
  readonly place: string;
  readonly path: string;
  readonly entry: string;
  /** The path of the source through which it is read. */
  readonly top: string;
  readonly hasAudio: number | null;
  readonly missing: number;
  readonly damage: string | null;
  /** 1 when the content of the file differs from the catalog. */
  readonly changed: number;
  readonly sha256: Buffer | null;
};

/** Prepares statements on the write connection. */
export function openLoader(db: Database): Loader {
  const loadRecord = db.prepare<{ id: number }, LoadedRecord>(
    `SELECT document_id AS documentId, claims, key FROM record WHERE id = @id`,
  );
  const loadDocument = db.prepare<{ id: number }, LoadedDocument>(
    `SELECT format, path || char(0) || entry || char(0) AS place FROM document WHERE id = @id`,
  );
  const loadFile = db.prepare<{ id: number }, LoadedFile>(
    `SELECT id AS fileId, path || char(0) || entry AS place, path, entry, (SELECT path FROM source WHERE id = source_id) AS top,
            role, kind, size, mtime_ms AS mtimeMs, width, height, duration, fps, codec, has_audio AS hasAudio, named_ms AS namedMs,
            account, missing, damage, EXISTS (SELECT 1 FROM file_change WHERE file_id = file.id) AS changed, sha256
       FROM file WHERE id = @id`,
  );
  const documents = new Map<number, LoadedDocument>();
  const documentOf = (id: number): LoadedDocument => {
    const document = documents.get(id) ?? (loadDocument.get({ id }) as LoadedDocument);
    documents.set(id, document);
    return document;
  };
  return {
    forgetDocuments: () => documents.clear(),
    record: (id, fresh) => {
      const row = fresh ?? (loadRecord.get({ id }) as LoadedRecord);
      return asMergeRecord(row, documentOf(row.documentId));
    },
    file: (id) => loadFile.get({ id }) as LoadedFile,
  };
}

function asMergeRecord(row: LoadedRecord, { format, place }: LoadedDocument): Omit<MergeRecord, 'ids'> {
  return { format, claims: JSON.parse(row.claims) as Claims, order: place + row.key };
}

function asMergeFile(row: LoadedFile, ids: Ids & { readonly named?: string }): MergeFile {
  return {
    ...row,
    ids,
    named: factsInName(ids.named ?? nameOf(row)),
    order: row.place,
    hasAudio: row.hasAudio === null ? null : row.hasAudio === 1,
    missing: row.missing === 1,
    damaged: row.damage !== null || row.changed === 1,
  };
}
