/**
 * The log: what happened in the program, one JSON object a line, in the folder `log` of the library. Every thread and
 * every process appends to the same file by itself, so that the death of one loses nothing of the others. Writing never
 * fails: what cannot be written is left out.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, extname, join } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';
import { type LogEvents, PATHS } from './log-events.ts';

export const LOG_FOLDER = 'log';
export const LOG_FILE = 'afterimage.log';

/** A file that has grown past this is set aside under the moment of that. */
const MOST_OF_ONE = 2_000_000;
/** Files set aside are removed, oldest first, until they are this small together: with the one in use at most 10 MB. */
const MOST_OF_OLD = 7_500_000;
const OLD_NAME = /^afterimage-[\dTZ-]+\.log$/;

/**
 * How long lines are collected before they are written together, in ms: a thread that is ended loses no more than that.
 */
const COLLECT_MS = 20;
/** Where lines collect faster, they are written at once. */
const MOST_COLLECTED = 64_000;

/** After these the thread may be ended at any moment. */
const LAST: ReadonlySet<keyof LogEvents> = new Set<keyof LogEvents>(['import-end', 'program-end', 'library-refused']);

/** What lies in a library's folder from its first opening on: nothing is written into any other folder. */
const LIBRARY_FILE = 'library.json';

export interface LogOptions {
  /** Whether figures that are paths are written. */
  readonly withPaths: boolean;
  /** Whether every line goes to standard error, too. */
  readonly isEchoed: boolean;
}

/** The ordinary log. */
export const QUIET: LogOptions = { withPaths: false, isEchoed: false };

/** What `--debug` asks for. */
export const LOUD: LogOptions = { withPaths: true, isEchoed: true };

interface Place extends LogOptions {
  readonly directory: string;
}

/** Under this name threads find where to write. */
const PLACE = 'afterimage-log';

let collected = '';
let timer: NodeJS.Timeout | null = null;
let isWatchingExit = false;

/**
 * From now on this process writes the log of the library in `directory`: this thread and every thread started later.
 * Returns a function that writes what is collected and ends that.
 */
export function keepLog(directory: string, options: LogOptions): () => void {
  const place: Place = { directory, ...options };
  flush();
  setEnvironmentData(PLACE, place);
  return () => {
    flush();
    // Another library may have been opened meanwhile: then the log is that one's.
    if (getEnvironmentData(PLACE) === place) setEnvironmentData(PLACE, undefined as never);
  };
}

/** Notes an event. Costs some microseconds; the file is written later. */
export function note<K extends keyof LogEvents>(event: K, figures: LogEvents[K]): void {
  const place = placeOf();
  if (!place) return;
  const kept = place.withPaths
    ? figures
    : Object.fromEntries(Object.entries(figures).filter(([name]) => !PATHS.has(name)));
  const line = `${JSON.stringify({ at: new Date().toISOString(), pid: process.pid, thread: THREAD, event, ...kept })}\n`;
  if (place.isEchoed) process.stderr.write(line);
  collected += line;
  if (!isWatchingExit) process.once('exit', flush);
  isWatchingExit = true;
  if (collected.length > MOST_COLLECTED || LAST.has(event)) return flush();
  timer ??= setTimeout(flush, COLLECT_MS).unref();
}

/** The log of a library as a person can find it: the file, and the bytes of all its files together. */
export function logOf(directory: string): { readonly file: string; readonly bytes: number } {
  const folder = join(directory, LOG_FOLDER);
  return {
    file: join(folder, LOG_FILE),
    bytes: filesIn(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0),
  };
}

/** The worker's file says what the thread does. */
const THREAD = isMainThread ? 'main' : nameOf(process.argv[1]);

function nameOf(file: string | undefined): string {
  return file === undefined ? `thread-${threadId}` : basename(file, extname(file)).replace(/-worker$/, '');
}

function placeOf(): Place | null {
  return (getEnvironmentData(PLACE) as Place | undefined) ?? null;
}

function flush(): void {
  if (timer) clearTimeout(timer);
  timer = null;
  const text = collected;
  collected = '';
  const place = placeOf();
  if (text === '' || !place) return;
  try {
    append(place.directory, text);
  } catch {
    // A full disk, a library that can only be looked at: the program goes on without these lines.
  }
}

function append(directory: string, text: string): void {
  const folder = join(directory, LOG_FOLDER);
  const path = join(folder, LOG_FILE);
  const file = openIn(directory, folder, path);
  let size: number;
  try {
    writeSync(file, text);
    ({ size } = fstatSync(file));
  } finally {
    closeSync(file);
  }
  if (size >= MOST_OF_ONE) rotate(folder, path);
}

/** Opened for each writing: a file that another process set aside is written to no longer. A link is not followed. */
function openIn(directory: string, folder: string, path: string): number {
  const { O_APPEND, O_CREAT, O_WRONLY } = constants;
  const open = (): number => openSync(path, O_APPEND | O_CREAT | O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600);
  if (!existsSync(folder) && existsSync(join(directory, LIBRARY_FILE))) mkdirSync(folder, { mode: 0o700 });
  return open();
}

/**
 * Needs no lock: renaming is one step, each name is used once, and of two processes that rotate at the same time the
 * second finds a small file or none.
 */
function rotate(folder: string, path: string): void {
  if (sizeOf(path) < MOST_OF_ONE) return;
  const moment = new Date().toISOString().replace(/[:.]/g, '-');
  renameSync(path, join(folder, `afterimage-${moment}-${process.pid}-${threadId}.log`));
  let room = MOST_OF_OLD;
  for (const name of filesIn(folder)
    .filter((one) => one !== LOG_FILE)
    .sort()
    .reverse()) {
    room -= sizeOf(join(folder, name));
    if (room < 0) unlinkSync(join(folder, name));
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name === LOG_FILE || OLD_NAME.test(name));
  } catch {
    return [];
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
