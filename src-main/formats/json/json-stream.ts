/** Streams the elements of arrays in a JSON document of any size, one by one, and tolerates damage. */
import type { Readable } from 'node:stream';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { countProblems } from '../problem-counts.ts';
import { InputError, type SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import { JsonSplitter, type SplitEvent } from './json-splitter.ts';

export type JsonEvent =
  | { readonly type: 'element'; readonly path: string; readonly index: number; readonly value: unknown }
  /** A value of the root object that is not a requested array and at most 64 KiB long. */
  | { readonly type: 'field'; readonly name: string; readonly value: unknown }
  | { readonly type: 'problem'; readonly problem: KnownProblem }
  /** Always the last event: the type of the root, and whether everything in it was read. */
  | { readonly type: 'end'; readonly root: 'array' | 'object' | 'none'; readonly complete: boolean };

export interface ElementsOptions {
  /**
   * The requested arrays: `[]` is the root itself, `items[]` a value of the root object, `log.entries[]` an array in an
   * object of the root. `*[]` and `*.*[]` match every array at that depth; elements then carry the array's own path. A
   * root that contains none of them is not read to its end. `{}` yields the root object as an element, and every
   * further object after it (JSON Lines).
   */
  readonly paths: readonly string[];
  /** The path that problems name. */
  readonly about: string;
  /** Larger elements are skipped and reported. */
  readonly maxElementBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

const MOST_OF_A_KIND = 20;

/**
 * Splits a byte stream (UTF-8, or UTF-16 with or without a byte-order mark) into the parsed elements of the requested
 * arrays, in bounded memory. Damage never throws: complete elements are yielded, and problems report the rest
 * (`json-truncated`, `json-malformed`, `json-too-large`, `json-too-deep`, `json-not-json`, `json-empty`,
 * `json-trailing`, or the error of the stream).
 */
export async function* elements(
  stream: AsyncIterable<Uint8Array>,
  options: ElementsOptions,
): AsyncGenerator<JsonEvent> {
  const splitter = new JsonSplitter(options.paths, options.maxElementBytes);
  const decode = createDecoder();
  const report = createReport(options.about);
  let broken: KnownProblem | null = null;
  try {
    for await (const chunk of stream) {
      options.signal?.throwIfAborted();
      yield* report(splitter.push(decode(chunk)));
      if (splitter.finished) break;
    }
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    broken = cause.problem;
  }
  yield* report(splitter.push(decode(null)));
  yield* report(splitter.end(broken !== null));
  yield* report.rest();
  if (broken) yield { type: 'problem', problem: { ...broken, path: options.about } };
  yield { type: 'end', root: splitter.root, complete: splitter.complete && broken === null };
}

/** The same for a source's entry. An entry that cannot be opened yields a problem and then `end`. */
export async function* elementsOf(
  entry: SourceEntry,
  options: Pick<ElementsOptions, 'paths' | 'signal'>,
): AsyncGenerator<JsonEvent> {
  let stream: Readable;
  try {
    stream = await entry.open();
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    yield { type: 'problem', problem: cause.problem };
    yield { type: 'end', root: 'none', complete: false };
    return;
  }
  yield* elements(stream, { ...options, about: pathOf(entry) });
}

/** Converts a splitter's events. After 20 problems of a code, one sentence gives the number of the others. */
function createReport(about: string): {
  (events: Iterable<SplitEvent>): Generator<JsonEvent>;
  rest(): Generator<JsonEvent>;
} {
  const counts = countProblems(MOST_OF_A_KIND);
  function* report(events: Iterable<SplitEvent>): Generator<JsonEvent> {
    for (const event of events) {
      if (event.type !== 'problem') yield event;
      else if (counts.add(event.said.code)) yield { type: 'problem', problem: { path: about, ...event.said } };
    }
  }
  function* rest(): Generator<JsonEvent> {
    for (const [code, more] of counts.unlisted())
      yield {
        type: 'problem',
        problem: { path: about, code, message: `${more} more places like the ones before.`, params: { more } },
      };
  }
  return Object.assign(report, { rest });
}

/** Converts bytes to UTF-8 without a byte-order mark; null flushes. The first four bytes show the encoding. */
function createDecoder(): (chunk: Uint8Array | null) => Uint8Array {
  let head: Uint8Array | null = new Uint8Array(0);
  let utf16: InstanceType<typeof TextDecoder> | null = null;
  const convert = (bytes: Uint8Array, last: boolean): Uint8Array =>
    utf16 ? Buffer.from(utf16.decode(bytes, { stream: !last })) : bytes;
  return (chunk) => {
    if (!head) return convert(chunk ?? new Uint8Array(0), chunk === null);
    head = Buffer.concat([head, chunk ?? new Uint8Array(0)]);
    if (head.length < 4 && chunk) return new Uint8Array(0);
    const { encoding, skip } = detectEncoding(head);
    const rest = head.subarray(skip);
    head = null;
    if (encoding !== 'utf-8') utf16 = new TextDecoder(encoding);
    return convert(rest, chunk === null);
  };
}

function detectEncoding(head: Uint8Array): { encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; skip: number } {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 };
  if (a && b === 0 && c && d === 0) return { encoding: 'utf-16le', skip: 0 };
  if (a === 0 && b && c === 0 && d) return { encoding: 'utf-16be', skip: 0 };
  return { encoding: 'utf-8', skip: 0 };
}
