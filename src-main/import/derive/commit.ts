/**
 * Commits a batch of an import in one transaction: writes its rows, then derives every generation that they concern.
 */
import type { Database } from 'better-sqlite3';
import {
  type ArchiveRows,
  type DocumentRow,
  type FileRow,
  openArchiveRows,
  type RecordRow,
} from '../../catalog/writes/archive/archive-rows.ts';
import {
  type ChangeRow,
  type CheckRow,
  type FixityRows,
  openFixityRows,
} from '../../catalog/writes/archive/fixity-rows.ts';
import { noteCopies } from '../../catalog/writes/generations/copy-counts.ts';
import { type EditTransfer, openEditTransfer } from '../../catalog/writes/generations/edit-transfer.ts';
import { type GenerationRows, openGenerationRows } from '../../catalog/writes/generations/generation-rows.ts';
import { nextRevision } from '../../catalog/writes/generations/revision.ts';
import type { Ids } from '../../formats/claims.ts';
import { derivedRow, type Loader, openLoader } from './derived-row.ts';
import { editSuccessors } from './edit-successors.ts';
import {
  affectedKeys,
  type EvidenceIndex,
  type EvidenceSource,
  evidenceValues,
  type Group,
  gather,
} from './identity.ts';
import { isShownRole } from './resolve-fields.ts';

/** At most a thousand rows, about 50 ms in the writer, so that an edit never waits long. */
export interface Batch {
  /** The documents of the records of this batch. */
  readonly documents?: readonly DocumentRow[];
  readonly records?: readonly NewRecord[];
  readonly files?: readonly FileRow[];
  /** Content hashes of known files, and the damage found while hashing. */
  readonly hashes?: readonly {
    readonly fileId: number;
    readonly sha256: Uint8Array;
    readonly damage?: string | null;
  }[];
  /** Records that a completely read document does not contain any more. */
  readonly gone?: readonly number[];
  readonly missing?: readonly number[];
  readonly found?: readonly number[];
  /** Results of verifying files. */
  readonly checks?: readonly CheckRow[];
  /** Files whose content differs from the catalog. Their rows keep the known state. */
  readonly changes?: readonly ChangeRow[];
  /** Files that have their known content again. */
  readonly settled?: readonly number[];
  /** Changes that the person accepts. The rows are saved before. */
  readonly accepted?: readonly { readonly fileId: number; readonly held: HeldContent }[];
  /** Files whose last accepted change is taken back and open again. */
  readonly takenBack?: readonly number[];
  /** Files whose change the person leaves, with the time; null to ask again. */
  readonly left?: readonly { readonly fileId: number; readonly leftMs: number | null }[];
  /**
   * Files whose rows are deleted: removed with their source, or found in another place (`heir`), whose row takes over
   * their previews.
   */
  readonly dropped?: readonly { readonly fileId: number; readonly heir: number | null }[];
  /** Documents to delete if they have no records left. */
  readonly emptied?: readonly number[];
  /** Rows with a changed place: their generations are derived again. */
  readonly moved?: { readonly records: readonly number[]; readonly files: readonly number[] };
}

/** A record before its document has an id: `document` is the index into the documents of the batch. */
export type NewRecord = Omit<RecordRow, 'documentId'> & { readonly document: number };

/** The columns of a file that depend on its content. */
export type HeldContent = Omit<FileRow, 'sourceId' | 'path' | 'entry' | 'role' | 'ids' | 'namedMs' | 'account'>;

/** The generations and files that a batch changed, and the ids of the rows it wrote, in the given order. */
export interface Committed {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
  readonly documentIds: readonly number[];
  readonly recordIds: readonly number[];
  readonly fileIds: readonly number[];
  /** The files of `takenBack` that had an accepted change. */
  readonly takenBack: readonly number[];
}

/** Prepares the commit function on the write connection. */
export function openCommitter(db: Database): (batch: Batch) => Committed {
  const rows = openArchiveRows(db);
  const rowsOfGenerations = openGenerationRows(db);
  const transfer = openEditTransfer(db);
  const load = openLoader(db);
  const fixity = openFixityRows(db);
  return (batch) => {
    load.forgetDocuments();
    return db
      .transaction(() => {
        const revision = nextRevision(db);
        const touched = new ChangedEvidence();
        const committed = commit(batch, touched, {
          rows,
          generations: rowsOfGenerations.at(revision),
          transfer,
          load,
          fixity,
        });
        noteCopies(db, revision, touched.contents);
        return committed;
      })
      .immediate();
  };
}

