/** Finds where the elements of arrays begin and end in UTF-8 JSON that arrives in pieces, and parses each by itself. */
import { repairJson } from './json-repair.ts';
import { MAX_JSON_DEPTH } from './strip-urls.ts';

export type SplitEvent =
  | { readonly type: 'element'; readonly path: string; readonly index: number; readonly value: unknown }
  | { readonly type: 'field'; readonly name: string; readonly value: unknown }
  | { readonly type: 'problem'; readonly code: string; readonly message: string };

const MAX_ELEMENT_BYTES = 64 * 1024 * 1024;
const MAX_FIELD_BYTES = 64 * 1024;

/** What a byte means outside a string. */
const SPACE = 1;
const SCALAR = 2;
const QUOTE = 3;
const OPEN = 4;
const CLOSE = 5;
const COMMA = 6;
const COLON = 7;
const STRING = 8;
const BAD = 9;
const CLASS = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(256).fill(BAD);
  const mark = (text: string, meaning: number): void => {
    for (const byte of Buffer.from(text)) table[byte] = meaning;
  };
  mark(' \t\r\n', SPACE);
  // Numbers and literals, those of Python and JavaScript too: they are bad values, no sign of lost structure.
  mark('0123456789+-.eEtruefalsnuNaInfityodTF', SCALAR);
  mark('"', QUOTE);
  mark('{[', OPEN);
  mark('}]', CLOSE);
  mark(',', COMMA);
  mark(':', COLON);
  return table;
}

const BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const QUOTE_MARK = 0x22;
const COMMA_MARK = 0x2c;

/** Where the splitter stands between values. */
type Place = 'start' | 'array' | 'key' | 'colon' | 'field' | 'comma' | 'done' | 'dead';
/** What the value under way is for. */
type Purpose = 'element' | 'key' | 'field';

/**
 * Push pieces, then `end()`. An element that does not parse is reported and the next one sought: brackets tell where, or, when
 * brackets or quotes are themselves broken, the next `{"<key>"` that begins as the first element did.
 */
export class JsonSplitter {
  root: 'array' | 'object' | 'none' = 'none';
  /** False once anything was lost. */
  complete = true;

  readonly #paths: ReadonlySet<string>;
  readonly #maxElement: number;
  #events: SplitEvent[] = [];

  #buffer = Buffer.alloc(0);
  #length = 0;
  #at = 0;

  #place: Place = 'start';
  #path = '';
  #index = 0;
  #key = '';
  #firstKey: Buffer | null = null;
  #afterComma = false;
  #outerDamage = false;

  #purpose: Purpose | null = null;
  #from = 0;
  #depth = 0;
  #inString = false;
  #last = 0;
  #suspect = false;
  #tooDeep = false;
  #skipping = false;
  #searched = 0;
  readonly #stack = new Uint8Array(MAX_JSON_DEPTH);

  constructor(paths: readonly string[], maxElementBytes = MAX_ELEMENT_BYTES) {
    this.#paths = new Set(paths);
    this.#maxElement = maxElementBytes;
  }

  /** True when nothing more can come of this document. */
  get finished(): boolean {
    return this.#place === 'dead';
  }

