/** Finds the elements of arrays in UTF-8 JSON that arrives in chunks, and parses each element by itself. */

import type { SentenceParams } from '../../contract/archive/problem.ts';
import type { KnownProblem, ProblemCode } from '../../contract/archive/problem-codes.ts';
import { repairCut, repairJson } from './json-repair.ts';
import {
  BRACE,
  BRACKET,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA_MARK,
  firstKeyAt,
  isColon,
  isSpace,
  JsonScanner,
  nextObjectWith,
  QUOTE_MARK,
} from './json-scanner.ts';

export type SplitEvent =
  | { readonly type: 'element'; readonly path: string; readonly index: number; readonly value: unknown }
  | { readonly type: 'field'; readonly name: string; readonly value: unknown }
  | { readonly type: 'problem'; readonly said: Omit<KnownProblem, 'path'> };

const MAX_ELEMENT_BYTES = 64 * 1024 * 1024;
const MAX_FIELD_BYTES = 64 * 1024;

/** The state of the splitter between values. */
type Place = 'start' | 'array' | 'roots' | 'key' | 'colon' | 'field' | 'comma' | 'done' | 'dead';
/** The purpose of the value that is being scanned. */
type Purpose = 'element' | 'key' | 'field';

/**
 * Push chunks, then call `end()`. An element that does not parse is reported, and the next one is searched for.
 * Brackets show its place. When brackets or quotes are damaged, the next element is the next object whose first key is
 * the first key of the first element.
 */
export class JsonSplitter {
  root: 'array' | 'object' | 'none' = 'none';
  /** False when any part of the document was lost. */
  complete = true;

  readonly #paths: ReadonlySet<string>;
  readonly #maxElement: number;
  #events: SplitEvent[] = [];

  /**
   * The current value and the bytes after it. `#from`: its beginning. `#at`: the next byte to scan. `#length`: the
   * number of valid bytes.
   */
  #buffer = Buffer.alloc(0);
  #length = 0;
  #at = 0;
  #from = 0;

  #place: Place = 'start';
  #path = '';
  #index = 0;
  #key = '';
  /** The keys of the entered objects on the path to a requested array. */
  readonly #within: string[] = [];
  #firstKey: Buffer | null = null;
  #afterComma = false;
  #outerDamage = false;

  readonly #scanner = new JsonScanner();
  #purpose: Purpose | null = null;
  #skipping = false;
  #searched = 0;

  constructor(paths: readonly string[], maxElementBytes = MAX_ELEMENT_BYTES) {
    this.#paths = new Set(paths);
    this.#maxElement = maxElementBytes;
  }

  /** True when this document cannot yield any more events. */
  get finished(): boolean {
    return this.#place === 'dead';
  }

  push(chunk: Uint8Array): SplitEvent[] {
    if (chunk.length > 0 && !this.finished) {
      this.#append(chunk);
      this.#run();
      this.#curb();
    }
    return this.#take();
  }

  /** `broken`: the stream failed. The caller reports that failure. */
  end(broken = false): SplitEvent[] {
    this.#resumeAll();
    if (this.#place === 'start') this.#cut(broken, 'json-empty', 'The document is empty.');
    else if (this.#isOpen()) {
      this.#finishRoot();
      this.#cut(broken, 'json-truncated', 'The document is cut short; everything before the cut was read.');
    }
    return this.#take();
  }

  /** Recovers what is complete in a root object that was cut. Only for a single root object, not for JSON Lines. */
  #finishRoot(): void {
    if (this.#purpose !== 'element' || this.#path !== '{}' || this.#index > 0 || this.#skipping) return;
    const value = repairCut(this.#buffer.toString('utf8', this.#from, this.#length));
    if (Object.keys(value ?? {}).length > 0) this.#events.push({ type: 'element', path: '{}', index: 0, value });
  }

  /** Whether a value or structure has begun and not ended. */
  #isOpen(): boolean {
    return this.#place === 'roots' ? this.#purpose !== null : this.#place !== 'done' && !this.finished;
  }

  #take(): SplitEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #cut(broken: boolean, code: ProblemCode, message: string): void {
    this.complete = false;
    if (!broken) this.#note(code, message);
  }

