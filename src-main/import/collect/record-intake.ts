/**
 * Takes in the records of a source, document by document: skips unchanged records, sends new ones, and finds removed
 * ones.
 */
import { hash } from 'node:crypto';
import type { ImportLookups } from '../../catalog/reads/sources/import-lookups.ts';
import type { DocumentRow } from '../../catalog/writes/archive/archive-rows.ts';
import type { SourceRecord } from '../../formats/claims.ts';
import type { Committed, NewRecord } from '../derive/commit.ts';
import { type IdSet, openIdSet } from './id-set.ts';
import type { CommitQueue } from './writer-port.ts';

/** The limits of a batch: rows, documents and bytes. A batch takes about 40 ms in the writer. */
const BATCH_ROWS = 300;
const BATCH_BYTES = 4_000_000;

export interface RecordIntake {
  /** Begins a document: the following records belong to it. */
  begin(document: DocumentRow): void;
  take(record: SourceRecord): Promise<void>;
  /** Ends a document. After a complete read, records that it does not contain any more are removed. */
  end(complete: boolean): Promise<void>;
  /** Sends the last batch. Afterwards `met` and `fresh` are complete. */
  finish(): Promise<void>;
  /** The ids of all documents that were read, and of those that are new. */
  readonly met: Pick<IdSet, 'has'>;
  readonly fresh: readonly number[];
}

/** A document that is being read, or that waits in the batch with its last records. */
interface OpenDocument {
  readonly row: DocumentRow;
  /** Its id; null while it is new. */
  readonly id: number | null;
  /** Whether the catalog has an identical row. */
  readonly isKnown: boolean;
  /** The ids of its records in the catalog that were not read yet. */
  readonly left: Set<number>;
  readonly occurrences: Map<string, number>;
  complete: boolean;
}

type Row = Omit<NewRecord, 'document'> & { readonly document: OpenDocument };

/**
 * Opens the intake of one source. Small documents share a batch: 20,000 sidecars one by one took a minute.
 * @param onCommit called with the changes of each batch
 * @param contentOf returns the SHA-256, in hex, of a media entry of the source; null when it cannot be read
 */
export function openRecordIntake(
  lookups: Pick<ImportLookups, 'document' | 'records' | 'recordIds'>,
  queue: CommitQueue,
  onCommit: (committed: Committed) => void,
  contentOf: (name: string) => Promise<string | null>,
): RecordIntake {
  let current: OpenDocument | null = null;
  let documents = new Set<OpenDocument>();
  let rows: Row[] = [];
  let bytes = 0;

  const met = openIdSet();
  const newcomers: number[] = [];

  const flush = async (): Promise<void> => {
    const batch = [...documents];
    const own = Map.groupBy(rows, (row) => row.document);
    const fresh = batch.flatMap((document) => changed(document, own.get(document) ?? [], lookups));
    const gone = batch.flatMap((document) => (document.complete ? [...document.left] : []));
    documents = new Set(current ? [current] : []);
    rows = [];
    bytes = 0;
    if (fresh.length === 0 && gone.length === 0 && batch.every(({ isKnown }) => isKnown)) return;
    const places = new Map(batch.map((document, at) => [document, at]));
    const records = fresh.map((row) => ({ ...row, document: places.get(row.document) as number }));
    await queue.push({ documents: batch.map(({ row }) => row), records, gone }, (committed) => {
      committed.documentIds.forEach((id, at) => {
        if (batch[at]?.id === null && !met.has(id)) newcomers.push(id);
        met.add(id);
      });
      onCommit(committed);
    });
  };

  return {
    begin(row) {
      const known = lookups.document(row.path, row.entry, row.format);
      const id = known?.id ?? null;
      const isKnown = known?.sign === row.sign && known.sourceId === row.sourceId;
      if (id !== null) met.add(id);
      current = {
        row,
        id,
        isKnown,
        left: new Set(id === null ? [] : lookups.recordIds(id)),
        occurrences: new Map(),
        complete: false,
      };
      documents.add(current);
    },
    async take(record) {
      if (!current) return;
      const row = asRow(current, record, await nameOf(record, contentOf));
      rows.push(row);
      bytes += row.raw.length;
      if (rows.length >= BATCH_ROWS || bytes >= BATCH_BYTES) await flush();
    },
    async end(complete) {
      if (current) current.complete = complete;
      current = null;
      if (documents.size >= BATCH_ROWS) await flush();
    },
    async finish() {
      current = null;
      await flush();
      await queue.drain();
    },
    met,
    fresh: newcomers,
  };
}

/** The new and changed rows of one document. Unchanged ones are removed from `left`. */
function changed(document: OpenDocument, own: readonly Row[], lookups: Pick<ImportLookups, 'records'>): readonly Row[] {
  if (document.id === null || own.length === 0) return own;
  const keys = own.map((row) => row.key);
  const known = new Map(lookups.records(document.id, keys).map((record) => [record.key, record]));
  for (const { id } of known.values()) document.left.delete(id);
  return own.filter((row) => !known.get(row.key)?.hash.equals(row.hash));
}

interface Named {
  readonly name: string;
  readonly ids: object;
}

/**
 * The identity of a record: its identifiers, otherwise the content of the file beside it, otherwise its own content.
 */
async function nameOf(record: SourceRecord, contentOf: (name: string) => Promise<string | null>): Promise<Named> {
  const { gen, post, api, stem, bare, task } = record.ids;
  const stated = gen ?? post ?? api ?? stem ?? bare ?? task;
  if (stated !== undefined) return { name: stated, ids: record.ids };
  const sha =
    (record.file === undefined ? null : await contentOf(record.file)) ??
    hash('sha256', JSON.stringify(record.raw) ?? 'null');
  return { name: `sha256:${sha}`, ids: { sha } };
}

function asRow(document: OpenDocument, record: SourceRecord, named: Named): Row {
  const raw = JSON.stringify(record.raw) ?? 'null';
  const occurrence = (document.occurrences.get(named.name) ?? 0) + 1;
  document.occurrences.set(named.name, occurrence);
  const ids = JSON.stringify(named.ids);
  const claims = JSON.stringify(record.claims);
  const digest = hash('sha1', `${ids}\n${claims}\n${raw}`, 'buffer');
  return { document, key: `${named.name}#${occurrence}`, hash: digest, ids, claims, raw };
}
