/**
 * Calls functions in other threads: an object of functions on one side of a port, the same object with promises on the
 * other.
 */

import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, parentPort, type TransferListItem, Worker } from 'node:worker_threads';
import { codeOf } from '../storage/error-code.ts';
import { faultOf } from '../storage/fault.ts';
import { note } from '../storage/log.ts';
import { type ChildNews, openChildren, tellChildrenTo } from './children.ts';
import { endsWithin } from './within.ts';

// biome-ignore lint/suspicious/noExplicitAny: this is the widest function type; Remote<T> checks the arguments.
type AnyFunction = (...args: any[]) => unknown;

/** The functions of T for another thread: every answer is a promise. */
export type Remote<T> = {
  readonly [K in keyof T as T[K] extends AnyFunction ? K : never]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/** The functions of T for callers that do not wait for an answer. */
export type Notices<T> = {
  readonly [K in keyof T as T[K] extends AnyFunction ? K : never]: T[K] extends (...args: infer A) => unknown
    ? (...args: A) => void
    : never;
};

interface Call {
  readonly call: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
/** A call without a number. The caller does not wait for an answer. */
interface Notice {
  readonly notice: string;
  readonly args: readonly unknown[];
}
type Answer = { readonly call: number; readonly value: unknown } | { readonly call: number; readonly error: Failure };
interface Failure {
  readonly message: string;
  readonly code: string;
  /** The parameters of the sentence, when the error has them. */
  readonly params: unknown;
  readonly stack: string;
}
interface Event {
  readonly event: unknown;
}

/**
 * The error of every call to a thread that has ended. When that thread served another thread, its callers get the same
 * code.
 */
export class ThreadEnded extends Error {
  readonly code = 'thread-ended';
}

/** Whether an error means that the called thread has ended. The call may have taken effect or not. */
export const isThreadEnded = (cause: unknown): boolean => codeOf(cause) === 'thread-ended';

const SENTENCE = 'A part of Afterimage stopped unexpectedly and was started again. Please try again.';

/** One end of a channel: a worker as its parent sees it, or a message port. */
type Port = Pick<Worker, 'postMessage' | 'on'>;

/** Wraps a value whose buffers move to the other thread instead of being copied. */
export class Moved<T> {
  readonly value: T;
  readonly buffers: readonly TransferListItem[];
  constructor(value: T, buffers: readonly TransferListItem[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

/**
 * Answers calls that arrive on `port` (default: from the parent thread) with the functions of `api`. When `api` is a
 * function, the first call opens it; while that fails, each call rejects with its error.
 */
export function serve(api: object | (() => object), port: Port | MessagePort | null = parentPort): void {
  let opened: object | null = typeof api === 'function' ? null : api;
  if (port && port === parentPort) tellChildrenTo(port);
  const invoke = (name: string, args: readonly unknown[]): unknown => {
    opened ??= (api as () => object)();
    const functions = opened as Record<string, AnyFunction | undefined>;
    const own = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!own) throw new Error(`No function “${name}” in this thread.`);
    return own(...args);
  };
  port?.on('message', async (message: Call | Notice) => {
    if ('notice' in message) return takeNotice(() => invoke(message.notice, message.args));
    if (typeof message.call !== 'number') return;
    try {
      const value = await invoke(message.name, message.args);
      if (value instanceof Moved)
        port.postMessage({ call: message.call, value: value.value }, value.buffers as TransferListItem[]);
      else port.postMessage({ call: message.call, value });
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      const { code, params } = error as { code?: unknown; params?: unknown };
      port.postMessage({
        call: message.call,
        error: {
          message: error.message,
          code: typeof code === 'string' ? code : 'internal',
          params,
          stack: error.stack ?? '',
        },
      });
    }
  });
}

/** Runs a call without an answer. A failure is only printed, because no caller waits. */
async function takeNotice(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (cause) {
    note('fault', { in: 'notice', ...faultOf(cause) });
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  }
}

const remoteError = ({ message, code, params, stack }: Failure): Error =>
  Object.assign(new Error(message), { code, ...(params !== undefined && { params }), remoteStack: stack });

/** Sends an event to the listener on the other side. */
export function emit(event: unknown, port: Pick<Port, 'postMessage'> | null = parentPort): void {
  port?.postMessage({ event });
}

export interface Connection<T> {
  readonly call: Remote<T>;
  /** Calls without an answer. They never reject, and have no effect when the other side has ended. */
  readonly notify: Notices<T>;
  /** Rejects all pending and all later calls with this error. */
  fail(error: Error): void;
  /** The number of pending calls: the load of the thread. */
  pending(): number;
}

/**
 * Calls functions served at the other end of `port`; `onEvent` receives the events of that side. When a message port
 * closes, because the thread at its other end has ended, every call rejects with {@link ThreadEnded}.
 */
export function connect<T>(port: Port | MessagePort, onEvent: (event: unknown) => void = () => {}): Connection<T> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  let broken: Error | null = null;
  port.on('message', (message: Answer | Event | ChildNews) => {
    if ('event' in message) return onEvent(message.event);
    if ('child' in message) return;
    const caller = waiting.get(message.call);
    if (!caller) return;
    waiting.delete(message.call);
    if ('value' in message) caller.resolve(message.value);
    else caller.reject(remoteError(message.error));
  });
  const invoke = (name: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      const call = next++;
      const buffers = args.filter((arg) => arg instanceof Moved).flatMap((arg) => arg.buffers);
      port.postMessage(
        { call, name, args: args.map((arg) => (arg instanceof Moved ? arg.value : arg)) } satisfies Call,
        buffers as TransferListItem[],
      );
      waiting.set(call, { resolve, reject });
    });
  const notice = (name: string, args: readonly unknown[]): void => {
    if (!broken) port.postMessage({ notice: name, args } satisfies Notice);
  };
  const fail = (error: Error): void => {
    broken ??= error;
    for (const caller of waiting.values()) caller.reject(broken);
    waiting.clear();
  };
  port.on('close', () => fail(new ThreadEnded(SENTENCE)));
  return { call: named<Remote<T>>(invoke), notify: named<Notices<T>>(notice), fail, pending: () => waiting.size };
}

/** An object on which every name is a function that passes its name and arguments on. */
function named<T>(run: (name: string, args: readonly unknown[]) => unknown): T {
  // Without this, `await` would treat the object as a promise.
  return new Proxy(
    {},
    { get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => run(String(name), args)) },
  ) as T;
}

export interface Thread<T> extends Connection<T> {
  /** Ends the thread and its child processes, whatever it does. Waits at most {@link END_MS}. */
  close(): Promise<void>;
}

/**
 * Maximum time to wait for the end of a thread, in ms. A thread that reads from an unresponsive drive cannot be ended.
 */
const END_MS = 500;

/**
 * Heap limits of a thread, in MB. V8 lets a large heap collect garbage late: with its own limits an import of 100,000
 * records peaked at 890 MB in total, most of it garbage. The old generation still has room for the largest records.
 */
const HEAP = { maxYoungGenerationSizeMb: 18, maxOldGenerationSizeMb: 768 };

/**
 * Starts the worker file `name` beside the calling module (`.ts` from source, `.js` when bundled). | @param from the
 * caller's `import.meta.url` | @param onEvent receives the worker's events | @param onDeath called once when the thread
 * ends by itself, after all pending calls have been rejected
 */
export function openThread<T>(
  from: string,
  name: string,
  workerData: unknown,
  onEvent?: (event: unknown) => void,
  onDeath?: (error: Error) => void,
): Thread<T> {
  const url = new URL(`./${name}${extname(fileURLToPath(from))}`, from);
  const worker = new Worker(url, { workerData, name, resourceLimits: HEAP });
  note('thread-start', { name });
  const connection = connect<T>(worker, onEvent);
  const children = openChildren();
  worker.on('message', (message: object) => 'child' in message && children.hear(message as ChildNews));
  let closing = false;
  let cause: Error | null = null;
  worker.on('error', (error) => {
    cause = error;
  });
  // Only after 'exit' nothing of the thread runs. Its commits are complete, so later reads see the final state.
  worker.on('exit', (code) => {
    children.end();
    const error = endErrorOf(name, code, cause);
    connection.fail(error);
    if (closing) return;
    note('thread-death', { name, exitCode: code, ...faultOf(cause ?? error) });
    onDeath?.(error);
  });
  return {
    ...connection,
    async close() {
      closing = true;
      await endsWithin(END_MS, worker.terminate());
      children.end();
      connection.fail(new ThreadEnded(SENTENCE));
    },
  };
}

/** The error for the calls of an ended thread. A thread that failed to start gives an own code or one of SQLite. */
function endErrorOf(name: string, code: number, cause: Error | null): Error {
  const own = (cause as { readonly code?: unknown } | null)?.code;
  if (cause && typeof own === 'string' && !own.startsWith('ERR_')) return cause;
  return new ThreadEnded(SENTENCE, { cause: cause ?? new Error(`The ${name} thread ended (code ${code}).`) });
}
