/** The long work of an open library: job lists, and the imports, verifications and watched sources that use them. */
import type { ImportReport } from '../../../contract/archive/report.ts';
import { hasEnded, type Job } from '../../../contract/library/job.ts';
import type { Snapshots } from '../../keeping/snapshots.ts';
import { openVerification, type VerificationClient } from '../../keeping/verification.ts';
import { openWatch, type Watch } from '../../watch/watch.ts';
import type { Library, OpenOptions, Words } from '../library.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Saving } from '../opening/saving.ts';
import type { OpenSettings } from '../parts/settings.ts';
import { openSources } from '../parts/sources.ts';
import { openImportWorks } from './import-works.ts';
import { type JobList, openJobList } from './job-list.ts';
import { assertImportable, openJobs } from './jobs.ts';

export interface LongWork {
  /** Imports and all other jobs that run one after the other. */
  readonly jobs: JobList;
  /** Verifications. Other jobs do not wait for them. */
  readonly verifying: JobList;
  readonly verification: VerificationClient;
  readonly watch: Watch;
  readonly startImport: (paths: readonly string[]) => Job;
  readonly face: Pick<Library, 'jobs' | 'sources'>;
}

export interface LongWorkParts extends CatalogThreads, Pick<Saving, 'saved'> {
  readonly directory: string;
  readonly options: Pick<OpenOptions, 'backgroundPreviews'>;
  readonly settings: Pick<OpenSettings, 'latest'>;
  readonly words: Words;
  readonly snapshots: Snapshots;
  /** Called at the end of each import that was completed; the job waits for it. */
  readonly onImported: (report: ImportReport | null) => void | Promise<void>;
  /** Called after every change of a job. */
  readonly onJob: (job: Job) => void;
  /** Called after every change of a verification. */
  readonly onVerifying: (job: Job) => void;
}

/** Opens the lists. No job runs and no source is watched yet. */
export function openLongWork(parts: LongWorkParts): LongWork {
  const { directory, options, reads, writer, changes, unwritable, settings } = parts;
  const jobs = openJobList(parts.onJob);
  const verifying = openJobList(parts.onVerifying);
  const works = openImportWorks(parts);
  const startImport = (paths: readonly string[]): Job => jobs.start('import', paths, works.importing(paths));
  const watch = openWatch({ sources: () => reads.sources(), rescan: (path) => void startImport([path]) });
  const sources = openSources({
    reads,
    writer: writer.call,
    jobs,
    startImport,
    ofSource: works.ofSource,
    assertImportable: (path) => assertImportable(directory, [path]),
    onChange: options.backgroundPreviews && !unwritable ? watch.look : () => {},
  });
  const verification = openVerification({
    ...parts,
    jobs: verifying,
    isBusy: () => jobs.list().some((job) => !hasEnded(job)),
    settings: settings.latest,
    onChange: changes.now,
    readAgain: (paths, fileIds) => void jobs.start('import', null, works.importing(paths, fileIds)),
  });
  const face = { jobs: openJobs({ directory, jobs, verifying, works, startImport }), sources };
  return { jobs, verifying, verification, watch, startImport, face };
}
