/**
 * Writes the log: the events of the program, one JSON object per line, in the folder `log` of the library. Every thread
 * and every process appends to the same file by itself, so that the death of one loses no lines of the others. Logging
 * never throws: lines that cannot be written are dropped.
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

/** A log file of this size, in bytes, is set aside under a name with the current time. */
const MOST_OF_ONE = 2_000_000;
/** Total limit of the files set aside, in bytes; the oldest are removed first. With the current file: at most 10 MB. */
const MOST_OF_OLD = 7_500_000;
const OLD_NAME = /^afterimage-[\dTZ-]+\.log$/;

/**
 * How long lines are collected before they are written together, in ms. A terminated thread loses at most these lines.
 */
const COLLECT_MS = 20;
/** When this many characters are collected, they are written at once. */
const MOST_COLLECTED = 64_000;

/** After these events, the thread can be terminated at any time, so they are written at once. */
const LAST: ReadonlySet<keyof LogEvents> = new Set<keyof LogEvents>([
  'import-end',
  'library',
  'program-end',
  'library-refused',
]);

/** Every library contains this file. In a folder without it, no log folder is created. */
const LIBRARY_FILE = 'library.json';

export interface LogOptions {
  /** Whether paths are written. */
  readonly withPaths: boolean;
  /** Whether every line is also printed to standard error. */
  readonly isEchoed: boolean;
}

/** The default options. */
export const QUIET: LogOptions = { withPaths: false, isEchoed: false };

/** The options of `--debug`. */
export const LOUD: LogOptions = { withPaths: true, isEchoed: true };

interface Place extends LogOptions {
  readonly directory: string;
}

/** The key of the environment data in which threads find the log's folder and options. */
const PLACE = 'afterimage-log';

let collected = '';
let timer: NodeJS.Timeout | null = null;
let isWatchingExit = false;

/**
 * From now on, this thread and all threads started later write the log of the library in `directory`. Returns a
 * function that writes the collected lines and stops the logging.
 */
export function keepLog(directory: string, options: LogOptions): () => void {
  const place: Place = { directory, ...options };
  flush();
  setEnvironmentData(PLACE, place);
  return () => {
    flush();
    // When another library was opened meanwhile, the log of that library continues.
    if (getEnvironmentData(PLACE) === place) setEnvironmentData(PLACE, undefined as never);
  };
}

/** Logs an event. Takes some microseconds; the file is written later. */
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

/** The path of a library's current log file, and the total size of all its log files. */
export function logOf(directory: string): { readonly file: string; readonly bytes: number } {
  const folder = join(directory, LOG_FOLDER);
  return {
    file: join(folder, LOG_FILE),
    bytes: filesIn(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0),
  };
}

/** The name of this thread in the log, from the file name of its worker. */
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
    // The disk is full, or the library is read-only: these lines are lost, and the program continues.
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

/** Opens the file for each write, because another process may have set it aside. Links are not followed. */
function openIn(directory: string, folder: string, path: string): number {
  const { O_APPEND, O_CREAT, O_WRONLY } = constants;
  const open = (): number => openSync(path, O_APPEND | O_CREAT | O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600);
  if (!existsSync(folder) && existsSync(join(directory, LIBRARY_FILE))) mkdirSync(folder, { mode: 0o700 });
  return open();
}

/**
 * Needs no lock: renaming is atomic, and every name is unique. When two processes rotate at the same time, the second
 * finds a small file or none.
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
