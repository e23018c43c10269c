/** Work in the background lets answers go ahead: on two processors a page beside an import waits for neither its parsing nor its posters. */
import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Gives the calling thread a lower priority than the others of this and other programs; it still takes every processor that is idle. Only
 * Linux tells the threads of a program apart and names them to Node (`/proc/thread-self`); elsewhere nothing happens.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
    setPriority(thread, Math.min(getPriority(thread) + PRIORITY_BELOW_NORMAL, PRIORITY_LOW));
  } catch {
    // Without /proc, or where a sandbox forbids it, the thread is as important as before: slower answers, nothing wrong.
  }
}
