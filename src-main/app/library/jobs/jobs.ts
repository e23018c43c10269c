/** The jobs of a library for the doors: joins both job lists, and starts imports. */
import { resolve } from 'node:path';
import type { Job } from '../../../contract/library/job.ts';
import { assertLibraryApart } from '../../keeping/apart-from-originals.ts';
import type { Jobs } from '../library.ts';
import { assertThere } from '../library-failure.ts';
import type { ImportWorks } from './import-works.ts';
import type { JobList } from './job-list.ts';

export interface JobParts {
  readonly directory: string;
  readonly jobs: JobList;
  /** The list of verifications. Imports do not wait for them. */
  readonly verifying: JobList;
  readonly works: Pick<ImportWorks, 'sample'>;
  readonly startImport: (paths: readonly string[]) => Job;
}

export function openJobs({ directory, jobs, verifying, works, startImport }: JobParts): Jobs {
  const listOf = (id: string): JobList => (jobs.get(id) ? jobs : verifying);
  return {
    list: () => [...jobs.list(), ...verifying.list()],
    get: (id) => listOf(id).get(id),
    cancel: (id) => listOf(id).cancel(id),
    finished: (id) => listOf(id).finished(id),
    async import(paths) {
      const absolute = [...new Set(paths.map((path) => resolve(path)))];
      await assertImportable(directory, absolute);
      return startImport(absolute);
    },
    sample: async () => jobs.start('sample', [], works.sample()),
  };
}

/** Rejects with "not-found" or "unreadable", and when a path contains the library. */
export async function assertImportable(directory: string, paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(assertThere));
  await assertLibraryApart(directory, paths);
}