interface Tools {
  readonly rows: ArchiveRows;
  readonly generations: GenerationRows;
  readonly transfer: EditTransfer;
  readonly load: Loader;
  readonly fixity: FixityRows;
}

function commit(batch: Batch, touched: ChangedEvidence, tools: Tools): Committed {
  const documentIds = (batch.documents ?? []).map(tools.rows.document);
  const recordIds = (batch.records ?? []).map(({ document, ...row }) =>
    putRecord({ ...row, documentId: documentIds[document] as number }, tools.rows, touched),
  );
  const fileIds = (batch.files ?? []).map((row) => putFile(row, tools.rows, touched));
  for (const { fileId, sha256, damage = null } of batch.hashes ?? [])
    putHash(fileId, sha256, damage, tools.rows, touched);
  for (const id of batch.gone ?? []) dropRecord(id, tools, touched);
  for (const id of batch.missing ?? []) markFile(id, true, tools.rows, touched);
  for (const id of batch.found ?? []) markFile(id, false, tools.rows, touched);
  for (const { fileId, held } of batch.accepted ?? []) accept(fileId, held, tools, touched);
  const takenBack = (batch.takenBack ?? []).filter((id) => takeBack(id, tools, touched));
  for (const { fileId, leftMs } of batch.left ?? []) tools.fixity.leave(fileId, leftMs);
  for (const row of batch.checks ?? []) tools.fixity.check(row);
  for (const row of batch.changes ?? []) {
    tools.fixity.change(row);
    touchAgain('f', row.fileId, tools.rows, touched);
  }
  for (const id of batch.settled ?? []) if (tools.fixity.settle(id)) touchAgain('f', id, tools.rows, touched);
  for (const id of batch.moved?.records ?? []) touchAgain('r', id, tools.rows, touched);
  for (const id of batch.moved?.files ?? []) touchAgain('f', id, tools.rows, touched);
  for (const { fileId, heir } of batch.dropped ?? []) dropFile(fileId, heir, tools, touched);
  const derived = derive(touched, tools);
  for (const id of batch.emptied ?? []) tools.rows.deleteDocument(id);
  return { ...derived, documentIds, recordIds, fileIds, takenBack };
}

/** The evidence sources that a batch changed, before and after, and the generations that had removed ones. */
class ChangedEvidence {
  readonly witnesses: Omit<EvidenceSource, 'ref'>[] = [];
  /** The current state of every changed evidence source. */
  readonly now = new Map<string, EvidenceSource>();
  /** New evidence sources: no generation has them yet, so that lookup is skipped. */
  readonly fresh = new Set<string>();
  readonly records = new Map<number, RecordRow>();
  /** Groups that lost an evidence source for good. */
  readonly keys = new Set<string>();
  /** The content hashes, in hex, whose places may have changed. */
  readonly contents = new Set<string>();
  place(sha256: Uint8Array | null): void {
    if (sha256) this.contents.add(Buffer.from(sha256).toString('hex'));
  }
  add(witness: EvidenceSource): void {
    this.witnesses.push(witness);
    this.now.set(nameOf(witness), witness);
  }
  /** Records an evidence source that was removed. */
  forget(witness: EvidenceSource): void {
    this.witnesses.push(witness);
    this.now.delete(nameOf(witness));
  }
}

const nameOf = (witness: Pick<EvidenceSource, 'type' | 'ref'>): string => `${witness.type}${witness.ref}`;

function putRecord(row: RecordRow, rows: ArchiveRows, touched: ChangedEvidence): number {
  const before = rows.recordBefore(row.documentId, row.key);
  if (before) rows.updateRecord(before.id, row);
  const ref = before?.id ?? rows.insertRecord(row);
  touched.records.set(ref, row);
  witness(before && asWitness('r', ref, before.ids, null), asWitness('r', ref, row.ids, null), rows, touched);
  return ref;
}

function putFile(row: FileRow, rows: ArchiveRows, touched: ChangedEvidence): number {
  const before = rows.fileBefore(row.path, row.entry);
  if (before) rows.updateFile(before.id, row);
  const ref = before?.id ?? rows.insertFile(row);
  touched.place(before?.sha256 ?? null);
  touched.place(row.sha256);
  witness(
    before && asWitness('f', ref, before.ids, before.sha256),
    asWitness('f', ref, row.ids, row.sha256),
    rows,
    touched,
  );
  return ref;
}

