/**
 * Ends the child processes of threads. A thread that ends leaves its children running, so each child is reported to the
 * thread's parent, which ends the remaining ones. At the program's exit, all remaining children are ended too.
 */
import type { ChildProcess } from 'node:child_process';
import type { MessagePort } from 'node:worker_threads';

/** A thread's message about a child: its process id, and whether it runs. */
export interface ChildNews {
  readonly child: number;
  readonly runs: boolean;
}

let home: Pick<MessagePort, 'postMessage'> | null = null;

/** Reports the children of the calling thread to `port` from now on. */
export function tellChildrenTo(port: Pick<MessagePort, 'postMessage'>): void {
  home = port;
}

/** Reports a child that was just started, and later its end. */
export function noteChild(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  report({ child: pid, runs: true });
  child.once('exit', () => report({ child: pid, runs: false }));
}

function report(news: ChildNews): void {
  if (home) home.postMessage(news);
  else hear(ownChildren, news);
}

export interface Children {
  hear(news: ChildNews): void;
  /** Ends the children that still run. */
  end(): void;
}

/** The children of one thread, as its parent knows them. */
export function openChildren(): Children {
  const running = new Set<number>();
  all.add(running);
  return {
    hear: (news) => hear(running, news),
    end() {
      endAll(running);
      all.delete(running);
    },
  };
}

const ownChildren = new Set<number>();
const all = new Set<Set<number>>([ownChildren]);
let isWatchingExit = false;

function hear(running: Set<number>, { child, runs }: ChildNews): void {
  if (!isWatchingExit) process.once('exit', () => all.forEach(endAll));
  isWatchingExit = true;
  if (runs) running.add(child);
  else running.delete(child);
}

function endAll(running: Set<number>): void {
  for (const pid of running) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The child had ended, but the message about its end was lost with its thread.
    }
  }
  running.clear();
}