  push(chunk: Uint8Array): SplitEvent[] {
    if (chunk.length > 0 && this.#place !== 'dead') {
      this.#append(chunk);
      this.#run();
      if (this.#purpose) this.#curb();
    }
    return this.#take();
  }

  /** `broken`: the stream failed, which somebody else reports. */
  end(broken = false): SplitEvent[] {
    while (this.#purpose === 'element' && this.#suspect && this.#resume(this.#length)) this.#run();
    if (this.#place === 'dead') return this.#take();
    if (this.#place === 'start') this.#fail('json-empty', 'The document is empty.', broken);
    else if (this.#place !== 'done') this.#fail('json-truncated', 'The document is cut short; everything before the cut was read.', broken);
    return this.#take();
  }

  #take(): SplitEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Something was lost. */
  #fail(code: string, message: string, quiet = false): void {
    this.complete = false;
    if (!quiet) this.#note(code, message);
  }

  /** Something is odd, though nothing was lost. */
  #note(code: string, message: string): void {
    this.#events.push({ type: 'problem', code, message });
  }

  /** Keeps the value under way and adds the chunk behind it. */
  #append(chunk: Uint8Array): void {
    const keepFrom = this.#purpose ? this.#from : Math.min(this.#at, this.#length);
    const kept = this.#length - keepFrom;
    const needed = kept + chunk.length;
    let target = this.#buffer;
    if (target.length < needed || (target.length > 4 * 1024 * 1024 && needed < 1024 * 1024)) {
      target = Buffer.allocUnsafe(Math.max(64 * 1024, 2 ** Math.ceil(Math.log2(needed))));
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
    while (this.#at < this.#length && this.#place !== 'dead') {
      if (this.#purpose) {
        if (this.#scan()) this.#finish();
      } else if (CLASS[this.#buffer[this.#at] as number] === SPACE) this.#at++;
      else this.#step(this.#buffer[this.#at] as number);
    }
  }

  /** Handles one significant byte between values. */
  #step(byte: number): void {
    switch (this.#place) {
      case 'start':
        return this.#begin(byte);
      case 'array':
        return this.#stepInArray(byte);
      case 'key':
        if (byte === QUOTE_MARK) return this.#open('key');
        if (byte === CLOSE_BRACE) return this.#leaveObject();
        this.#at++;
        return this.#lost();
      case 'colon':
        this.#place = 'field';
        if (CLASS[byte] !== COLON) return this.#lost();
        this.#at++;
        return;
      case 'field':
        return this.#stepIntoField(byte);
      case 'comma':
        if (byte === CLOSE_BRACE) return this.#leaveObject();
        this.#place = 'key';
        if (byte === COMMA_MARK) this.#at++;
        else this.#lost();
        return;
      default:
        this.#place = 'dead';
        // Some tools pad with NUL bytes; they hold nothing that could be lost.
        if (byte !== 0) this.#note('json-trailing', 'There is more text after the end of the document; it was left out.');
    }
  }

  #begin(byte: number): void {
    this.#at++;
    if (byte === BRACKET && this.#paths.has('[]')) {
      this.root = 'array';
      return this.#enterArray('[]');
    }
    if (byte === BRACE) {
      this.root = 'object';
      this.#place = 'key';
      return;
    }
    if (byte === BRACKET) this.root = 'array';
    else this.#fail('json-not-json', 'This is not a JSON document.');
    this.#place = 'dead';
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
    } else if (byte === CLOSE_BRACE || CLASS[byte] === COLON) {
      this.#at++;
      this.#note('json-malformed', `There is a stray mark after record ${this.#index}.`);
    } else {
      if (!this.#afterComma) this.#note('json-malformed', `There is no comma between records ${this.#index} and ${this.#index + 1}.`);
      this.#open('element');
    }
  }

  #stepIntoField(byte: number): void {
    if (byte === BRACKET && this.#paths.has(`${this.#key}[]`)) {
      this.#at++;
      return this.#enterArray(`${this.#key}[]`);
    }
    if (CLASS[byte] === CLOSE || byte === COMMA_MARK) {
      this.#place = 'comma';
      return this.#lost();
    }
    this.#open('field');
  }

  #leaveObject(): void {
    this.#at++;
    this.#place = 'done';
  }

  /** The root object is not well-formed: said once; reading goes on at the next sensible byte. */
  #lost(): void {
    if (!this.#outerDamage) this.#fail('json-malformed', 'The outer structure of the document is damaged.');
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
    this.#depth = 0;
    this.#inString = false;
    this.#last = 0;
    this.#suspect = false;
    this.#tooDeep = false;
    this.#skipping = false;
  }

  /** Moves on through the value under way; true when its end was reached. The loop every byte passes. */
  #scan(): boolean {
    const buffer = this.#buffer;
    const length = this.#length;
    const stack = this.#stack;
    let at = this.#at;
    let depth = this.#depth;
    let inString = this.#inString;
    let last = this.#last;
    let ended = false;
    while (at < length && !ended) {
      if (inString) {
        let byte = buffer[at] as number;
        while (byte !== QUOTE_MARK && byte !== BACKSLASH && ++at < length) byte = buffer[at] as number;
        if (at >= length) break;
        if (byte === BACKSLASH) {
          at += 2;
          continue;
        }
        at++;
        inString = false;
        last = STRING;
        ended = depth === 0;
        continue;
      }
      const byte = buffer[at] as number;
      const meaning = CLASS[byte] as number;
      if (depth === 0 && last !== 0 && (meaning === SPACE || meaning === COMMA || meaning === CLOSE)) {
        ended = true;
        break;
      }
      at++;
      if (meaning === SPACE) continue;
      const inObject = depth > 0 && stack[Math.min(depth, MAX_JSON_DEPTH) - 1] === BRACE;
      if (meaning === QUOTE) {
        if (last === STRING || last === SCALAR || last === CLOSE) this.#suspect = true;
        inString = true;
      } else if (meaning === OPEN) {
        if ((inObject && last !== COLON) || last === STRING || last === SCALAR) this.#suspect = true;
        if (depth < MAX_JSON_DEPTH) stack[depth] = byte;
        else this.#tooDeep = true;
        depth++;
      } else if (meaning === CLOSE) {
        if (depth <= MAX_JSON_DEPTH && inObject !== (byte === CLOSE_BRACE)) this.#suspect = true;
        depth--;
        ended = depth <= 0;
      } else if (meaning === COLON) {
        if (last !== STRING || !inObject) this.#suspect = true;
      } else if (meaning === BAD) this.#suspect = true;
      last = meaning;
    }
    this.#at = at;
    this.#depth = depth;
    this.#inString = inString;
    this.#last = last;
    return ended;
  }

  #finish(): void {
    const purpose = this.#purpose;
    const end = this.#at;
    if (purpose === 'element') return this.#finishElement(end);
    const tooLarge = this.#skipping || end - this.#from > MAX_FIELD_BYTES;
    const value = tooLarge || this.#tooDeep ? undefined : this.#parse(this.#from, end);
    this.#purpose = null;
    this.#place = purpose === 'key' ? 'colon' : 'comma';
    if (purpose === 'key') this.#key = typeof value === 'string' ? value : '';
    else if (value !== undefined) this.#events.push({ type: 'field', name: this.#key, value });
    else if (!tooLarge) this.#lost();
  }

