/**
 * Counts ends of Chromium's own processes (network, graphics). Chromium restarts them, but a process that ends too
 * often is reported.
 */
import type { Details } from 'electron';

/** This number of ends of one kind of process within this time means that it cannot run here. */
const MOST = 8;
const WITHIN_MS = 60_000;

/** Returns a listener for `child-process-gone`. `onFailure` is called once when a process has ended too often. */
export function countDeaths(
  onFailure: (name: string) => void,
  now: () => number = Date.now,
): (details: Details) => void {
  const deaths = new Map<string, readonly number[]>();
  return ({ type, reason, exitCode, serviceName, name }) => {
    if (reason === 'clean-exit') return;
    const kind = serviceName ?? name ?? type;
    process.stderr.write(`A process of Chromium ended (${type}, ${kind}): ${reason}, code ${exitCode}.\n`);
    const recent = [...(deaths.get(kind) ?? []).filter((at) => now() - at < WITHIN_MS), now()];
    deaths.set(kind, recent);
    if (recent.length === MOST) onFailure(kind);
  };
}
