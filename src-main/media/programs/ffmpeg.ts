/** Runs ffmpeg and ffprobe: one process per call, at lower priority, killed on timeout and on abort. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { noteChild } from '../../threads/children.ts';
import type { MediaInput } from '../headers/bytes.ts';
import { DISK_FULL, type Failure, failed, type Made, made } from './failure.ts';
import { programPath } from './programs.ts';

/** The arguments of one ffmpeg run as plain data, so that the functions that build them are pure. */
export interface FfmpegCommand {
  readonly input: readonly string[];
  readonly source: string;
  readonly output: readonly string[];
  /** The file to write; null to return the bytes. */
  readonly target: string | null;
}

export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** No preview is larger. More output means an error. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Restricts ffmpeg to local files. The container format comes from the bytes, so playlists are never followed, and no
 * protocol can reach another machine. The size of one allocation is limited, because a header can claim any size.
 */
export function inputOptions(mime: string): readonly string[] {
  const demuxer = DEMUXERS[mime] ?? 'mov';
  const bounds = ['-max_alloc', '536870912', '-protocol_whitelist', 'file,pipe,subfile'];
  return ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...bounds, '-threads', '1', '-f', demuxer];
}

const DEMUXERS: Readonly<Record<string, string>> = {
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'video/x-msvideo': 'avi',
  'image/png': 'png_pipe',
  'image/jpeg': 'jpeg_pipe',
  'image/webp': 'webp_pipe',
  'image/gif': 'gif',
};

/**
 * A place on disk in ffmpeg's form. The explicit protocol prevents ffmpeg from interpreting odd names (`-x`, `a:b`,
 * `%d`).
 */
export function sourceOf(input: MediaInput): string {
  const path = `file:${resolve(input.path)}`;
  if (input.offset === undefined || input.size === undefined) return path;
  return `subfile,,start,${input.offset},end,${input.offset + input.size},,:${path}`;
}

/** A file to write, in ffmpeg's form. */
export function targetOf(path: string): string {
  return `file:${resolve(path)}`;
}

/**
 * Runs ffmpeg; the value is its standard output. An aborted run has ended when this resolves. When another program
 * (such as a system short of memory) kills ffmpeg, that says nothing about the file: ffmpeg runs a second time, and
 * then the run fails as "internal".
 */
export async function runFfmpeg(command: FfmpegCommand, options: RunOptions): Promise<Made<Buffer>> {
  return (await runOnce(command, options)) ?? (await runOnce(command, options)) ?? killedByOthers('ffmpeg');
}

/** Null when another program killed the process. */
async function runOnce(command: FfmpegCommand, { timeoutMs, signal }: RunOptions): Promise<Made<Buffer> | null> {
  const program = programPath('ffmpeg');
  if (!program) return failed('no-ffmpeg', 'ffmpeg was not found.');
  if (signal?.aborted) return failed('dropped', 'This preview is no longer requested.');

  const args = [...command.input, '-i', command.source, ...command.output, command.target ?? 'pipe:1'];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  noteChild(child);
  lowerPriority(child.pid);
  const written = collect(child.stdout);
  const errorOutput = collect(child.stderr);
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
    const last = errorOutput().toString();
    if (stopped === 'timeout')
      return failed('timeout', `ffmpeg took more than ${Math.round(timeoutMs / 1000)} seconds.`);
    if (stopped === 'dropped') return failed('dropped', 'This preview is no longer requested.');
    if (isKilledFromOutside(child.signalCode)) return null;
    // When the disk becomes full with the last bytes, ffmpeg prints this error and still exits with success.
    if (DISK_IS_FULL.test(last)) return { ok: false, failure: DISK_FULL };
    if (error || child.exitCode !== 0)
      return { ok: false, failure: failureFrom(lastLine(last) || endOf(child, error)) };
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

/** Collects up to {@link MOST_OUTPUT} bytes of a stream. The returned function gives the bytes so far. */
function collect(stream: Readable): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_OUTPUT) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}

