/**
 * Takes in the media files of one source: reads the facts of new and changed files and writes their rows; skips
 * unchanged files.
 */
import { basename } from 'node:path';
import type { ImportLookups, KnownFile } from '../../catalog/reads/sources/import-lookups.ts';
import type { FileRow } from '../../catalog/writes/archive/archive-rows.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { CHECKSUM_DAMAGE } from '../../contract/items/generation.ts';
import type { FileClaim } from '../../formats/claims.ts';
import { stripUrls } from '../../formats/json/strip-urls.ts';
import { explained } from '../../formats/problems.ts';
import { InputError, type SourceEntry } from '../../formats/source.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import type { MediaFacts } from '../../media/headers/facts.ts';
import { factsOf } from '../../media/headers/read-facts.ts';
import { unreadKindOf } from '../../media/headers/unread-kinds.ts';
import type { SourceOutcomes } from '../report/file-outcomes.ts';
import type { ImportStatistics } from '../report/import-statistics.ts';
import { entryBytes } from './entry-bytes.ts';
import { type IdSet, openIdSet } from './id-set.ts';
import type { CommitQueue } from './writer-port.ts';

const BATCH_ROWS = 300;
/** Headers read at the same time, to hide the latency of the disk. */
const READING = 8;

/** A media file of the source: its entry, and what a reader or its name says about it. */
export interface FoundFile {
  readonly entry: SourceEntry;
  readonly claim: FileClaim;
  /** Whether its name says that it is media. Otherwise only its bytes decide. */
  readonly expected: boolean;
}

/** A known file whose size or time differs. Its hash decides whether it changed. */
export interface Suspect {
  readonly found: FoundFile;
  readonly known: KnownFile;
}

/** Files without a content hash, as two parallel lists, because there may be hundreds of thousands. */
export interface Unhashed {
  readonly fileIds: readonly number[];
  readonly entries: readonly SourceEntry[];
}

export interface FileIntake {
  take(found: FoundFile): Promise<void>;
  /** Sends the last batch. Afterwards `seen` and `unhashed` are complete. */
  finish(): Promise<void>;
  /** The ids of all files that exist in the source. */
  readonly seen: Pick<IdSet, 'has'>;
  readonly unhashed: Unhashed;
  readonly suspects: readonly Suspect[];
  /** Updates the row of a suspect with unchanged content. Call {@link FileIntake.finish} afterwards. */
  confirm(suspect: Suspect): Promise<void>;
  /** Files that are new in the catalog or whose content is new. */
  readonly arrived: readonly number[];
}

/** A media file with its facts, ready for its row. */
interface Inspected {
  readonly row: FileRow;
  readonly entry: SourceEntry;
  readonly known: KnownFile | null;
}

/**
 * Opens the intake of the files of one source.
 * @param isReadAnew whether unchanged files are looked at again, because older readers read the source last
 */
export function openFileIntake(
  sourceId: number,
  lookups: Pick<ImportLookups, 'file'>,
  queue: CommitQueue,
  tally: ImportStatistics,
  outcomes: SourceOutcomes,
  isReadAnew: boolean,
): FileIntake {
  const seen = openIdSet();
  const unhashed = { fileIds: [] as number[], entries: [] as SourceEntry[] };
  const toHash = (fileId: number, entry: SourceEntry): void => {
    unhashed.fileIds.push(fileId);
    unhashed.entries.push(entry);
  };
  const arrived: number[] = [];
  const suspects: Suspect[] = [];
  let reading: Promise<Inspected | null>[] = [];
  let pending: Inspected[] = [];
  let found: number[] = [];

  const flush = async (): Promise<void> => {
    const files = pending;
    const again = found;
    pending = [];
    found = [];
    if (files.length === 0 && again.length === 0) return;
    await queue.push({ files: files.map(({ row }) => row), found: again }, (committed) => {
      tally.committed(committed);
      committed.fileIds.forEach((fileId, at) => {
        const { row, entry, known } = files[at] as (typeof files)[number];
        seen.add(fileId);
        if (row.sha256 === null) toHash(fileId, entry);
        if (row.sha256 === null || !known) arrived.push(fileId);
        outcomes.media(entry, fileId, known ? 'updated' : 'new');
      });
    });
  };

  const inspect = async (
    { entry, claim, expected }: FoundFile,
    known: KnownFile | null,
    isSame = false,
  ): Promise<Inspected | null> => {
    const facts = await readFacts(entry, known !== null);
    if (facts === null) {
      if (expected) tally.problem(notMedia(entry));
      outcomes.aside(entry, 'skipped', 'not-media');
      return null;
    }
    if ('code' in facts) {
      tally.problem(facts);
      outcomes.aside(entry, facts.code === 'media-unread' ? 'skipped' : 'unreadable', facts.code);
      return null;
    }
    if (facts.damage !== null) tally.problem({ path: pathOf(entry), code: 'media-damaged', message: facts.damage });
    return { row: asRow(sourceId, entry, claim, facts, known, isSame), entry, known };
  };
  /**
   * Settles files in the order of the source, not in the order in which headers were read: the later of two copies is
   * the copy.
   */
  const settle = async (): Promise<void> => {
    const inspected = await Promise.all(reading);
    reading = [];
    for (const file of inspected) if (file) pending.push(file);
  };

  return {
    seen,
    unhashed,
    suspects,
    arrived,
    async confirm({ found: file, known }) {
      reading.push(inspect(file, known, true));
      if (reading.length >= READING) await settle();
      if (pending.length >= BATCH_ROWS) await flush();
    },
    async take(file) {
      const known = lookups.file(file.entry.path, file.entry.entry ?? '');
      if (known) seen.add(known.id);
      if (known?.sha256 && isSuspect(known, file.entry)) {
        suspects.push({ found: file, known });
        if (known.missing) found.push(known.id);
      } else if (known && (known.changed === 1 || (!isReadAnew && isUnchanged(known, file)))) {
        if (known.changed === 1) tally.problem(changedProblem(file.entry));
        if (known.damage !== null) {
          const code = known.damage === CHECKSUM_DAMAGE ? 'zip-checksum' : 'media-damaged';
          tally.problem({ path: pathOf(file.entry), code, message: known.damage });
        }
        if (known.missing) found.push(known.id);
        if (known.sha256 === null) toHash(known.id, file.entry);
        outcomes.media(file.entry, known.id, known.missing ? 'updated' : 'unchanged');
      } else reading.push(inspect(file, known));
      if (reading.length >= READING) await settle();
      if (pending.length + found.length >= BATCH_ROWS) await flush();
    },
    async finish() {
      await settle();
      await flush();
      await queue.drain();
    },
  };
}

