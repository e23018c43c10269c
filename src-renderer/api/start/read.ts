/** Reads the answer with the first screen: its parts, each when it arrives. */
import {
  bytesNeeded,
  type DecodedPart,
  decodePart,
  type StartCounts,
  type StartHead,
} from '../../../src-main/contract/library/start.ts';
import { decodeResult, type ResultMessage } from '../../../src-main/contract/searching/result.ts';
import { ApiError, checked, joined } from '../client.ts';

export interface StartAnswer {
  /** Rejects with an ApiError when there is no answer. */
  readonly head: Promise<StartHead>;
  /** The messages of the result: the next one, or null when there is no more. */
  nextResult(): Promise<ResultMessage | null>;
  /** Null when they did not arrive. */
  readonly counts: Promise<StartCounts | null>;
}

export function readStart(asked: Promise<Response>): StartAnswer {
  const head = Promise.withResolvers<StartHead>();
  const counts = Promise.withResolvers<StartCounts | null>();
  const results = queue<ResultMessage>();
  head.promise.catch(() => {});

  const take = ({ part, payload }: DecodedPart): void => {
    if (part === 'head') head.resolve(jsonOf<StartHead>(payload));
    if (part === 'counts') counts.resolve(jsonOf<StartCounts>(payload));
    if (part !== 'result') return;
    const message = decodeResult(payload);
    if (message) results.put(message);
  };
  const end = (cause: unknown): void => {
    head.reject(cause instanceof ApiError ? cause : new ApiError('offline', 'Afterimage does not answer.', null, 0));
    counts.resolve(null);
    results.end();
  };
  void asked
    .then(checked)
    .then(({ body }) => (body ? eachPart(body, take) : undefined))
    .then(end, end);
  return { head: head.promise, nextResult: results.next, counts: counts.promise };
}

const jsonOf = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

async function eachPart(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (part: DecodedPart) => void,
): Promise<void> {
  const reader = body.getReader();
  let held: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let needed = bytesNeeded(new Uint8Array(0));
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    held.push(value);
    size += value.length;
    // A large layout arrives in many pieces: they are joined once, when all are there.
    if (size < needed) continue;
    const bytes = joined(held);
    let at = 0;
    for (let part = decodePart(bytes, at); part; part = decodePart(bytes, at)) {
      take(part);
      at = part.next;
    }
    const rest = bytes.subarray(at);
    held = [rest];
    size = rest.length;
    needed = bytesNeeded(rest);
  }
}

/** Values in order for one reader, who waits for the next. */
function queue<T>(): { put(value: T): void; end(): void; next(): Promise<T | null> } {
  const values: T[] = [];
  let waiting: ((value: T | null) => void)[] = [];
  let isOver = false;
  return {
    put(value) {
      const first = waiting.shift();
      if (first) first(value);
      else values.push(value);
    },
    end() {
      isOver = true;
      for (const resolve of waiting) resolve(null);
      waiting = [];
    },
    next: () => {
      const value = values.shift();
      if (value !== undefined || isOver) return Promise.resolve(value ?? null);
      return new Promise((resolve) => void waiting.push(resolve));
    },
  };
}