/** Runs ffprobe and returns its JSON. Like {@link runFfmpeg}, it runs a second time when another program killed it. */
export async function runFfprobe(mime: string, input: MediaInput, options: RunOptions): Promise<Made<unknown>> {
  return (
    (await probeOnce(mime, input, options)) ?? (await probeOnce(mime, input, options)) ?? killedByOthers('ffprobe')
  );
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
      if (signal?.aborted) return settle(failed('dropped', 'This result is no longer requested.'));
      if (error?.killed)
        return settle(failed('timeout', `ffprobe took more than ${Math.round(timeoutMs / 1000)} seconds.`));
      if (isKilledFromOutside(error?.signal)) return settle(null);
      if (error) return settle({ ok: false, failure: failureFrom(lastLine(stderr) || error.message) });
      settle(parseJson(stdout));
    });
    noteChild(child);
    lowerPriority(child.pid);
  });
}

/** Signals of a crash in the program itself. All other signals come from outside. */
const CRASHES: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGFPE', 'SIGILL', 'SIGBUS', 'SIGTRAP', 'SIGSYS']);

const isKilledFromOutside = (signal: string | null | undefined): boolean => signal != null && !CRASHES.has(signal);

const killedByOthers = (program: string): { readonly ok: false; readonly failure: Failure } =>
  failed('internal', `Another program ended ${program}, or the computer is short of memory.`);

/** An ffmpeg process to which this program writes frames. */
export interface FrameSink {
  /** Resolves when the process has taken the bytes. Rejects when the process has ended. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the input. Resolves when the file is complete; rejects with ffmpeg's last message when it failed. */
  end(): Promise<void>;
  kill(): void;
}

/** Maximum time for one frame or for the end of a file, in ms. */
const STUCK_MS = 60_000;

/** Starts ffmpeg with an open standard input for raw frames. It writes to `target`. */
export function openFrameSink(args: readonly string[], target: string): FrameSink {
  const program = programPath('ffmpeg');
  if (!program) throw new Error('ffmpeg was not found.');
  const child = spawn(program, ['-hide_banner', '-loglevel', 'error', '-y', ...args, targetOf(target)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
  });
  noteChild(child);
  lowerPriority(child.pid);
  let errorOutput = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errorOutput = (errorOutput + chunk.toString()).slice(-4000);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? settle() : reject(new Error(`ffmpeg stopped: ${lastLine(errorOutput) || `code ${code}`}`)),
    );
  });
  ended.catch(() => {});
  /** Kills a process that neither takes a frame nor ends in time. `ended` then rejects. */
  const moving = async (step: Promise<void>): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STUCK_MS);
    try {
      await step;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    write: (bytes) =>
      moving(Promise.race([ended, new Promise<void>((settle) => child.stdin.write(bytes, () => settle()))])),
    end() {
      child.stdin.end();
      return moving(ended);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/**
 * The user's own programs come first, but a requested picture must not wait behind an import that uses every core. So
 * the priority is only a little below normal. An error (process ended, system forbids it) is ignored.
 */
function lowerPriority(pid: number | undefined): void {
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
    return { code: 'missing', message: 'The file cannot be read: it does not exist, or access is denied.' };
  }
  if (/^Unknown encoder|^Unrecognized option|^Option .* not found|is not available$/.test(problem)) {
    return { code: 'no-ffmpeg', message: `This ffmpeg cannot make previews: ${problem}` };
  }
  const why = /marking filters as finished|does not contain any stream|matches no streams/.test(problem)
    ? 'it contains no readable frame.'
    : problem;
  return { code: 'undecodable', message: `The file cannot be decoded: ${why}` };
}

/** The last line that ffmpeg printed, without the path. The caller adds the path. */
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
    return failed('undecodable', 'ffprobe returned text that is not JSON.');
  }
}
