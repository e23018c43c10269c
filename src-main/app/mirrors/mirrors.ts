/** Adds, lists, updates, checks and forgets the second copies of a library. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readLibraryFile } from '../../catalog/keeping/library-file.ts';
import type { StoredMirror } from '../../catalog/reads/sources/mirrors.ts';
import type { Job } from '../../contract/library/job.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import {
  type MirrorCheck,
  type MirrorCopy,
  type MirrorInfo,
  MirrorReport,
  type MirrorRunOptions,
  type MirrorWish,
} from '../../contract/library/mirror.ts';
import type { Remote } from '../../threads/rpc.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { JobList, Work } from '../library/jobs/job-list.ts';
import { LibraryError } from '../library/library-error.ts';
import type { WriterApi } from '../workers/writer-worker.ts';
import { itemFilesOf, rowidsIn, writePapers } from './items.ts';
import { assertApart, claimFolder, isConnected, unusableMirror } from './place.ts';
import { type Session, type SessionParts, withMirror } from './session.ts';

/** Whether a mirror's drive is connected. */
export interface MirrorLook {
  readonly id: number;
  readonly isHere: boolean;
}

export interface Mirrors {
  /** Only checks which mirrors are connected; much faster than `list`. */
  look(): Promise<readonly MirrorLook[]>;
  list(): Promise<readonly MirrorInfo[]>;
  /**
   * Makes a folder a second copy, or changes the content of an existing one. Only a run copies files. Rejects with
   * "mirror-inside", "mirror-around", "mirror-not-empty", "mirror-foreign", "mirror-nothing", "not-found",
   * "unknown-collection" etc.
   */
  add(wish: MirrorWish): Promise<MirrorInfo>;
  /** Updates it. The job fails with "mirror-away", "mirror-busy", "mirror-full", "mirror-unusable" etc. */
  run(id: number, options: MirrorRunOptions): Promise<Job>;
  /** Reads every copy again. */
  check(id: number): Promise<Job>;
  /** Removes it from the library's list. Its folder and all copies stay. */
  forget(id: number): Promise<void>;
  /** The verified copies of this content in all second copies, also on drives that are away. @param sha256 in hex */
  copiesOf(sha256: string): Promise<readonly MirrorCopy[]>;
}

export interface MirrorParts extends Omit<SessionParts, 'writer'> {
  readonly library: string;
  readonly reads: CatalogReads;
  readonly writer: Pick<Remote<WriterApi>, 'putMirror' | 'standMirror' | 'deleteMirror' | 'changeCopies'>;
  readonly jobs: Pick<JobList, 'start' | 'list' | 'cancel' | 'finished'>;
}

/** A mirror's content as the catalog stores it. A source that was removed and imported again is found by its path. */
const Content = z.object({
  sources: z.array(z.object({ id: z.number(), path: z.string() })),
  collections: z.array(z.string()),
  query: z.string().nullable(),
});
type Content = z.infer<typeof Content>;

/** How old the catalog's "last seen" may become, in ms. Without this limit every look would write. */
const SEEN_MS = 300_000;