/** Whether size or time differ from the known state, or from the state of its open change. */
export function isSuspect(known: KnownFile, { size, mtimeMs }: SourceEntry): boolean {
  const looksSo = (knownSize: number | null, knownMs: number | null): boolean =>
    knownSize === size && knownMs === Math.floor(mtimeMs);
  return known.changed === 1 ? !looksSo(known.nowSize, known.nowMtimeMs) : !looksSo(known.size, known.mtimeMs);
}

/** The problem of a changed original. */
export const changedProblem = (entry: SourceEntry): KnownProblem => ({
  path: pathOf(entry),
  code: 'original-changed',
  message:
    'This original is another one than the library knows. Both are noted; decide in “Sources” whether the new one is right.',
});

/** The identifiers of a file for its row, and the name that it had before an export. */
const idsOf = ({ ids, named }: FileClaim): string => JSON.stringify(named === undefined ? ids : { ...ids, named });

function isUnchanged(known: KnownFile, { entry, claim }: FoundFile): boolean {
  return (
    known.size === entry.size &&
    known.mtimeMs === Math.floor(entry.mtimeMs) &&
    known.ids === idsOf(claim) &&
    known.role === claim.role &&
    known.account === (claim.account ?? null) &&
    known.namedMs === (claim.namedMs ?? null) &&
    known.unread === 0
  );
}

/**
 * Reads the facts of a file; null when it is no media. An empty file is a problem only when its content was known
 * before.
 */
async function readFacts(entry: SourceEntry, known: boolean): Promise<MediaFacts | null | KnownProblem> {
  if (entry.size === 0 && !known) {
    return {
      path: pathOf(entry),
      code: 'file-empty',
      message: 'This file is empty: its content was lost before the import.',
    };
  }
  try {
    const bytes = await entryBytes(entry);
    try {
      const facts = await factsOf(bytes, basename(entry.name));
      const kind = facts === null || facts.damage !== null ? await unreadKindOf(bytes) : null;
      return kind === null ? facts : unreadMedia(entry, kind);
    } finally {
      await bytes.close();
    }
  } catch (cause) {
    return unreadable(entry, cause);
  }
}

/** The problem of a file that could not be read completely. */
export function unreadable(entry: SourceEntry, cause: unknown): KnownProblem {
  if (cause instanceof InputError) return cause.problem;
  return { path: pathOf(entry), code: 'file-unreadable', ...explained('This file cannot be read.', cause) };
}

const unreadMedia = (entry: SourceEntry, kind: string): KnownProblem => ({
  path: pathOf(entry),
  code: 'media-unread',
  message: `This file is of the kind ${kind}, which is not read. It was left out. Converted to PNG, JPEG or MP4 it can be imported.`,
  params: { name: kind },
});

const notMedia = (entry: SourceEntry): KnownProblem => ({
  path: pathOf(entry),
  code: 'not-media',
  message: 'This file is named like a video or picture, but holds something else. It was left out.',
});

function asRow(
  sourceId: number,
  entry: SourceEntry,
  claim: FileClaim,
  facts: MediaFacts,
  known: KnownFile | null,
  isSame: boolean,
): FileRow {
  const mtimeMs = Math.floor(entry.mtimeMs);
  const same = isSame || (known !== null && known.size === entry.size && known.mtimeMs === mtimeMs);
  return {
    sourceId,
    path: entry.path,
    entry: entry.entry ?? '',
    size: entry.size,
    mtimeMs,
    mime: facts.mime,
    kind: facts.kind,
    role: claim.role,
    width: facts.width,
    height: facts.height,
    duration: facts.durationSeconds,
    fps: facts.fps,
    codec: facts.codec,
    hasAudio: facts.hasAudio === null ? null : Number(facts.hasAudio),
    hasC2pa: Number(facts.c2pa !== null),
    c2pa: facts.c2pa && JSON.stringify(stripUrls(facts.c2pa)),
    // Damage that only a complete read can find stays known until the file is read again.
    damage: facts.damage ?? (same && known?.damage === CHECKSUM_DAMAGE ? CHECKSUM_DAMAGE : null),
    ids: idsOf(claim),
    namedMs: claim.namedMs ?? null,
    account: claim.account ?? null,
    sha256: same ? (known?.sha256 ?? null) : null,
  };
}
