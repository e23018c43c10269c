/** The only caller of ffmpeg and ffprobe: one process a call, at lowered priority, that never outlives its timeout or its asker. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { noteChild } from '../threads/children.ts';
import type { MediaInput } from './bytes.ts';
import { DISK_FULL, type Failure, failed, type Made, made } from './failure.ts';
import { programPath } from './programs.ts';

/** One run of ffmpeg, whole and plain, so that builders can be pure. */
export interface FfmpegCommand {
  readonly input: readonly string[];
  readonly source: string;
  readonly output: readonly string[];
  /** A file to write, or null to have the bytes returned. */
  readonly target: string | null;
}

export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** No preview is larger; more output means that something went wrong. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Nothing but local files, whatever a file pretends to be: the container is named by its own bytes, so playlists are never
 * followed, and no protocol can reach another machine. One allocation is bounded, as a header may claim any size.
 */
export function inputOptions(mime: string): readonly string[] {
  const demuxer = DEMUXERS[mime] ?? 'mov';
  const bounds = ['-max_alloc', '536870912', '-protocol_whitelist', 'file,pipe,subfile'];
  return ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...bounds, '-threads', '1', '-f', demuxer];
}

const DEMUXERS: Readonly<Record<string, string>> = {
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'image/png': 'png_pipe',
  'image/jpeg': 'jpeg_pipe',
  'image/webp': 'webp_pipe',
  'image/gif': 'gif',
};

/** How ffmpeg is told of a place on disk. The explicit protocol keeps odd names (`-x`, `a:b`, `%d`) from meaning anything. */
export function sourceOf(input: MediaInput): string {
  const path = `file:${resolve(input.path)}`;
  if (input.offset === undefined || input.size === undefined) return path;
  return `subfile,,start,${input.offset},end,${input.offset + input.size},,:${path}`;
}

/** How ffmpeg is told of a file to write. */
export function targetOf(path: string): string {
  return `file:${resolve(path)}`;
}

/**
 * Runs ffmpeg; the value holds what it wrote to its standard output. An aborted run has ended when this resolves. One that somebody
 * else ended (a system short of memory) says nothing about the file: it is run once more, and then fails as "internal".
 */
export async function runFfmpeg(command: FfmpegCommand, options: RunOptions): Promise<Made<Buffer>> {
  return (await runOnce(command, options)) ?? (await runOnce(command, options)) ?? endedByOthers('ffmpeg');
}

/** Null when somebody else ended the process. */
async function runOnce(command: FfmpegCommand, { timeoutMs, signal }: RunOptions): Promise<Made<Buffer> | null> {
  const program = programPath('ffmpeg');
  if (!program) return failed('no-ffmpeg', 'ffmpeg was not found.');
  if (signal?.aborted) return failed('dropped', 'Nobody waits for this preview any more.');

  const args = [...command.input, '-i', command.source, ...command.output, command.target ?? 'pipe:1'];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  noteChild(child);
  lowerPriority(child.pid);
  const written = collect(child.stdout);
  const said = collect(child.stderr);
  let stopped: 'timeout' | 'dropped' | null = null;
  const stop = (why: 'timeout' | 'dropped') => (): void => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(stop('timeout'), timeoutMs);
  const onAbort = stop('dropped');
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const error = await new Promise<Error | null>((settle) => {
      child.once('error', settle);
      child.once('close', () => settle(null));
    });
    const last = said().toString();
    if (stopped === 'timeout') return failed('timeout', `ffmpeg needed more than ${Math.round(timeoutMs / 1000)} seconds.`);
    if (stopped === 'dropped') return failed('dropped', 'Nobody waits for this preview any more.');
    if (isForeign(child.signalCode)) return null;
    // Where the disk fills up with the very last bytes, ffmpeg says so and claims success all the same.
    if (DISK_IS_FULL.test(last)) return { ok: false, failure: DISK_FULL };
    if (error || child.exitCode !== 0) return { ok: false, failure: failureFrom(lastLine(last) || endOf(child, error)) };
    return made(written());
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function endOf({ exitCode, signalCode }: ChildProcess, error: Error | null): string {
  if (error) return error.message;
  return signalCode ? `ffmpeg was ended by ${signalCode}` : `ffmpeg ended with code ${exitCode}`;
}

/** Collects a stream as it comes, up to {@link MOST_OUTPUT} bytes of it; returns what has come so far. */
function collect(stream: Readable): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_OUTPUT) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}

/** Runs ffprobe and returns its JSON; like {@link runFfmpeg} once more when somebody else ended it. */
export async function runFfprobe(mime: string, input: MediaInput, options: RunOptions): Promise<Made<unknown>> {
  return (await probeOnce(mime, input, options)) ?? (await probeOnce(mime, input, options)) ?? endedByOthers('ffprobe');
}