export function openMirrors(parts: MirrorParts): Mirrors {
  const { library, reads, writer, jobs } = parts;
  const named = async (id: number): Promise<StoredMirror> => {
    const mirror = (await reads.mirrors()).find((one) => one.id === id);
    if (!mirror) throw new LibraryError('not-found', 'This second copy is not in the library any more.', null);
    return mirror;
  };
  const infoOf = async (mirror: StoredMirror, sources: readonly SourceInfo[]): Promise<MirrorInfo> => {
    const content = Content.parse(JSON.parse(mirror.content));
    const chosen = chosenOf(content, sources);
    const isHere = await isConnected(mirror.path, mirror.key);
    // A library that cannot be written still lists its mirrors.
    if (isHere && Date.now() - (mirror.seenMs ?? 0) > SEEN_MS)
      await writer.standMirror(mirror.id, { seenMs: Date.now() }).catch(() => {});
    // A deleted collection is reported by the run, not by the list.
    const rowids = await rowidsIn(reads, content).catch(() => []);
    const pending = await reads.mirrorPending(
      mirror.id,
      chosen.map(({ id }) => id),
      rowids,
    );
    return {
      id: mirror.id,
      path: mirror.path,
      sources: content.sources.map((one) => {
        const source = sourceOf(one, sources);
        return source ? { id: source.id, path: source.path } : { id: null, path: one.path };
      }),
      collections: content.collections,
      query: content.query,
      state: !isHere ? 'away' : pending > 0 || mirror.finishedMs === null ? 'behind' : 'current',
      pending,
      addedAt: new Date(mirror.addedMs).toISOString(),
      finishedAt: isoOf(mirror.finishedMs),
      awaySince: isHere ? null : isoOf(mirror.seenMs ?? mirror.addedMs),
      last: mirror.report === null ? null : (MirrorReport.safeParse(JSON.parse(mirror.report)).data ?? null),
    };
  };
  const inSession =
    (
      mirror: StoredMirror,
      work: (session: Session, content: Content, sources: readonly SourceInfo[]) => ReturnType<Work>,
    ): Work =>
    async ({ progress, signal }) => {
      const sources = await reads.sources();
      await assertApart(mirror.path, { library, sources: sources.map(({ path }) => path) });
      if (!(await isConnected(mirror.path, mirror.key)))
        throw new LibraryError(
          'mirror-away',
          'This second copy is not connected. Connect its drive, then run it again.',
          mirror.path,
        );
      const content = Content.parse(JSON.parse(mirror.content));
      return withMirror(parts, mirror, { progress, signal }, (session) => work(session, content, sources));
    };
  const start = (mirror: StoredMirror, subject: string, work: Work): Job =>
    jobs.start(
      'mirror',
      [subject, String(mirror.id)],
      async (tools) => ({ ...(await work(tools)), mirrorId: mirror.id }),
      mirror.id,
    );

  return {
    look: async () =>
      Promise.all(
        (await reads.mirrors()).map(async ({ id, path, key }) => ({ id, isHere: await isConnected(path, key) })),
      ),
    async list() {
      const sources = await reads.sources();
      return Promise.all((await reads.mirrors()).map((mirror) => infoOf(mirror, sources)));
    },
    async add({ directory, sources: ids, collections, query }) {
      const path = resolve(directory);
      if (ids.length === 0 && collections.length === 0 && query === null)
        throw new LibraryError('mirror-nothing', 'Choose what is to be copied: sources, collections or a query.', null);
      const sources = await reads.sources();
      const chosen = ids.map((id) => {
        const source = sources.find((one) => one.id === id);
        if (!source) throw new LibraryError('not-found', 'This source is not in the library any more.', null);
        return { id, path: source.path };
      });
      await rowidsIn(reads, { collections, query });
      await assertApart(path, { library, sources: sources.map((source) => source.path) });
      for (const other of await reads.mirrors())
        if (other.path !== path)
          await assertApart(path, { library, sources: [other.path] }).catch(() => {
            throw new LibraryError(
              'mirror-exists',
              'There is another second copy in this folder, or around it. Choose another folder.',
              path,
            );
          });
      const file = readLibraryFile(library);
      if (file === null || file === 'damaged')
        throw new LibraryError('library-unwritable', 'This library cannot be written: nothing was changed.', library, {
          why: 'folder',
        });
      const key = await claimFolder(path, file.id);
      const content: Content = { sources: chosen, collections, query };
      const id = await writer.putMirror({ key, path, content: JSON.stringify(content) });
      return infoOf(await named(id), sources);
    },
    async run(id, options) {
      const mirror = await named(id);
      const subject = options.full || options.setAside ? crypto.randomUUID() : 'run';
      const work = inSession(mirror, async (session, content, sources) => {
        const report = await bringUpToDate(parts, mirror, session, content, sources, options);
        return { report: null, importId: null, cancelled: report === null, ...(report && { mirrored: report }) };
      });
      return start(mirror, subject, work);
    },
    async check(id) {
      const mirror = await named(id);
      const work = inSession(mirror, async (session) => {
        const began = performance.now();
        const found = await session.call.check(session.workId);
        if (!found) return { report: null, importId: null, cancelled: true };
        const mirrorChecked: MirrorCheck = {
          mirrorId: id,
          directory: mirror.path,
          ...found,
          seconds: secondsSince(began),
        };
        return { report: null, importId: null, cancelled: false, mirrorChecked };
      });
      return start(mirror, 'check', work);
    },
    async forget(id) {
      await named(id);
      const own = jobs
        .list()
        .filter((job) => job.mirrorId === id && (job.state === 'running' || job.state === 'waiting'));
      for (const job of own) jobs.cancel(job.id);
      await Promise.all(own.map((job) => jobs.finished(job.id)));
      await writer.deleteMirror(id);
    },
    async copiesOf(sha256) {
      return (await reads.copiesOf(sha256)).map(({ mirrorId, directory, path, entry, verifiedMs }) => ({
        mirrorId,
        directory,
        path: join(directory, path),
        entry: entry || null,
        verifiedAt: new Date(verifiedMs).toISOString(),
      }));
    },
  };
}

/** Runs the mirror, then writes annotations and records. Resolves to null when it was stopped. */
async function bringUpToDate(
  { reads, writer }: MirrorParts,
  mirror: StoredMirror,
  session: Session,
  content: Content,
  sources: readonly SourceInfo[],
  options: MirrorRunOptions,
): Promise<MirrorReport | null> {
  const began = performance.now();
  const { call, workId, signal } = session;
  const revision = await reads.revision();
  const rowids = await rowidsIn(reads, content);
  const items = await itemFilesOf(reads, rowids, signal);
  const chosen = chosenOf(content, sources).map(({ id, path, kind, within }) => ({ id, path, kind, within }));
  const outcome = await call.run(workId, { ...options, sources: chosen, items });
  if (!outcome) return null;
  if (session.papers !== revision) {
    const copies = await call.itemCopies(workId);
    await writePapers({ reads, directory: mirror.path, rowids: copies.length > 0 ? rowids : [], copies, signal }).catch(
      (cause: unknown) => {
        if (signal.aborted) throw cause;
        throw unusableMirror(mirror.path, (cause as Error).cause ?? cause);
      },
    );
    session.papers = revision;
  }
  const report: MirrorReport = {
    mirrorId: mirror.id,
    directory: mirror.path,
    ...outcome,
    seconds: secondsSince(began),
  };
  // Store the new path of a source that moved.
  const known: Content = {
    ...content,
    sources: content.sources.map((one) => {
      const source = sourceOf(one, sources);
      return source ? { id: source.id, path: source.path } : one;
    }),
  };
  const now = Date.now();
  await writer.standMirror(mirror.id, {
    seenMs: now,
    finishedMs: now,
    report: JSON.stringify(report),
    content: JSON.stringify(known),
  });
  return report;
}

const sourceOf = ({ id, path }: Content['sources'][number], sources: readonly SourceInfo[]): SourceInfo | undefined =>
  sources.find((source) => source.id === id) ?? sources.find((source) => source.path === path);

/** The chosen sources that are still in the library. Copies of removed sources stay in the mirror. */
const chosenOf = (content: Content, sources: readonly SourceInfo[]): readonly SourceInfo[] => [
  ...new Set(content.sources.flatMap((one) => sourceOf(one, sources) ?? [])),
];

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const secondsSince = (began: number): number => Math.round(performance.now() - began) / 1000;
