/** Calls between threads: an object of functions on one side of a port, the same object with promises on the other. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, parentPort, type TransferListItem, Worker } from 'node:worker_threads';

// biome-ignore lint/suspicious/noExplicitAny: the widest function type there is; arguments are checked by Remote<T>.
type AnyFunction = (...args: any[]) => unknown;

/** The functions of T as another thread sees them: every answer is a promise. */
export type Remote<T> = {
  readonly [K in keyof T as T[K] extends AnyFunction ? K : never]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

interface Call {
  readonly call: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
type Answer = { readonly call: number; readonly value: unknown } | { readonly call: number; readonly error: Failure };
interface Failure {
  readonly message: string;
  readonly code: string;
  /** What the sentence speaks of, where the error says so. */
  readonly params: unknown;
  readonly stack: string;
}
interface Event {
  readonly event: unknown;
}

/** Either end of a channel: a worker as its parent sees it, or a message port. */
type Port = Pick<Worker, 'postMessage' | 'on'>;

/** Wraps a value whose buffers should move to the other thread instead of being copied. */
export class Moved<T> {
  readonly value: T;
  readonly buffers: readonly TransferListItem[];
  constructor(value: T, buffers: readonly TransferListItem[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

/** Answers calls that arrive on `port` (default: from the parent thread) with the functions of `api`. */
export function serve(api: object, port: Port | MessagePort | null = parentPort): void {
  const functions = api as Record<string, AnyFunction | undefined>;
  port?.on('message', async (message: Call) => {
    if (typeof message?.call !== 'number') return;
    try {
      const own = Object.hasOwn(functions, message.name) ? functions[message.name] : undefined;
      if (!own) throw new Error(`No function “${message.name}” in this thread.`);
      const value = await own(...message.args);
      if (value instanceof Moved) port.postMessage({ call: message.call, value: value.value }, value.buffers as TransferListItem[]);
      else port.postMessage({ call: message.call, value });
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      const { code, params } = error as { code?: unknown; params?: unknown };
      port.postMessage({
        call: message.call,
        error: { message: error.message, code: typeof code === 'string' ? code : 'internal', params, stack: error.stack ?? '' },
      });
    }
  });
}

const remoteError = ({ message, code, params, stack }: Failure): Error =>
  Object.assign(new Error(message), { code, ...(params !== undefined && { params }), remoteStack: stack });

/** Sends an event to whoever listens on the other side. */
export function emit(event: unknown, port: Pick<Port, 'postMessage'> | null = parentPort): void {
  port?.postMessage({ event });
}

export interface Connection<T> {
  readonly call: Remote<T>;
  /** Fails every call under way and every later one with this error. */
  fail(error: Error): void;
  /** How many calls wait for an answer: the load of the thread. */
  pending(): number;
}

/** Calls functions served at the other end of `port`; `onEvent` receives what that side emits. */
export function connect<T>(port: Port | MessagePort, onEvent: (event: unknown) => void = () => {}): Connection<T> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  let broken: Error | null = null;
  port.on('message', (message: Answer | Event) => {
    if ('event' in message) return onEvent(message.event);
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
      waiting.set(call, { resolve, reject });
      const buffers = args.filter((arg) => arg instanceof Moved).flatMap((arg) => arg.buffers);
      port.postMessage(
        { call, name, args: args.map((arg) => (arg instanceof Moved ? arg.value : arg)) } satisfies Call,
        buffers as TransferListItem[],
      );
    });
  const call = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => invoke(String(name), args)) });
  return {
    call: call as Remote<T>,
    fail(error) {
      broken = error;
      for (const caller of waiting.values()) caller.reject(error);
      waiting.clear();
    },
    pending: () => waiting.size,
  };
}

export interface Thread<T> extends Connection<T> {
  readonly worker: Worker;
  close(): Promise<void>;
}

/**
 * Heap limits of a thread, in MB. V8 lets a heap that may be large grow lazily: with its own limits an import of 100,000
 * records peaked at 890 MB in all, most of it garbage. The old generation still has room for the largest records.
 */
const HEAP = { maxYoungGenerationSizeMb: 18, maxOldGenerationSizeMb: 768 };

/**
 * Starts the worker file `name` that stands beside the calling module (`.ts` from source, `.js` when bundled).
 * @param from the caller's `import.meta.url`
 * @param onEvent receives what the worker emits
 * @param onDeath is told once when the thread ends by itself
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
  const connection = connect<T>(worker, onEvent);
  let closing = false;
  const die = (error: Error): void => {
    connection.fail(error);
    if (!closing) onDeath?.(error);
    closing = true;
  };
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`The ${name} thread ended (code ${code}).`)));
  return {
    ...connection,
    worker,
    async close() {
      closing = true;
      await worker.terminate();
    },
  };
}