  /** Reports a problem with data loss. */
  #fail(code: ProblemCode, message: string, params?: SentenceParams): void {
    this.complete = false;
    this.#note(code, message, params);
  }

  /** Reports a problem without data loss. */
  #note(code: ProblemCode, message: string, params?: SentenceParams): void {
    this.#events.push({ type: 'problem', said: { code, message, ...(params && { params }) } });
  }

  /** Keeps the bytes of the current value and adds the chunk after them. */
  #append(chunk: Uint8Array): void {
    const keepFrom = this.#purpose ? this.#from : Math.min(this.#at, this.#length);
    const kept = this.#length - keepFrom;
    const needed = kept + chunk.length;
    let target = this.#buffer;
    if (target.length < needed || (target.length > 4 * 1024 * 1024 && needed < 1024 * 1024)) {
      target = Buffer.allocUnsafe(Math.max(1024, 2 ** Math.ceil(Math.log2(needed))));
    }
    this.#buffer.copy(target, 0, keepFrom, this.#length);
    target.set(chunk, kept);
    this.#buffer = target;
    this.#length = needed;
    this.#at -= keepFrom;
    this.#searched = Math.max(0, this.#searched - keepFrom);
    this.#from = 0;
  }

  #run(): void {
    while (this.#at < this.#length && !this.finished) {
      const byte = this.#buffer[this.#at] as number;
      if (this.#purpose) this.#scan();
      else if (isSpace(byte)) this.#at++;
      else this.#step(byte);
    }
  }

  #scan(): void {
    const end = this.#scanner.advance(this.#buffer, this.#at, this.#length);
    this.#at = end < 0 ? -1 - end : end;
    if (end >= 0) this.#finish(end);
  }

  /** Handles one significant byte between values. */
  #step(byte: number): void {
    if (this.#place === 'start') this.#begin(byte);
    else if (this.#place === 'array') this.#stepInArray(byte);
    else if (this.#place === 'done') this.#stepBehind(byte);
    else if (this.#place === 'roots') this.#stepAmongRoots(byte);
    else this.#stepInObject(byte);
  }

  #begin(byte: number): void {
    this.#at++;
    this.root = byte === BRACKET ? 'array' : byte === BRACE ? 'object' : 'none';
    const inObject = [...this.#paths].some((path) => path !== '[]');
    if (byte === BRACE && this.#paths.has('{}')) this.#beginRoots();
    else if (byte === BRACE && inObject) this.#place = 'key';
    else if (byte === BRACKET && this.#paths.has('[]')) this.#enterArray('[]');
    else this.#place = 'dead';
    if (this.root === 'none') this.#fail('json-not-json', 'This is not a JSON document.');
  }

  /** Treats the root object as an element, and every further object after it too (JSON Lines). */
  #beginRoots(): void {
    this.#at--;
    this.#path = '{}';
    this.#place = 'roots';
    this.#open('element');
  }

  #stepAmongRoots(byte: number): void {
    if (byte === BRACE) this.#open('element');
    else if (byte === COMMA_MARK) this.#at++;
    else {
      this.#at++;
      this.#stepBehind(byte);
    }
  }

  #enterArray(path: string): void {
    this.#place = 'array';
    this.#path = path;
    this.#index = 0;
    this.#firstKey = null;
    this.#afterComma = true;
  }

  #stepInArray(byte: number): void {
    if (byte === CLOSE_BRACKET) {
      this.#at++;
      this.#place = this.#path === '[]' ? 'done' : 'comma';
    } else if (byte === COMMA_MARK) {
      this.#at++;
      this.#afterComma = true;
    } else if (byte === CLOSE_BRACE || isColon(byte)) {
      this.#at++;
      this.#note('json-malformed', `There is a stray mark after record ${this.#index}.`);
    } else {
      if (!this.#afterComma)
        this.#note('json-malformed', `There is no comma between records ${this.#index} and ${this.#index + 1}.`);
      this.#open('element');
    }
  }

  #stepInObject(byte: number): void {
    const place = this.#place;
    if (byte === CLOSE_BRACE) {
      this.#at++;
      this.#place = this.#within.pop() === undefined ? 'done' : 'comma';
    } else if (place === 'key' && byte === QUOTE_MARK) this.#open('key');
    else if (place === 'field') this.#stepIntoField(byte);
    else if (place === 'colon') this.#expect(isColon(byte), 'field');
    else if (place === 'comma') this.#expect(byte === COMMA_MARK, 'key');
    else {
      this.#at++;
      this.#lost();
    }
  }

  /** Moves on to the next place, whether or not the expected mark is there. */
  #expect(found: boolean, next: Place): void {
    this.#place = next;
    if (found) this.#at++;
    else this.#lost();
  }

  #stepIntoField(byte: number): void {
    const name = this.#name();
    // `*` stands for any key.
    const any = '*.'.repeat(this.#within.length);
    if (byte === BRACKET && (this.#paths.has(`${name}[]`) || this.#paths.has(`${any}*[]`))) {
      this.#at++;
      this.#enterArray(`${name}[]`);
    } else if (
      byte === BRACE &&
      [...this.#paths].some((path) => path.startsWith(`${name}.`) || path.startsWith(`${any}*.`))
    ) {
      this.#at++;
      this.#within.push(this.#key);
      this.#place = 'key';
    } else if (byte === COMMA_MARK || byte === CLOSE_BRACKET) {
      this.#place = 'comma';
      this.#lost();
    } else this.#open('field');
  }

  /** The path of the current field: `log.version`. */
  #name(): string {
    return [...this.#within, this.#key].join('.');
  }

  #stepBehind(byte: number): void {
    this.#place = 'dead';
    // Some tools pad files with NUL bytes. No data is lost there.
    if (byte !== 0) this.#note('json-trailing', 'There is more text after the end of the document; it was left out.');
  }

  /** Reports damage of the root object once. Reading continues at the next valid byte. */
  #lost(): void {
    if (!this.#outerDamage)
      this.#fail('json-malformed', 'The outer structure of the document is damaged.', { what: 'outer' });
    this.#outerDamage = true;
  }

  #open(purpose: Purpose): void {
    this.#purpose = purpose;
    this.#afterComma = false;
    this.#restart(this.#at);
  }

  #restart(from: number): void {
    this.#from = from;
    this.#at = from;
    this.#searched = from + 1;
    this.#skipping = false;
    this.#scanner.restart();
  }

  #finish(end: number): void {
    const limit = this.#purpose === 'element' ? this.#maxElement : MAX_FIELD_BYTES;
    const tooLarge = this.#skipping || end - this.#from > limit;
    if (this.#purpose === 'element') {
      this.#finishElement(end, tooLarge);
      return;
    }
    const value = tooLarge || this.#scanner.tooDeep ? undefined : this.#parse(end);
    const isKey = this.#purpose === 'key';
    this.#purpose = null;
    this.#place = isKey ? 'colon' : 'comma';
    if (isKey) this.#key = typeof value === 'string' ? value : '';
    else if (value !== undefined) this.#events.push({ type: 'field', name: this.#name(), value });
    else if (!tooLarge) this.#lost();
  }

  #finishElement(end: number, tooLarge: boolean): void {
    const number = this.#index + 1;
    if (tooLarge) this.#fail('json-too-large', `Record ${number} is too large and was left out.`, { number });
    else if (this.#scanner.tooDeep)
      this.#fail('json-too-deep', `Record ${number} is nested too deeply and was left out.`, { number });
    else if (!this.#readElement(end)) return;
    this.#index++;
    this.#purpose = null;
  }

  /** Parses the element. Returns false when it was dropped because another element begins inside it. */
  #readElement(end: number): boolean {
    let value = this.#parse(end);
    if (value === undefined) {
      if (this.#scanner.suspect && this.#resume(end)) return false;
      value = repairJson(this.#buffer.toString('utf8', this.#from, end));
      if (value === undefined)
        this.#fail('json-malformed', `Record ${this.#index + 1} is damaged and was left out.`, {
          number: this.#index + 1,
        });
      else
        this.#note('json-malformed', `Record ${this.#index + 1} is not valid JSON. It was repaired and read.`, {
          what: 'odd',
          number: this.#index + 1,
        });
    }
    if (value !== undefined) {
      this.#firstKey ??= firstKeyAt(this.#buffer, this.#from, this.#length);
      this.#events.push({ type: 'element', path: this.#path, index: this.#index, value });
    }
    return true;
  }

  #parse(end: number): unknown {
    try {
      return JSON.parse(this.#buffer.toString('utf8', this.#from, end));
    } catch {
      return undefined;
    }
  }

  /** Runs between chunks: searches for lost structure, and drops the bytes of a value that grew too large. */
  #curb(): void {
    this.#resumeAll();
    if (!this.#purpose) return;
    const limit = this.#purpose === 'element' ? this.#maxElement : MAX_FIELD_BYTES;
    if (!this.#skipping && this.#length - this.#from <= limit) return;
    this.#skipping = true;
    // An escape may have moved `#at` beyond the end already.
    this.#from = Math.min(this.#at, this.#length);
  }

  #resumeAll(): void {
    while (this.#purpose === 'element' && this.#scanner.suspect && !this.#skipping && this.#resume(this.#length))
      this.#run();
  }

  /** Drops the current element when another one clearly begins before `end`, and continues there. */
  #resume(end: number): boolean {
    const key = this.#firstKey ?? firstKeyAt(this.#buffer, this.#from, this.#length);
    const next = key ? nextObjectWith(key, this.#buffer.subarray(0, end), this.#from, this.#searched) : -1;
    if (next < 0) {
      this.#searched = Math.max(this.#searched, end - (key?.length ?? 0) - 64);
      return false;
    }
    this.#fail('json-malformed', `Record ${this.#index + 1} is damaged and was left out.`, { number: this.#index + 1 });
    this.#index++;
    this.#restart(next);
    return true;
  }
}