function putHash(
  fileId: number,
  sha256: Uint8Array,
  damage: string | null,
  rows: ArchiveRows,
  touched: ChangedEvidence,
): void {
  const before = rows.fileById(fileId);
  if (!before) return;
  rows.setHash(fileId, sha256, damage);
  touched.place(before.sha256);
  touched.place(sha256);
  witness(asWitness('f', fileId, before.ids, before.sha256), asWitness('f', fileId, before.ids, sha256), rows, touched);
}

function dropRecord(id: number, { rows, generations }: Tools, touched: ChangedEvidence): void {
  const before = rows.recordById(id);
  if (!before) return;
  for (const key of generations.holdersOf('r', id)) touched.keys.add(key);
  const gone = asWitness('r', id, before.ids, null);
  for (const value of evidenceValues(gone)) rows.dropEvidence(value, 'r', id);
  rows.deleteRecord(id);
  touched.forget(gone);
}

function dropFile(id: number, heir: number | null, { rows, generations }: Tools, touched: ChangedEvidence): void {
  const before = rows.fileById(id);
  if (!before) return;
  for (const key of generations.holdersOf('f', id)) touched.keys.add(key);
  const gone = asWitness('f', id, before.ids, before.sha256);
  for (const value of evidenceValues(gone)) rows.dropEvidence(value, 'f', id);
  touched.place(before.sha256);
  if (heir !== null) rows.inheritPictures(id, heir);
  rows.deleteFile(id);
  touched.forget(gone);
}

function accept(fileId: number, held: HeldContent, { rows, fixity }: Tools, touched: ChangedEvidence): void {
  const row = fixity.rowOf(fileId);
  if (!row) return;
  fixity.keepPast(fileId, Date.now());
  fixity.settle(fileId);
  putFile({ ...row, ...held }, rows, touched);
}

function takeBack(fileId: number, { rows, fixity }: Tools, touched: ChangedEvidence): boolean {
  const [now, past] = [fixity.rowOf(fileId), fixity.lastPast(fileId)];
  if (!now || !past) return false;
  const { sourceId, path, entry, sha256, size, mtimeMs } = now;
  fixity.change({ fileId, sha256, size, mtimeMs, seenMs: past.seenMs });
  putFile({ ...past.row, sourceId, path, entry }, rows, touched);
  if (now.missing === 1) markFile(fileId, true, rows, touched);
  fixity.forgetPast(past.id);
  return true;
}

function touchAgain(type: 'r' | 'f', id: number, rows: ArchiveRows, touched: ChangedEvidence): void {
  const row = type === 'r' ? rows.recordById(id) : rows.fileById(id);
  if (!row) return;
  if (type === 'f') touched.place(row.sha256);
  touched.add(asWitness(type, id, row.ids, row.sha256));
}

function markFile(id: number, missing: boolean, rows: ArchiveRows, touched: ChangedEvidence): void {
  const file = rows.fileById(id);
  if (!file || !rows.setMissing(id, missing)) return;
  touched.place(file.sha256);
  touched.add(asWitness('f', id, file.ids, file.sha256));
}

function witness(
  before: EvidenceSource | null,
  after: EvidenceSource,
  rows: ArchiveRows,
  touched: ChangedEvidence,
): void {
  const values = evidenceValues(after);
  if (before)
    for (const value of evidenceValues(before))
      if (!values.includes(value)) rows.dropEvidence(value, before.type, before.ref);
  for (const value of values) rows.addEvidence(value, after.type, after.ref);
  if (before) touched.add(before);
  else touched.fresh.add(nameOf(after));
  touched.add(after);
}

/**
 * Makes the evidence source of a row. A record or preview without an identifier states the content hash of the file
 * that it belongs to. The hash may be a plain Uint8Array, because a Buffer becomes one when it is sent between threads.
 */
function asWitness(type: 'r' | 'f', ref: number, ids: string, sha256: Uint8Array | null): EvidenceSource {
  const { sha, ...names } = JSON.parse(ids) as Ids & { readonly sha?: string };
  return { type, ref, ids: names, sha: sha ?? (sha256 && Buffer.from(sha256).toString('hex')) };
}

