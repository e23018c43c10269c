/** A library with one source, and folders for second copies beside it. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Library } from '../../../src-main/app/library/library.ts';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import type { Job } from '../../../src-main/contract/library/job.ts';
import type { MirrorReport, MirrorRunOptions } from '../../../src-main/contract/library/mirror.ts';
import { tempFolder } from '../../fixtures/temp.ts';

export interface World {
  readonly root: string;
  readonly source: string;
  readonly target: string;
  readonly library: Library;
  imports(...paths: readonly string[]): Promise<void>;
  runs(id: number, options?: Partial<MirrorRunOptions>): Promise<Job>;
  /** Runs a mirror, which must succeed, and returns its report. */
  report(id: number, options?: Partial<MirrorRunOptions>): Promise<MirrorReport>;
}

export async function openWorld(): Promise<World> {
  const root = await tempFolder();
  const library = await openLibrary({ directory: join(root, 'library'), backgroundPreviews: false });
  onTestFinished(() => library.close());
  const source = join(root, 'Sora');
  const runs: World['runs'] = async (id, options = {}) => {
    const job = await library.mirrors.run(id, { full: false, setAside: false, ...options });
    return library.jobs.finished(job.id);
  };
  return {
    root,
    source,
    target: join(root, 'stick', 'copy'),
    library,
    async imports(...paths) {
      const job = await library.jobs.finished((await library.jobs.import(paths.length > 0 ? paths : [source])).id);
      if (job.state !== 'done') throw new Error(job.error ?? job.state);
      await acceptChanges(library);
    },
    runs,
    async report(id, options) {
      const job = await runs(id, options);
      if (!job.mirrored) throw new Error(job.error ?? job.state);
      return job.mirrored;
    },
  };
}

/** Accepts the new content of every changed original. */
async function acceptChanges(library: Library): Promise<void> {
  const { troubled } = await library.verification.read();
  const fileIds = troubled.filter(({ change }) => change !== null).map(({ fileId }) => fileId);
  if (fileIds.length === 0) return;
  await library.verification.decide({ set: 'accept', fileIds });
  await Promise.all(library.jobs.list().map(({ id }) => library.jobs.finished(id)));
}

/** The SHA-256 of every file under a folder, by its path with slashes. The mirror's own documents are left out. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const told = await Promise.all(
    files.map(async (path) => [relative(folder, path).split(sep).join('/'), hashOf(await readFile(path))] as const),
  );
  return Object.fromEntries(told.filter(([path]) => !/^(?:afterimage-|\.afterimage-)/.test(path)).sort());
}

export const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
