/** Takes in the records of one document: keys, hashes, what is unchanged, what is gone. */
import { hash } from 'node:crypto';
import type { ImportLookups } from '../catalog/reads/import-lookups.ts';
import type { RecordRow } from '../catalog/writes/archive-rows.ts';
import type { SourceRecord } from '../formats/claims.ts';
import type { Committed } from './commit.ts';
import type { CommitQueue } from './writer-port.ts';

/** Rows and bytes after which a batch is handed over: about 40 ms of the writer's time. */
const BATCH_ROWS = 300;
const BATCH_BYTES = 4_000_000;

export interface RecordIntake {
  take(record: SourceRecord): Promise<void>;
  /** Hands over the rest; when the document was read to its end, records it no longer holds are dropped. */
  finish(complete: boolean): Promise<void>;
}

/**
 * Opens the intake of one document.
 * @param onCommit hears what each batch changed
 * @param contentOf the SHA-256, in hex, of a media entry of the source; null when it cannot be read
 */
export function openRecordIntake(
  documentId: number,
  lookups: Pick<ImportLookups, 'records' | 'recordIds'>,
  queue: CommitQueue,
  onCommit: (committed: Committed) => void,
  contentOf: (name: string) => Promise<string | null>,
): RecordIntake {
  const seen = new Set<number>();
  const occurrences = new Map<string, number>();
  let rows: RecordRow[] = [];
  let bytes = 0;

  const flush = async (): Promise<void> => {
    const known = new Map(
      lookups
        .records(
          documentId,
          rows.map((row) => row.key),
        )
        .map((record) => [record.key, record]),
    );
    for (const { id } of known.values()) seen.add(id);
    const records = rows.filter((row) => !known.get(row.key)?.hash.equals(row.hash));
    rows = [];
    bytes = 0;
    if (records.length === 0) return;
    await queue.push({ records }, (committed) => {
      for (const id of committed.recordIds) seen.add(id);
      onCommit(committed);
    });
  };

  return {
    async take(record) {
      const row = asRow(documentId, record, await nameOf(record, contentOf), occurrences);
      rows.push(row);
      bytes += row.raw.length;
      if (rows.length >= BATCH_ROWS || bytes >= BATCH_BYTES) await flush();
    },
    async finish(complete) {
      await flush();
      if (!complete) return;
      await queue.drain();
      const gone = lookups.recordIds(documentId).filter((id) => !seen.has(id));
      for (let at = 0; at < gone.length; at += BATCH_ROWS) await queue.push({ gone: gone.slice(at, at + BATCH_ROWS) }, onCommit);
    },
  };
}

/** What a record is known by: its own identifiers, else the content of the file it lies beside, else its own content. */
async function nameOf(record: SourceRecord, contentOf: (name: string) => Promise<string | null>): Promise<{ name: string; ids: object }> {
  const { gen, post, api, task } = record.ids;
  const stated = gen ?? post ?? api ?? task;
  if (stated !== undefined) return { name: stated, ids: record.ids };
  const sha = (record.file === undefined ? null : await contentOf(record.file)) ?? hash('sha256', JSON.stringify(record.raw) ?? 'null');
  return { name: `sha256:${sha}`, ids: { sha } };
}

function asRow(
  documentId: number,
  record: SourceRecord,
  named: { name: string; ids: object },
  occurrences: Map<string, number>,
): RecordRow {
  const raw = JSON.stringify(record.raw) ?? 'null';
  const occurrence = (occurrences.get(named.name) ?? 0) + 1;
  occurrences.set(named.name, occurrence);
  const ids = JSON.stringify(named.ids);
  const claims = JSON.stringify(record.claims);
  return { documentId, key: `${named.name}#${occurrence}`, hash: hash('sha1', `${ids}\n${claims}\n${raw}`, 'buffer'), ids, claims, raw };
}