  #finishElement(end: number): void {
    if (this.#skipping || end - this.#from > this.#maxElement) {
      this.#fail('json-too-large', `Record ${this.#index + 1} is too large and was left out.`);
    } else if (this.#tooDeep) {
      this.#fail('json-too-deep', `Record ${this.#index + 1} is nested too deeply and was left out.`);
    } else {
      const value = this.#parse(this.#from, end);
      if (value !== undefined) this.#yield(value);
      else if (this.#suspect && this.#resume(end)) return;
      else this.#repair(end);
    }
    this.#index++;
    this.#purpose = null;
  }

  #yield(value: unknown): void {
    this.#firstKey ??= this.#keyAt(this.#from);
    this.#events.push({ type: 'element', path: this.#path, index: this.#index, value });
  }

  #repair(end: number): void {
    const value = repairJson(this.#buffer.toString('utf8', this.#from, end));
    const number = this.#index + 1;
    if (value === undefined) return this.#fail('json-malformed', `Record ${number} is damaged and was left out.`);
    this.#note('json-malformed', `Record ${number} is not quite JSON; it was read all the same.`);
    this.#yield(value);
  }

  #parse(from: number, end: number): unknown {
    try {
      return JSON.parse(this.#buffer.toString('utf8', from, end));
    } catch {
      return undefined;
    }
  }

  /** Between chunks: looks for lost structure, and stops keeping a value that grew too large. */
  #curb(): void {
    while (this.#purpose === 'element' && this.#suspect && !this.#skipping && this.#resume(this.#length)) this.#run();
    if (!this.#purpose) return;
    const limit = this.#purpose === 'element' ? this.#maxElement : MAX_FIELD_BYTES;
    if (this.#skipping || this.#length - this.#from > limit) {
      this.#skipping = true;
      // An escape may have stepped over the end already.
      this.#from = Math.min(this.#at, this.#length);
    }
  }

  /** Gives up the element under way where another one visibly begins, and starts over from there. */
  #resume(end: number): boolean {
    const key = this.#firstKey ?? this.#keyAt(this.#from);
    const next = key ? this.#nextStart(key, Math.min(end, this.#length)) : -1;
    if (next < 0) return false;
    this.#fail('json-malformed', `Record ${this.#index + 1} is damaged and was left out.`);
    this.#index++;
    this.#restart(next);
    return true;
  }

  /** Where `{"<key>"` (spaces allowed) begins anew behind what was searched before, -1 if nowhere. */
  #nextStart(key: Buffer, end: number): number {
    const buffer = this.#buffer;
    const within = buffer.subarray(0, end);
    for (let found = within.indexOf(key, this.#searched); found >= 0; found = within.indexOf(key, found + 1)) {
      const brace = this.#before(found);
      if (brace <= this.#from || buffer[brace] !== BRACE) continue;
      const mark = buffer[this.#before(brace)];
      // Behind these it is the value of a key, or the first of a list: part of the element.
      if (mark !== BRACKET && CLASS[mark as number] !== COLON) return brace;
    }
    this.#searched = Math.max(this.#searched, end - key.length - 64);
    return -1;
  }

  /** The place of the last byte before `at` that is no space. */
  #before(at: number): number {
    let before = at - 1;
    while (before > this.#from && CLASS[this.#buffer[before] as number] === SPACE) before--;
    return before;
  }

  /** The first key of the object that begins at `from`, with its quotes; null where there is none. */
  #keyAt(from: number): Buffer | null {
    const buffer = this.#buffer;
    if (buffer[from] !== BRACE) return null;
    let start = from + 1;
    while (start < this.#length && CLASS[buffer[start] as number] === SPACE) start++;
    if (buffer[start] !== QUOTE_MARK) return null;
    const end = buffer.indexOf(QUOTE_MARK, start + 1);
    return end > start && end < this.#length && end - start < 200 ? Buffer.from(buffer.subarray(start, end + 1)) : null;
  }
}
