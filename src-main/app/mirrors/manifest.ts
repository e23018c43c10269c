/**
 * The list of files in a mirror: `afterimage-mirror.json` names every file with its hash and its source. A journal
 * records each step until the list is written again, so that the next run continues after a kill.
 */
import { type FileHandle, lstat, open, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../catalog/keeping/library-file.ts';
import { MIRROR_MANIFEST } from '../../contract/library/mirror.ts';
import { hashFile } from '../../media/hash.ts';
import { LibraryError } from '../library/library-error.ts';

const MIRROR_JOURNAL = '.afterimage-mirror-journal';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const MirrorFile = z.object({
  /** In the mirror, with slashes. */
  path: z.string(),
  size: z.number(),
  sha256: Sha256,
  /** The date of the copy as its file system reports it. A copy with another date is read again. */
  copyMtimeMs: z.number(),
  verifiedAt: z.string(),
  kind: z.enum(['original', 'document', 'archive']),
  /**
   * The identity of the original: the source's folder in the mirror and the path in the source; for an item's file
   * `sha256:…`.
   */
  origin: z.string(),
  /** The original; `mtimeMs` is -1 when a killed run did not record it. */
  source: z.object({ path: z.string(), entry: z.string().nullable(), mtimeMs: z.number() }),
  /** The ids of its items. */
  items: z.array(z.string()),
  /** The media files in a zip. */
  contents: z.array(z.object({ entry: z.string(), sha256: Sha256, items: z.array(z.string()) })).optional(),
  /** `kept`: its original is in no source any more. `removed` and `replaced`: moved to the folder of that name. */
  state: z.enum(['current', 'kept', 'removed', 'replaced']),
  /** The copy no longer matches `sha256`. */
  spoiled: z.literal(true).optional(),
});
export type MirrorFile = z.infer<typeof MirrorFile>;

const MirrorSource = z.object({ id: z.number().int(), path: z.string(), folder: z.string() });
/** A source and the name of its folder in the mirror; '' for a single file, which lies at the top. */
export type MirrorSource = z.infer<typeof MirrorSource>;

const Manifest = z.object({
  afterimage: z.literal('mirror'),
  version: z.literal(1),
  id: z.string(),
  libraryId: z.string(),
  writtenAt: z.string(),
  sources: z.array(MirrorSource),
  /** The catalog revision from which the folder `afterimage-export` was written; null before the first time. */
  papers: z.number().nullable(),
  files: z.array(MirrorFile),
});
type Manifest = z.infer<typeof Manifest>;

/** A copy that will be written next. After a kill it proves that a file at this path is ours. */
type Intent = Pick<MirrorFile, 'path' | 'kind' | 'origin' | 'source'>;
const Step = z.union([
  z.object({ put: MirrorFile }),
  z.object({ gone: z.string() }),
  z.object({ intent: MirrorFile.pick({ path: true, kind: true, origin: true, source: true }) }),
  z.object({ sources: z.array(MirrorSource) }),
]);
type Step = z.infer<typeof Step>;

/** The bytes to read for the head, which is the first line. It is longer only with thousands of sources. */
const HEAD_BYTES = 64 * 1024;
const FILES_BEGIN = ',"files":[\n';
const Head = z.object({
  afterimage: z.literal('mirror'),
  version: z.literal(1),
  id: z.string(),
  libraryId: z.string(),
});

/**
 * Reads which library a mirror folder belongs to; null when it is no mirror. Rejects with "mirror-foreign" when the
 * manifest cannot be read.
 */
export async function readHead(directory: string): Promise<Pick<Manifest, 'id' | 'libraryId'> | null> {
  const begin = await beginningOf(join(directory, MIRROR_MANIFEST));
  const end = begin?.indexOf(FILES_BEGIN) ?? -1;
  if (begin === null || end < 0) return readManifest(directory);
  try {
    return Head.parse(JSON.parse(`${begin.slice(0, end)}}`));
  } catch {
    throw foreign(join(directory, MIRROR_MANIFEST));
  }
}

async function beginningOf(path: string): Promise<string | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (!handle) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

const foreign = (path: string): LibraryError =>
  new LibraryError(
    'mirror-foreign',
    'The list of this second copy cannot be read, or a newer Afterimage wrote it.',
    path,
  );

async function readManifest(directory: string): Promise<Manifest | null> {
  const path = join(directory, MIRROR_MANIFEST);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
    throw cause;
  });
  if (text === null) return null;
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    throw foreign(path);
  }
}

/** Writes the manifest of an empty mirror. */
export function beginManifest(directory: string, id: string, libraryId: string): void {
  save(directory, {
    afterimage: 'mirror',
    version: 1,
    id,
    libraryId,
    writtenAt: new Date().toISOString(),
    sources: [],
    papers: null,
    files: [],
  });
}

function save(directory: string, manifest: Manifest): void {
  const { files, ...head } = manifest;
  const lines = files.map((file) => JSON.stringify(file));
  replaceFile(
    join(directory, MIRROR_MANIFEST),
    `${JSON.stringify(head).slice(0, -1)}${FILES_BEGIN}${lines.join(',\n')}\n]}\n`,
  );
}

