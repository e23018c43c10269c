/** Verifies originals on request and by schedule, resumes runs, and carries out decisions about changed originals. */

import { stat } from 'node:fs/promises';
import type { VerifyState } from '../../catalog/writes/archive/verify-runs.ts';
import type { VerifyReport } from '../../contract/archive/report.ts';
import type { Job } from '../../contract/library/job.ts';
import type { Settings } from '../../contract/library/library.ts';
import type {
  AtRisk,
  DecidableFile,
  FixityDecision,
  FixityResult,
  Verification,
  VerifyRun,
} from '../../contract/library/verification.ts';
import type { ImportClient, WorkOptions } from '../clients/import-client.ts';
import type { WriterClient } from '../clients/writer-client.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { JobList } from '../library/jobs/job-list.ts';
import { LibraryError } from '../library/library-error.ts';
import type { VerifyAsked } from './verify-schedule.ts';
import { isDue } from './verify-schedule.ts';

/** A scheduled run pauses for this time after each request or edit, in ms. */
const QUIET_MS = 5_000;
/** Interval of the check for activity during a scheduled run, in ms. */
const HOLD_LOOK_MS = 1_000;
/** Time from the start to the first check of the schedule, and between later checks, in ms. */
const FIRST_LOOK_MS = 4 * 60_000;
const LOOK_MS = 10 * 60_000;