function probeOnce(mime: string, input: MediaInput, { timeoutMs, signal }: RunOptions): Promise<Made<unknown> | null> {
  const program = programPath('ffprobe');
  if (!program) return Promise.resolve(failed('no-ffmpeg', 'ffprobe was not found.'));
  const guard = ['-protocol_whitelist', 'file,pipe,subfile', '-f', DEMUXERS[mime] ?? 'mov'];
  const args = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', ...guard, '-i', sourceOf(input)];
  const options = {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 8 * 1024 * 1024,
    windowsHide: true,
    ...(signal && { signal }),
  } as const;
  return new Promise((settle) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (signal?.aborted) return settle(failed('dropped', 'Nobody waits for this any more.'));
      if (error?.killed) return settle(failed('timeout', `ffprobe needed more than ${Math.round(timeoutMs / 1000)} seconds.`));
      if (isForeign(error?.signal)) return settle(null);
      if (error) return settle({ ok: false, failure: failureFrom(lastLine(stderr) || error.message) });
      settle(parseJson(stdout));
    });
    noteChild(child);
    lowerPriority(child.pid);
  });
}

/** Signals that a program gives itself when it stumbles over a file; every other comes from outside. */
const STUMBLES: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGFPE', 'SIGILL', 'SIGBUS', 'SIGTRAP', 'SIGSYS']);

const isForeign = (signal: string | null | undefined): boolean => signal != null && !STUMBLES.has(signal);

const endedByOthers = (program: string): { readonly ok: false; readonly failure: Failure } =>
  failed('internal', `Another program ended ${program}, or the computer is short of memory.`);

/** A run of ffmpeg that is fed by us. */
export interface FrameSink {
  /** Resolves when the process has taken the bytes. Rejects when it has ended. */
  write(bytes: Uint8Array): Promise<void>;
  /** No more bytes: resolves when the file is whole, rejects with ffmpeg's last words when it failed. */
  end(): Promise<void>;
  kill(): void;
}

/** How long a frame, or the end of a file, may take, in ms. */
const STUCK_MS = 60_000;

/** Runs ffmpeg with its standard input open for raw frames, writing `target`. */
export function openFrameSink(args: readonly string[], target: string): FrameSink {
  const program = programPath('ffmpeg');
  if (!program) throw new Error('ffmpeg was not found.');
  const child = spawn(program, ['-hide_banner', '-loglevel', 'error', '-y', ...args, targetOf(target)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
  });
  noteChild(child);
  lowerPriority(child.pid);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? settle() : reject(new Error(`ffmpeg stopped: ${lastLine(said) || `code ${code}`}`))));
  });
  ended.catch(() => {});
  /** One that neither takes a frame nor ends is stuck: it is ended, and \`ended\` says so. */
  const moving = async (step: Promise<void>): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STUCK_MS);
    try {
      await step;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    write: (bytes) => moving(Promise.race([ended, new Promise<void>((settle) => child.stdin.write(bytes, () => settle()))])),
    end() {
      child.stdin.end();
      return moving(ended);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/**
 * The person’s own programs come first, yet a picture that is waited for must not starve behind an import that uses every core.
 * A process that ended at once, or a system that forbids it, changes nothing.
 */
export function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}

const DISK_IS_FULL = /No space left on device|Disk quota exceeded/i;

function failureFrom(problem: string): Failure {
  if (/No such file or directory|Permission denied|Input\/output error/i.test(problem)) {
    return { code: 'missing', message: 'The file cannot be read: it is not there, or access is denied.' };
  }
  if (/^Unknown encoder|^Unrecognized option|^Option .* not found|is not available$/.test(problem)) {
    return { code: 'no-ffmpeg', message: `This ffmpeg cannot make previews: ${problem}` };
  }
  const why = /marking filters as finished|does not contain any stream|matches no streams/.test(problem)
    ? 'no frame came out of it.'
    : problem;
  return { code: 'undecodable', message: `The file cannot be decoded: ${why}` };
}

/** The last thing ffmpeg said, without the path, which is the caller's to tell. */
function lastLine(stderr: string): string {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('Conversion failed'));
  return (lines.at(-1) ?? '')
    .replace(/^.*(?:file:|subfile,)[^\n]*: /, '')
    .replace(/^\[[^\]]*\] /, '')
    .slice(0, 300);
}

function parseJson(text: string): Made<unknown> {
  try {
    return made(JSON.parse(text));
  } catch {
    return failed('undecodable', 'ffprobe answered with something that is not JSON.');
  }
}