/** Derives every generation that the changed evidence sources concern, before or after the change. */
function derive(touched: ChangedEvidence, tools: Tools): Pick<Committed, 'added' | 'updated' | 'removed'> {
  const index = cachedIndex(tools.rows, touched);
  const holdersOf = (each: EvidenceSource): readonly string[] =>
    touched.fresh.has(nameOf(each)) ? [] : tools.generations.holdersOf(each.type, each.ref);
  const queue: string[] = touched.witnesses.flatMap((each) => affectedKeys(each, index));
  queue.push(...touched.keys);
  for (const each of touched.now.values()) queue.push(...holdersOf(each));
  const groups = new Map<string, Group>();
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (groups.has(key)) continue;
    const gathered = gather(key, index);
    const group = isShown(gathered, tools.load) ? gathered : { ...gathered, members: [] };
    groups.set(key, group);
    // A member that is still linked to another generation leaves it, so that generation is derived again too.
    for (const member of group.members) queue.push(...holdersOf(member));
  }
  return write(groups, index, touched, tools);
}

/** Whether a group becomes an item. References and thumbnails alone do not. */
function isShown({ members }: Group, load: Loader): boolean {
  return (
    members.some((member) => member.type === 'r') || members.some((member) => isShownRole(load.file(member.ref).role))
  );
}

function write(
  groups: ReadonlyMap<string, Group>,
  index: CachedIndex,
  touched: ChangedEvidence,
  tools: Tools,
): Pick<Committed, 'added' | 'updated' | 'removed'> {
  const added: number[] = [];
  const updated: number[] = [];
  const removed: number[] = [];
  const orphans: { readonly id: number; readonly key: string; readonly left: readonly EvidenceSource[] }[] = [];
  for (const group of groups.values()) {
    const standing = group.members.length > 0 ? null : tools.generations.standing(group.key);
    if (!standing) continue;
    // A hidden generation may find its heirs only now, when its identifier appears again.
    orphans.push({
      id: standing.id,
      key: group.key,
      left: standing.present ? witnessesOf(standing.id, index, tools) : [],
    });
    if (!standing.present) continue;
    tools.generations.hide(standing, null);
    removed.push(standing.id);
  }
  for (const group of groups.values()) {
    if (group.members.length === 0) continue;
    const { row, links } = derivedRow(group, index, touched.records, tools.load);
    const standing = tools.generations.standing(group.key);
    if (!standing) added.push(tools.generations.insert(row, links));
    else if (!standing.present || !standing.hash.equals(row.hash)) {
      tools.generations.update(standing, row, links);
      if (!standing.present) tools.transfer.returned(standing.id);
      (standing.present ? updated : added).push(standing.id);
    }
  }
  for (const { id, key, left } of orphans) {
    const heirs = editSuccessors(key, left, index).map((heir) => tools.generations.standing(heir));
    tools.transfer.inherit(
      id,
      heirs.flatMap((heir) => (heir?.present ? [heir.id] : [])),
    );
  }
  return { added, updated, removed };
}

function witnessesOf(generationId: number, index: CachedIndex, { generations }: Tools): readonly EvidenceSource[] {
  const links = generations.linksOf(generationId);
  return [...links.records.map((ref) => index.witness('r', ref)), ...links.files.map((ref) => index.witness('f', ref))];
}

interface CachedIndex extends EvidenceIndex {
  /** The evidence source of an existing record or file. */
  witness(type: 'r' | 'f', ref: number): EvidenceSource;
}

/**
 * Reads the evidence sources of each value once. Rows written by this batch are not read. Rows do not change during
 * derivation.
 */
function cachedIndex(rows: ArchiveRows, touched: ChangedEvidence): CachedIndex {
  const cache = new Map<string, readonly EvidenceSource[]>();
  const witnessOf = (type: 'r' | 'f', ref: number): EvidenceSource => {
    const known = touched.now.get(nameOf({ type, ref }));
    if (known) return known;
    const stored = type === 'r' ? rows.recordById(ref) : rows.fileById(ref);
    return asWitness(type, ref, stored?.ids ?? '{}', stored?.sha256 ?? null);
  };
  return {
    witness: witnessOf,
    witnesses(value) {
      const known = cache.get(value);
      if (known) return known;
      const found = rows.evidence(value).map(({ witness: type, ref }) => witnessOf(type, ref));
      cache.set(value, found);
      return found;
    },
  };
}
