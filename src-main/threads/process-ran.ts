/**
 * Whether a process that left something behind still runs. Numbers of processes are given out again, so its beginning
 * is compared, too.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Clocks are set, and beginnings are told to the second: what lies closer together than this, in ms, may be the same
 * process.
 */
const SLACK_MS = 10_000;
/** How long another program may take to tell a beginning, in ms. */
const ASKING_MS = 5_000;

/**
 * Whether the process that had this number at a moment (ms since 1970) still runs. One that began later has only been
 * given the same number. Where the system does not tell when it began, it counts as the same.
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
    // EPERM: it is there, and somebody else's.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in ms since 1970; null where that cannot be known. */
export function beginningOf(pid: number, platform: NodeJS.Platform = process.platform): number | null {
  try {
    if (platform === 'linux') return fromProc(pid);
    if (platform === 'win32') return momentIn(ask('powershell.exe', ['-NoProfile', '-Command', startTime(pid)]));
    return momentIn(ask('ps', ['-o', 'lstart=', '-p', String(pid)]));
  } catch {
    // It has ended meanwhile, or the program that would tell is not there.
    return null;
  }
}

/** Ticks of the kernel a second, as it tells them to programs: the same on every Linux. */
const TICKS = 100;

/**
 * Field 22 of `stat` is the beginning in ticks since the system's; the name in field 2 may hold blanks and brackets.
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
