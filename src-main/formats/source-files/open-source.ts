/** Opens a path that the user chose: a folder, a zip or a single file becomes one list of entries. */

import { open, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { codeOf } from '../../storage/error-code.ts';
import { isMediaName } from '../naming/file-names.ts';
import { createProblems, type ProblemList } from '../problems.ts';
import { InputError, type PassedOver, type Source, type SourceEntry } from '../source.ts';
import { zipContents } from '../zip/zip-contents.ts';
import type { ZipMember } from '../zip/zip-entry.ts';
import { openChecked, openMember } from '../zip/zip-member.ts';
import { releaseUnpacked } from '../zip/zip-spool.ts';
import { ARCHIVE_HEAD, isZipName, kindByBytes, splitPart, unreadArchive } from './archives.ts';
import { type ByteRange, unreadable } from './byte-range.ts';
import { asBase, PlainEntry } from './plain-entry.ts';
import { sortArchives } from './sort-archives.ts';
import { walkFolder } from './walk.ts';

export interface OpenSourceOptions {
  readonly signal?: AbortSignal;
  /** Absolute paths to leave out of every source, such as the library's own folder. */
  readonly exclude?: readonly string[];
  /** Called with the number of files found so far. */
  readonly onProgress?: (files: number) => void;
}

const ZIPS_AT_ONCE = 4;
/** A zip with files, and one without. */
const ZIP_MARKS: readonly string[] = ['PK\x03\x04', 'PK\x05\x06'];

/**
 * Lists all files under a path, including files in zips. Opens no media. Rejects with an InputError (`not-found`,
 * `file-unreadable`) when the path cannot be listed, and with the signal's reason when aborted.
 */
export async function openSource(path: string, options: OpenSourceOptions = {}): Promise<Source> {
  const root = resolve(path);
  const found = await stat(root).catch((cause) => {
    const gone = ['ENOENT', 'ENOTDIR'].includes(codeOf(cause));
    throw gone
      ? new InputError({ path: root, code: 'not-found', message: 'There is no file or folder of this name.' })
      : unreadable(root, cause);
  });
  options.signal?.throwIfAborted();
  if (found.isDirectory()) return openFolder(root, options);
  const file = new PlainEntry(asBase(dirname(root)), basename(root), found.size, Math.trunc(found.mtimeMs));
  const main = await mainPart(file);
  if (main) return openZip(root, main, options);
  const head = await headOf(root);
  if (isZipName(root) || ZIP_MARKS.includes(head.toString('latin1', 0, 4))) return openZip(root, file, options);
  return openFile(file, head);
}

/** The main part of the split zip to which a chosen file belongs; null when it belongs to none, or that part is missing. */
async function mainPart(file: PlainEntry): Promise<PlainEntry | null> {
  const part = splitPart(file.name);
  if (!part) return null;
  const folder = dirname(file.path);
  const found = await stat(join(folder, part.main)).catch(() => null);
  return found && new PlainEntry(asBase(folder), part.main, found.size, Math.trunc(found.mtimeMs));
}

function openFile(file: PlainEntry, head: Buffer): Source {
  const problems = createProblems(file.path);
  const { entries, unread, problems: told, complete } = sortArchives([file]);
  problems.include(told);
  const kind = unread.length === 0 && !isMediaName(file.name) ? kindByBytes(head) : null;
  if (kind !== null) problems.include([{ path: file.path, ...unreadArchive(kind) }]);
  return sourceOf(file.path, 'file', { entries, passedOver: unread.map(asUnread), complete }, problems);
}

const asUnread = ({ path, name }: PlainEntry): PassedOver => ({ path, entry: null, name, reason: 'unreadable' });

async function openFolder(root: string, options: OpenSourceOptions): Promise<Source> {
  const { exclude } = options;
  const walk = await walkFolder(root, {
    signal: options.signal,
    exclude: exclude?.map((path) => resolve(path)),
    onProgress: options.onProgress,
  });
  const problems = createProblems(root);
  problems.include(walk.problems);
  const sorted = sortArchives(walk.files);
  const { zips } = sorted;
  problems.include(sorted.problems);
  const entries: SourceEntry[] = [...sorted.entries];
  const passedOver = [...walk.passedOver, ...sorted.unread.map(asUnread)];
  let complete = walk.complete && sorted.complete;
  for (let i = 0; i < zips.length; i += ZIPS_AT_ONCE) {
    const listed = await Promise.all(
      zips.slice(i, i + ZIPS_AT_ONCE).map((zip) => listEntries(zip, problems, options.signal)),
    );
    for (const zip of listed) {
      for (const entry of zip.entries) entries.push(entry);
      for (const each of zip.passedOver) passedOver.push(each);
      complete &&= zip.complete;
    }
    options.onProgress?.(entries.length);
  }
  return sourceOf(root, 'folder', { entries, passedOver, complete }, problems);
}

async function openZip(root: string, file: PlainEntry, options: OpenSourceOptions): Promise<Source> {
  const problems = createProblems(file.path);
  const listed = await listEntries(file, problems, options.signal);
  options.onProgress?.(listed.entries.length);
  return sourceOf(root, 'zip', listed, problems);
}

type Listed = Pick<Source, 'entries' | 'passedOver' | 'complete'>;

async function listEntries(zip: PlainEntry, problems: ProblemList, signal?: AbortSignal): Promise<Listed> {
  const unreadable = asUnread(zip);
  try {
    const contents = await zipContents(zip.path, signal);
    problems.include(contents.problems);
    const place = { path: zip.path, name: zip.name };
    const entries = Array.from(contents.members, ([name, member]) => new ZipEntry(place, name, member));
    const passedOver = contents.passedOver.map(
      ({ entry, reason }): PassedOver => ({ path: zip.path, entry, name: `${zip.name}/${entry}`, reason }),
    );
    const isNothing = entries.length + passedOver.length === 0 && !contents.complete;
    return { entries, passedOver: isNothing ? [unreadable] : passedOver, complete: contents.complete };
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    problems.add(cause.problem.path, cause.problem.code, cause.problem.message, cause.problem.params);
    return { entries: [], passedOver: [unreadable], complete: false };
  }
}

/**
 * An entry of a zip. Its full name is built when it is read, because a zip can contain hundreds of thousands of
 * entries.
 */
class ZipEntry implements SourceEntry {
  readonly #zip: Pick<SourceEntry, 'path' | 'name'>;
  readonly #member: ZipMember;
  readonly entry: string;

  constructor(zip: Pick<SourceEntry, 'path' | 'name'>, entry: string, member: ZipMember) {
    this.#zip = zip;
    this.#member = member;
    this.entry = entry;
  }

  get path(): string {
    return this.#zip.path;
  }
  get name(): string {
    return `${this.#zip.name}/${this.entry}`;
  }
  get size(): number {
    return this.#member.size;
  }
  get mtimeMs(): number {
    return this.#member.mtimeMs;
  }

  get crc(): number | null {
    return this.#member.crc;
  }

  open(range?: ByteRange): Promise<Readable> {
    return range === undefined
      ? openChecked(this.#zip.path, this.#member)
      : openMember(this.#zip.path, this.#member, range);
  }

  async read(range: ByteRange): Promise<Buffer> {
    return Buffer.concat(await (await this.open(range)).toArray());
  }
}

function sourceOf(path: string, kind: Source['kind'], listed: Listed, problems: ProblemList): Source {
  // Each read opens and closes the zip, so closing the source only removes unpacked inner zips.
  return { path, kind, ...listed, problems: problems.all(), close: releaseUnpacked };
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r').catch((cause) => {
    throw unreadable(path, cause);
  });
  try {
    const head = Buffer.alloc(ARCHIVE_HEAD);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
