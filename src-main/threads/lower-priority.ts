/**
 * Lowers the priority of background threads. On two processors, a page then does not wait for an import's parsing or
 * posters.
 */
import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Gives the calling thread a lower priority than the other threads of the computer; it still uses every idle processor.
 * Only Linux separates the threads of a program and names them for Node (`/proc/thread-self`). Other systems ignore
 * this.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
    setPriority(thread, Math.min(getPriority(thread) + PRIORITY_BELOW_NORMAL, PRIORITY_LOW));
  } catch {
    // Without /proc, or in a sandbox that forbids it, the priority stays. Answers are then slower, but correct.
  }
}
