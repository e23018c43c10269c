/** Rescans, removes, moves and changes the sources of a library; long work becomes a job of the import thread. */
import { resolve } from 'node:path';
import type { Job } from '../../../contract/library/job.ts';
import type { SourceInfo } from '../../../contract/library/library.ts';
import type { Remote } from '../../../threads/rpc.ts';
import type { WriterApi } from '../../workers/writer-worker.ts';
import type { CatalogReads } from '../catalog-reads.ts';
import type { ImportWorks } from '../jobs/import-works.ts';
import type { JobList, Work } from '../jobs/job-list.ts';
import type { Sources } from '../library.ts';
import { LibraryError } from '../library-error.ts';

export interface SourceParts {
  readonly reads: Pick<CatalogReads, 'sources'>;
  readonly writer: Pick<Remote<WriterApi>, 'changeSource'>;
  readonly jobs: Pick<JobList, 'start'>;
  /** Starts a job that imports these paths. */
  readonly startImport: (paths: readonly string[]) => Job;
  readonly ofSource: ImportWorks['ofSource'];
  /** Rejects when the path is not there, or must not be imported. */
  readonly assertImportable: (path: string) => Promise<void>;
  /** Called after the list of sources, or of watched sources, changes. */
  readonly onChange: () => void;
}

export function openSources({
  reads,
  writer,
  jobs,
  startImport,
  ofSource,
  assertImportable,
  onChange,
}: SourceParts): Sources {
  const named = async (id: number): Promise<SourceInfo> => {
    const source = (await reads.sources()).find((each) => each.id === id);
    if (!source) throw new LibraryError('not-found', 'This source is not in the library any more.', null);
    return source;
  };
  const thenTold =
    (work: Work): Work =>
    async (tools) => {
      try {
        return await work(tools);
      } finally {
        onChange();
      }
    };
  return {
    async rescan(ids) {
      const all = await reads.sources();
      const wanted = ids === null ? all : await Promise.all(ids.map(named));
      if (wanted.length === 0) throw new LibraryError('not-found', 'There is no source in this library yet.', null);
      return startImport(wanted.map(({ path }) => path));
    },
    async remove(id) {
      await named(id);
      return jobs.start('remove', null, thenTold(ofSource((calls, workId) => calls.removeSource(workId, id))));
    },
    async move(id, path) {
      const to = resolve(path);
      const source = await named(id);
      if (to === source.path && !source.isMoving)
        throw new LibraryError('same-place', 'The source already has this path.', to);
      await assertImportable(to);
      return jobs.start('move', null, thenTold(ofSource((calls, workId) => calls.moveSource(workId, id, to))));
    },
    async change(id, change) {
      const before = await named(id);
      await writer.changeSource(id, change);
      const after = await named(id);
      if (before.watched !== after.watched) onChange();
      if (before.readAs !== after.readAs) startImport([after.path]);
      return after;
    },
  };
}
