/**
 * Tells whether a process that left files behind still runs. The system reuses process ids, so the start times are
 * compared, too.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Start times that differ by less than this, in ms, may belong to the same process: systems report them in whole
 * seconds, and clocks are adjusted.
 */
const SLACK_MS = 10_000;
/** Maximum time in ms for the external program that reports a start time. */
const ASKING_MS = 5_000;

/**
 * Whether the process that had this id at the time `at` (ms since 1970) still runs. A process that started later only
 * has the same id. When the start time is unknown, the process counts as the same.
 */
export function stillRuns(pid: number, at: number): boolean {
  if (!isThere(pid)) return false;
  const began = beginningOf(pid);
  return began === null || began <= at + SLACK_MS;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: the process exists and belongs to another user.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The start time of a process, in ms since 1970; null when it is unknown. */
export function beginningOf(pid: number, platform: NodeJS.Platform = process.platform): number | null {
  try {
    if (platform === 'linux') return fromProc(pid);
    if (platform === 'win32') return momentIn(ask('powershell.exe', ['-NoProfile', '-Command', startTime(pid)]));
    return momentIn(ask('ps', ['-o', 'lstart=', '-p', String(pid)]));
  } catch {
    // The process has ended meanwhile, or the external program is missing.
    return null;
  }
}

/** Ticks per second in `/proc`, equal on every Linux. */
const TICKS = 100;

/**
 * Field 22 of `stat` is the start time in ticks since the system booted. The name in field 2 can contain blanks and
 * parentheses.
 */
function fromProc(pid: number): number | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  const booted = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(booted) ? (booted + ticks / TICKS) * 1000 : null;
}

const startTime = (pid: number): string => `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`;

function ask(program: string, args: readonly string[]): string {
  const env = { ...process.env, LC_ALL: 'C' };
  return execFileSync(program, args, {
    encoding: 'utf8',
    timeout: ASKING_MS,
    env,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function momentIn(text: string): number | null {
  const moment = Date.parse(text.trim());
  return Number.isNaN(moment) ? null : moment;
}