/** The list of a mirror that is being updated or checked. */
export interface Listing {
  readonly files: ReadonlyMap<string, MirrorFile>;
  readonly sources: readonly MirrorSource[];
  readonly papers: number | null;
  setSources(sources: readonly MirrorSource[]): void;
  /** Writes copies and moves to the journal before they begin, and syncs it. */
  intend(files: readonly Intent[]): Promise<void>;
  put(file: MirrorFile): void;
  drop(path: string): void;
  /** Changes the facts of a file without a journal entry. They are saved with the list. */
  amend(file: MirrorFile): void;
  /** Writes and syncs the journal. */
  flush(): Promise<void>;
  /** Writes the list and deletes the journal. */
  save(papers: number | null): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the list of the mirror in `directory`; null when there is none. Partial files of a killed run are deleted,
 * complete ones are added to the list.
 */
export async function openListing(directory: string, signal: AbortSignal): Promise<Listing | null> {
  const manifest = await readManifest(directory);
  if (!manifest) return null;
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const intents = new Map<string, Intent>();
  let sources: readonly MirrorSource[] = manifest.sources;
  let papers = manifest.papers;
  for (const step of await readSteps(directory)) {
    if ('sources' in step) sources = step.sources;
    else if ('intent' in step) intents.set(step.intent.path, step.intent);
    else if ('gone' in step) files.delete(step.gone);
    else files.set(step.put.path, step.put);
  }
  await clearParts(directory, [...intents.keys()]);
  for (const intent of intents.values()) {
    if (files.has(intent.path)) continue;
    const found = await strayOf(directory, intent, signal);
    if (found) files.set(found.path, found);
  }

  let journal: FileHandle | null = null;
  let lines: string[] = [];
  let isDirty = intents.size > 0;
  const note = (step: Step): void => {
    lines.push(`${JSON.stringify(step)}\n`);
    isDirty = true;
  };
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    // The line break ends a line that a kill cut off.
    const text = `${journal ? '' : '\n'}${lines.join('')}`;
    lines = [];
    const opened = journal ?? (await open(join(directory, MIRROR_JOURNAL), 'a'));
    journal = opened;
    await opened.appendFile(text);
    await opened.datasync();
  };
  const close = async (): Promise<void> => {
    await journal?.close();
    journal = null;
  };
  return {
    files,
    get sources() {
      return sources;
    },
    get papers() {
      return papers;
    },
    setSources(next) {
      if (JSON.stringify(next) === JSON.stringify(sources)) return;
      sources = next;
      note({ sources: [...next] });
    },
    async intend(copies) {
      for (const { path, kind, origin, source } of copies) note({ intent: { path, kind, origin, source } });
      await flush();
    },
    put(file) {
      files.set(file.path, file);
      note({ put: file });
    },
    drop(path) {
      files.delete(path);
      note({ gone: path });
    },
    amend(file) {
      files.set(file.path, file);
      isDirty = true;
    },
    flush,
    async save(told) {
      if (isDirty || papers !== told) {
        papers = told;
        const all = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
        save(directory, {
          ...manifest,
          writtenAt: new Date().toISOString(),
          sources: [...sources],
          papers,
          files: all,
        });
      }
      await close();
      await unlink(join(directory, MIRROR_JOURNAL)).catch(() => {});
      lines = [];
      isDirty = false;
    },
    close,
  };
}

async function readSteps(directory: string): Promise<readonly Step[]> {
  const text = await readFile(join(directory, MIRROR_JOURNAL), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : (Step.safeParse(JSON.parse(line)).data ?? []);
    } catch {
      // A run was killed while it wrote its last line.
      return [];
    }
  });
}

const PART = /^\.[0-9a-f]{16}\.part$/;

async function clearParts(directory: string, paths: readonly string[]): Promise<void> {
  for (const folder of new Set(paths.map((path) => dirname(join(directory, path)))))
    for (const name of await readdir(folder).catch(() => []))
      if (PART.test(name)) await unlink(join(folder, name)).catch(() => {});
}

/** A file that a killed run completed but did not record. Files get their names only when they are complete. */
async function strayOf(directory: string, intent: Intent, signal: AbortSignal): Promise<MirrorFile | null> {
  const whole = join(directory, intent.path);
  const found = await lstat(whole).catch(() => null);
  if (!found?.isFile()) return null;
  const { sha256, size } = await hashFile(whole, signal);
  return {
    ...intent,
    size,
    sha256: sha256.toString('hex'),
    copyMtimeMs: Math.trunc(found.mtimeMs),
    verifiedAt: new Date().toISOString(),
    source: { ...intent.source, mtimeMs: -1 },
    items: [],
    state: setAsideState(intent.path) ?? 'kept',
  };
}

/** The folders in a mirror for files that were set aside. */
const SET_ASIDE = ['removed', 'replaced'] as const;
const setAsideState = (path: string): (typeof SET_ASIDE)[number] | null =>
  SET_ASIDE.find((name) => path.startsWith(`${name}/`)) ?? null;
