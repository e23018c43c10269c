/** Shows long work on the taskbar and the dock: progress, and failures while no window is in front. */
import type { BrowserWindow } from 'electron';
import type { AppEvent, Job } from '../../contract/library/job.ts';

/** The arguments of `BrowserWindow.setProgressBar`. */
export interface Bar {
  /** 0 to 1; 2 for an unknown total; below 0 for no bar. */
  readonly value: number;
  readonly mode: 'none' | 'normal' | 'indeterminate' | 'error';
}

export interface WorkProgressParts {
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  readonly windows: () => readonly Pick<BrowserWindow, 'setProgressBar'>[];
  /** Whether a window is in front: a failure that the person sees needs no mark. */
  readonly isInFront: () => boolean;
}

export interface WorkProgress {
  /** Removes the mark of a failure, because a window came to the front. */
  seen(): void;
  /** Draws the current bar again: a new window has none. */
  draw(): void;
  close(): void;
}

/** The shortest time between two updates, in ms. */
const EVERY_MS = 250;
const NO_BAR: Bar = { value: -1, mode: 'none' };

/**
 * Follows the jobs of the library. On Linux a bar needs a dock with the LauncherEntry API and an installed `.desktop`
 * file.
 */
export function followWork({ subscribe, windows, isInFront }: WorkProgressParts): WorkProgress {
  const running = new Map<string, Job>();
  let failed = false;
  let shown: Bar = NO_BAR;
  let timer: NodeJS.Timeout | null = null;

  const draw = (): void => {
    for (const window of windows()) window.setProgressBar(shown.value, { mode: shown.mode });
  };
  const update = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    const bar = barOf([...running.values()], failed);
    if (bar.value === shown.value && bar.mode === shown.mode) return;
    shown = bar;
    draw();
  };
  const unsubscribe = subscribe((event) => {
    // Verification and second copies show no bar: both can take hours, and the person does not wait for them.
    if (event.type !== 'job' || event.job.kind === 'verify' || event.job.kind === 'mirror') return;
    const { job } = event;
    const isOver = job.state !== 'running';
    if (isOver) running.delete(job.id);
    else running.set(job.id, job);
    // New work removes the mark; so does a failure that the person sees.
    failed = job.state === 'failed' ? !isInFront() : failed && isOver;
    if (isOver) update();
    else timer ??= setTimeout(update, EVERY_MS);
  });
  return {
    draw,
    seen() {
      failed = false;
      update();
    },
    close() {
      unsubscribe();
      if (timer) clearTimeout(timer);
    },
  };
}

/** The bar for these running jobs: the progress of the first job that has one. */
export function barOf(running: readonly Job[], failed: boolean): Bar {
  if (running.length === 0) return failed ? { value: 1, mode: 'error' } : NO_BAR;
  const progress = running.find((job) => job.progress !== null)?.progress;
  if (!progress?.total) return { value: 2, mode: 'indeterminate' };
  // Rounded to hundredths, so that unchanged values are not drawn again.
  return { value: Math.min(1, Math.max(0, Math.round((100 * progress.done) / progress.total) / 100)), mode: 'normal' };
}
