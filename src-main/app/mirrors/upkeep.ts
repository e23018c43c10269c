/**
 * Starts mirror runs while a window or `serve` is open: after imports and edits, and when a drive is connected again.
 */
import type { AppEvent, Job } from '../../contract/library/job.ts';
import { hasEnded } from '../../contract/library/job.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { Mirrors } from './mirrors.ts';

export interface UpkeepOptions {
  readonly mirrors: Pick<Mirrors, 'list' | 'look' | 'run'>;
  readonly reads: Pick<CatalogReads, 'revision'>;
  /** The time between two looks for drives, in ms. */
  readonly pollMs?: number;
  /** The delay between the end of another job and a run, in ms. */
  readonly restMs?: number;
  /** The shortest time between runs for edits, in ms: otherwise each tag would start one. */
  readonly editsMs?: number;
}

export interface Upkeep {
  /** Receives the library's events. */
  hear(event: AppEvent): void;
  /** Runs mirrors that are behind, then looks for drives at regular intervals. */
  begin(): void;
  close(): void;
}

const POLL_MS = 30_000;
const REST_MS = 2_000;
const EDITS_MS = 600_000;

/** Jobs that may change files of the library. */
const CHANGES_FILES: ReadonlySet<Job['kind']> = new Set(['import', 'sample', 'remove', 'move']);

export function openUpkeep({
  mirrors,
  reads,
  pollMs = POLL_MS,
  restMs = REST_MS,
  editsMs = EDITS_MS,
}: UpkeepOptions): Upkeep {
  /** The catalog revision and time of each mirror's last run, by mirror id. */
  const ran = new Map<number, { readonly revision: number; readonly at: number }>();
  const wasAway = new Set<number>();
  let timer: NodeJS.Timeout | null = null;
  let poll: NodeJS.Timeout | null = null;
  let isClosed = false;
  let isLooking = false;

  /**
   * Starts runs of connected mirrors: of all when `isDue`; else of those that were away, are behind, or have new edits.
   */
  const look = async (isDue: boolean, behind: ReadonlySet<number> = new Set()): Promise<void> => {
    if (isLooking || isClosed) return;
    isLooking = true;
    try {
      const [all, revision] = [await mirrors.look(), await reads.revision()];
      for (const { id, isHere } of all) {
        const last = ran.get(id) ?? { revision, at: Date.now() };
        ran.set(id, last);
        const isEdited = last.revision !== revision && Date.now() - last.at >= editsMs;
        if (!isHere) wasAway.add(id);
        if (!isHere || !(isDue || isEdited || wasAway.has(id) || behind.has(id))) continue;
        wasAway.delete(id);
        ran.set(id, { revision, at: Date.now() });
        if (!isClosed) await mirrors.run(id, { full: false, setAside: false });
      }
    } finally {
      isLooking = false;
    }
  };
  const begin = async (): Promise<void> => {
    const behind = (await mirrors.list()).filter(({ state }) => state === 'behind');
    await look(false, new Set(behind.map(({ id }) => id)));
  };
  const lookSoon = (): void => {
    if (timer) clearTimeout(timer);
    // A look can fail while the library closes or on a full disk. The next one tries again.
    timer = setTimeout(() => void look(true).catch(() => {}), restMs);
    timer.unref();
  };
  return {
    hear(event) {
      // Commands start no runs of their own.
      if (poll === null) return;
      if (event.type === 'job' && hasEnded(event.job) && CHANGES_FILES.has(event.job.kind)) lookSoon();
    },
    begin() {
      void begin().catch(() => {});
      poll = setInterval(() => void look(false).catch(() => {}), pollMs);
      poll.unref();
    },
    close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      if (poll) clearInterval(poll);
    },
  };
}
