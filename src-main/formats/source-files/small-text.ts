/** Reads small documents whole (sidecars, notes, small JSON files) in whatever encoding they have. */
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { repairJson } from '../json/json-repair.ts';
import { elements } from '../json/json-stream.ts';
import { InputError, type SourceEntry } from '../source.ts';
import { pathOf } from './place.ts';

/** The readable text of a document. `complete`: no part of it is missing. */
export interface SmallText {
  readonly text: string;
  readonly complete: boolean;
  readonly problems: readonly KnownProblem[];
}

export interface SmallJson {
  /** Undefined when no value could be read. */
  readonly value: unknown;
  readonly complete: boolean;
  readonly problems: readonly KnownProblem[];
}

/** Longer than any note or sidecar that a tool writes. The text beyond this size is left out and reported. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Texts up to this size are read in one piece. */
const PIECE = 128 * 1024;

/**
 * Reads a text of at most `most` bytes. Rejects only with the signal's reason; a read error is returned as a problem.
 */
export async function readText(entry: SourceEntry, signal?: AbortSignal, most = MOST_BYTES): Promise<SmallText> {
  const { text, problem } = await readBeginning(entry, most, signal);
  if (problem) return { text, complete: false, problems: [{ ...problem, path: pathOf(entry) }] };
  if (entry.size <= most) return { text, complete: true, problems: [] };
  const message = 'This text is too long for a note. Only its beginning was read.';
  return { text, complete: false, problems: [{ path: pathOf(entry), code: 'text-too-long', message }] };
}

/**
 * The first bytes of an entry as text; '' when it is unreadable. Used to recognise a format, where errors do not
 * matter.
 */
export async function peekText(entry: SourceEntry, bytes: number, signal?: AbortSignal): Promise<string> {
  return (await readBeginning(entry, bytes, signal)).text;
}

/** The first `most` bytes as text, and the problem that stopped the reading, if any. */
async function readBeginning(
  entry: SourceEntry,
  most: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly text: string; readonly problem: KnownProblem | null }> {
  signal?.throwIfAborted();
  const chunks: Uint8Array[] = [];
  const length = Math.min(entry.size, most);
  try {
    // Zip entries are streamed, never read in one piece: the part before a damaged place is kept.
    if (entry.entry === null && length <= PIECE)
      return { text: decodeText(await entry.read({ start: 0, end: length })), problem: null };
    const stream = await entry.open(entry.size > most ? { start: 0, end: most } : undefined);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) chunks.push(chunk);
    return { text: decodeText(Buffer.concat(chunks)), problem: null };
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    return { text: decodeText(Buffer.concat(chunks)), problem: cause.problem };
  }
}

/** Reads one JSON value. From a damaged object or list it keeps the valid parts. From JSON Lines it makes a list. */
export async function readJson(entry: SourceEntry, signal?: AbortSignal): Promise<SmallJson> {
  const { text, complete, problems } = await readText(entry, signal);
  try {
    return { value: JSON.parse(text), complete, problems };
  } catch {
    return problems.length > 0 && text === ''
      ? { value: undefined, complete, problems }
      : salvage(text, pathOf(entry), problems);
  }
}

/** A line that ends an object, followed by a line that begins the next object. */
const NEXT_OBJECT = /\}\s*[\r\n]\s*\{/;

async function salvage(text: string, about: string, known: readonly KnownProblem[]): Promise<SmallJson> {
  if (NEXT_OBJECT.test(text)) {
    const lines = await linesIn(text, about, known);
    if (lines.value.length > 1) return lines;
  }
  const repaired = repairJson(text.trim());
  if (typeof repaired === 'object' && repaired !== null) {
    const odd: KnownProblem = {
      path: about,
      code: 'json-malformed',
      message: 'A record is not valid JSON. It was repaired and read.',
      params: { what: 'odd', number: 0 },
    };
    return { value: repaired, complete: known.length === 0, problems: [...known, odd] };
  }
  const list: unknown[] = [];
  const fields: Record<string, unknown> = {};
  const problems = [...known];
  let root = 'none';
  let complete = true;
  // The second path names no array. It makes the scanner return the fields of an object.
  for await (const event of elements(once(text), { paths: ['[]', '\0[]'], about })) {
    if (event.type === 'element') list.push(event.value);
    else if (event.type === 'field')
      Object.defineProperty(fields, event.name, { value: event.value, enumerable: true, configurable: true });
    else if (event.type === 'problem') problems.push(event.problem);
    else [root, complete] = [event.root, event.complete];
  }
  return {
    value: root === 'array' ? list : root === 'object' ? fields : undefined,
    complete: complete && known.length === 0,
    problems,
  };
}

async function linesIn(
  text: string,
  about: string,
  known: readonly KnownProblem[],
): Promise<SmallJson & { readonly value: unknown[] }> {
  const value: unknown[] = [];
  const problems = [...known];
  let complete = known.length === 0;
  for await (const event of elements(once(text), { paths: ['{}'], about })) {
    if (event.type === 'element') value.push(event.value);
    else if (event.type === 'problem') problems.push(event.problem);
    else if (event.type === 'end') complete &&= event.complete;
  }
  return { value, complete, problems };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const UTF8 = new TextDecoder('utf-8');

/**
 * Decodes bytes: UTF-16 by its mark or its zero bytes, else UTF-8, else Shift_JIS (Japanese Windows), else
 * Windows-1252. Text that is UTF-8 except for a few damaged places stays UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  const utf8 = UTF8.decode(bytes);
  if (!utf8.includes('\uFFFD')) return utf8;
  const [damaged, sound] = countBeyondAscii(utf8);
  if (damaged <= sound) return utf8;
  const japanese = new TextDecoder('shift_jis').decode(bytes);
  return isJapanese(japanese) ? japanese : new TextDecoder('windows-1252').decode(bytes);
}

function wideEncoding([a, b, c, d]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((a === 0xff && b === 0xfe) || (a && b === 0 && c && d === 0)) return 'utf-16le';
  return (a === 0xfe && b === 0xff) || (a === 0 && b && c === 0 && d) ? 'utf-16be' : null;
}

/** How many characters beyond ASCII are replacement characters, and how many are not. */
function countBeyondAscii(text: string): readonly [number, number] {
  let damaged = 0;
  let sound = 0;
  for (const char of text) {
    if (char === '\uFFFD') damaged++;
    else if (char > '\x7f') sound++;
  }
  return [damaged, sound];
}

/**
 * Western accented letters sometimes decode to a rare Japanese character. Real Japanese text has kana, or consists
 * mostly of Japanese characters.
 */
function isJapanese(text: string): boolean {
  const [damaged, sound] = countBeyondAscii(text);
  return damaged * 4 <= sound && (/[\u3041-\u30fa]/.test(text) || sound * 2 > text.length);
}