export interface Verifications {
  /** Starts a run in the background at full speed. Rejects with "verify-running" while another run is active. */
  start(asked: VerifyAsked): Promise<Job>;
  /**
   * Verifies while the caller waits, and returns every file that is not intact. In a read-only library nothing is
   * saved.
   */
  now(
    asked: VerifyAsked,
    onProgress: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<VerifyReport>;
  read(): Promise<Verification>;
  /** All files about which this decision is possible. */
  decidable(set: FixityDecision['set']): Promise<readonly DecidableFile[]>;
  decide(decision: FixityDecision): Promise<FixityResult>;
}

export interface VerificationParts {
  readonly reads: Pick<CatalogReads, 'verification' | 'decidable' | 'sources'>;
  readonly writer: Pick<WriterClient, 'call'>;
  readonly importer: ImportClient;
  /** A separate list, so that imports do not wait for a verification. */
  readonly jobs: Pick<JobList, 'start' | 'list'>;
  /** Whether another job runs. Scheduled runs pause then. */
  readonly isBusy: () => boolean;
  readonly settings: () => Settings;
  readonly unwritable: LibraryError | null;
  readonly onChange: () => Promise<void>;
  /** Imports these sources again, with the embedded texts of these files. */
  readonly readAgain: (paths: readonly string[], fileIds: readonly number[]) => void;
}

export interface VerificationClient {
  readonly face: Verifications;
  /** Records activity of a person. */
  touch(): void;
  /** Starts the weekly schedule. */
  follow(): void;
  /** Runs that stop from now on are recorded as interrupted, not as stopped by the person. */
  closing(): void;
}

export function openVerification(parts: VerificationParts): VerificationClient {
  const { reads, writer, importer, jobs, unwritable } = parts;
  let touchedAt = Number.NEGATIVE_INFINITY;
  let isClosing = false;
  let timer: NodeJS.Timeout | null = null;

  const assertWritable = (): void => {
    if (unwritable) throw unwritable;
  };
  /** Carries out a run and records its end. */
  const carryOut = async (
    begun: VerifyState,
    gently: boolean,
    options: WorkOptions,
  ): Promise<{ report: VerifyReport; stopped: boolean }> => {
    const { signal } = options;
    const { report } = await importer
      .write(options, (calls, workId) => calls.verify(workId, begun, { gently, isKept: true }))
      .catch(async (cause: unknown) => {
        // If the writer cannot record this either, it does so when the library is opened next.
        await writer.call.finishVerify(begun.id, 'interrupted').catch(() => {});
        throw cause;
      });
    const stopped = signal?.aborted === true;
    const outcome = stopped ? (isClosing ? 'interrupted' : 'stopped') : 'done';
    await writer.call.finishVerify(begun.id, outcome);
    await parts.onChange();
    return { report, stopped };
  };
  const begin = async (asked: VerifyAsked, by: VerifyRun['asked'], beside: boolean): Promise<VerifyState> => {
    const state = await writer.call.beginVerify({ ...asked, asked: by, beside });
    if (state) return state;
    throw new LibraryError(
      'verify-running',
      'Originals are being verified already, here or in another window or program.',
      null,
    );
  };
  const start = async (asked: VerifyAsked, by: VerifyRun['asked']): Promise<Job> => {
    const state = await begin(asked, by, false);
    return jobs.start('verify', null, async (tools) => {
      const stopHolding = by === 'schedule' ? holdWhileBusy() : () => {};
      try {
        const { stopped } = await carryOut(state, by === 'schedule', tools);
        return { report: null, importId: null, cancelled: stopped };
      } finally {
        stopHolding();
      }
    });
  };
  const holdWhileBusy = (): (() => void) => {
    const look = async (): Promise<void> => {
      const held = parts.isBusy() || performance.now() - touchedAt < QUIET_MS;
      await (await importer.calls()).hold(held).catch(() => {});
    };
    void look().catch(() => {});
    const looking = setInterval(() => void look().catch(() => {}), HOLD_LOOK_MS).unref();
    return () => clearInterval(looking);
  };
  /** Resumes an interrupted run, or starts one that is due. */
  const lookAtSchedule = async (): Promise<void> => {
    timer = setTimeout(() => void lookAtSchedule().catch(() => {}), LOOK_MS).unref();
    if (isClosing || !parts.settings().verifyWeekly || jobs.list().some(({ state }) => state === 'running')) return;
    const [{ runs }, sources] = await Promise.all([reads.verification(), reads.sources()]);
    const due = isDue(runs, sources, Date.now());
    if (due) await start(due, 'schedule');
  };

  return {
    face: {
      async start(asked) {
        assertWritable();
        await assertSource(reads, asked.sourceId);
        return start(asked, 'person');
      },
      async now(asked, onProgress, signal) {
        await assertSource(reads, asked.sourceId);
        const options = {
          signal,
          progress: ({ done, total }: { done: number; total: number | null }) => onProgress(done, total ?? done),
        };
        if (!unwritable) return (await carryOut(await begin(asked, 'person', true), false, options)).report;
        const state = { ...NOTHING_YET, sourceId: asked.sourceId };
        const verified = await importer.read(options, (calls, workId) =>
          calls.verify(workId, state, { gently: false, isKept: false }),
        );
        return verified.report;
      },
      async read() {
        const { atRisk, ...rest } = await reads.verification();
        return { ...rest, atRisk: await withDrives(atRisk, reads) };
      },
      decidable: reads.decidable,
      async decide(decision) {
        assertWritable();
        const result = await importer.write({ signal: undefined, progress: () => {} }, (calls, workId) =>
          calls.decide(workId, decision),
        );
        await parts.onChange();
        const { accepted, ...told } = result;
        // The accepted content may have other embedded texts, such as the prompt.
        if (accepted.sources.length > 0) parts.readAgain(accepted.sources, accepted.fileIds);
        return told;
      },
    },
    touch() {
      touchedAt = performance.now();
    },
    follow() {
      if (unwritable) return;
      timer = setTimeout(() => void lookAtSchedule().catch(() => {}), FIRST_LOOK_MS).unref();
    },
    closing() {
      isClosing = true;
      if (timer) clearTimeout(timer);
    },
  };
}

const NOTHING_YET: VerifyState = {
  id: 0,
  sourceId: null,
  position: 0,
  done: 0,
  total: 0,
  intact: 0,
  changed: 0,
  missing: 0,
  damaged: 0,
  unreadable: 0,
  fresh: 0,
  bytes: 0,
  seconds: 0,
};

async function assertSource(reads: Pick<CatalogReads, 'sources'>, id: number | null): Promise<void> {
  if (id === null || (await reads.sources()).some((source) => source.id === id)) return;
  throw new LibraryError('not-found', 'This source is not in the library any more.', null);
}

/** Adds the number of drives; null if a source cannot be reached. */
async function withDrives(
  { none, once, sourceIds }: { readonly none: number; readonly once: number; readonly sourceIds: readonly number[] },
  reads: Pick<CatalogReads, 'sources'>,
): Promise<AtRisk> {
  const places = (await reads.sources()).filter(({ id }) => sourceIds.includes(id));
  const drives = await Promise.all(
    places.map(({ path }) =>
      stat(path).then(
        ({ dev }) => dev,
        () => null,
      ),
    ),
  );
  // Id 0 stands for places outside the sources, whose drives are unknown here.
  const isKnown = places.length === sourceIds.length && !drives.includes(null);
  return { none, once, drives: isKnown ? new Set(drives).size : null };
}
