/** Long work on the taskbar and the dock: how far it is, and that it failed while nobody looked. */
import type { BrowserWindow } from 'electron';
import type { AppEvent, Job } from '../contract/job.ts';

/** What `BrowserWindow.setProgressBar` is given. */
export interface Bar {
  /** 0 to 1; 2 while it is not known how much there is to do, below 0 for no bar. */
  readonly value: number;
  readonly mode: 'none' | 'normal' | 'indeterminate' | 'error';
}

export interface WorkProgressParts {
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  readonly windows: () => readonly Pick<BrowserWindow, 'setProgressBar'>[];
  /** Whether a window is in front: what failed before a person's eyes needs no mark. */
  readonly isInFront: () => boolean;
}

export interface WorkProgress {
  /** A window came to the front: a mark of what failed has been seen. */
  seen(): void;
  /** Shows the present bar again: a new window has none. */
  draw(): void;
  close(): void;
}

/** Taskbars are drawn at most so often, in ms. */
const EVERY_MS = 250;
const NO_BAR: Bar = { value: -1, mode: 'none' };

/** Follows the library's jobs. On Linux a bar is seen where the dock reads the LauncherEntry API and a `.desktop` file is installed. */
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
    if (event.type !== 'job') return;
    const { job } = event;
    const isOver = job.state !== 'running';
    if (isOver) running.delete(job.id);
    else running.set(job.id, job);
    // New work takes the place of the mark; so does a failure that a person sees happen.
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

/** The bar for these running jobs: that of the first one that tells how far it is. */
export function barOf(running: readonly Job[], failed: boolean): Bar {
  if (running.length === 0) return failed ? { value: 1, mode: 'error' } : NO_BAR;
  const progress = running.find((job) => job.progress !== null)?.progress;
  if (!progress?.total) return { value: 2, mode: 'indeterminate' };
  // Hundredths: a taskbar shows no more, and what did not change is not drawn again.
  return { value: Math.min(1, Math.max(0, Math.round((100 * progress.done) / progress.total) / 100)), mode: 'normal' };
}
