/**
 * Child processes of threads. A thread that ends leaves its children running: the thread that started it is told of each, and ends
 * those that are left. What is left when the program exits is ended, too.
 */
import type { ChildProcess } from 'node:child_process';
import type { MessagePort } from 'node:worker_threads';

/** What a thread tells of a child: its process id, and whether it runs. */
export interface ChildNews {
  readonly child: number;
  readonly runs: boolean;
}

let home: Pick<MessagePort, 'postMessage'> | null = null;

/** From now on the children of the calling thread are told to `port`. */
export function tellChildrenTo(port: Pick<MessagePort, 'postMessage'>): void {
  home = port;
}

/** Tells of a child that was just started; its end is told by itself. */
export function noteChild(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  tell({ child: pid, runs: true });
  child.once('exit', () => tell({ child: pid, runs: false }));
}

function tell(news: ChildNews): void {
  if (home) home.postMessage(news);
  else hear(ownChildren, news);
}

export interface Children {
  hear(news: ChildNews): void;
  /** Ends those that still run. */
  end(): void;
}

/** The children of one thread, as the thread that started it knows them. */
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
      // It has ended by itself, and the news of it was lost with its thread.
    }
  }
  running.clear();
}
