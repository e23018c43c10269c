/** Makes the names of exported files: legal and unique on Windows, macOS and Linux. */
import type { NameToken } from '../../contract/items/export.ts';
import type { Generation } from '../../contract/items/generation.ts';
import { fileNameOf, shownTitle } from '../../contract/items/shown-title.ts';

/** The longest name that file systems accept, in bytes. Temporary names are not longer. */
const MOST_BYTES = 255;
/** The longest suffix of a stem, in bytes: " (99999)", ".no-watermark", an ending of 12 and ".json". */
const ROOM = 8 + 13 + 12 + 5;
const LONGEST_TITLE = 60;
const LONGEST_PROMPT = 120;

const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?=$|\.| )/i;

export interface Stem {
  readonly text: string;
  /** Whether the name was too long and was cut. */
  readonly isCut: boolean;
}

/** The name of an item by the pattern, without an ending. */
export function stemOf(pattern: string, item: Generation, number: number, total: number): Stem {
  const said = pattern.replace(/\{([a-z]+)\}/g, (_, token: string) => wordFor(token as NameToken, item, number, total));
  const plain = plainText(said);
  return { text: legalText(plain, legalStem(item.id, 'item')), isCut: Buffer.byteLength(plain) > MOST_BYTES - ROOM };
}

function wordFor(token: NameToken, item: Generation, number: number, total: number): string {
  switch (token) {
    case 'date':
      return item.createdAt?.slice(0, 10) ?? 'undated';
    case 'title':
      return cut(item.title ?? firstWords(item) ?? shownTitle(item) ?? item.id, LONGEST_TITLE);
    case 'prompt':
      return cut(firstWords(item) ?? shownTitle(item) ?? item.id, LONGEST_PROMPT);
    case 'id':
      return item.id;
    case 'n':
      return String(number).padStart(String(total).length, '0');
    case 'name':
      return originalStem(item) ?? item.id;
  }
}

function firstWords({ prompt, shots }: Generation): string | null {
  return prompt ?? shots.find(({ text }) => text.trim() !== '')?.text ?? null;
}

function originalStem({ files }: Generation): string | null {
  const main = files.find(({ role }) => role !== 'reference' && role !== 'thumbnail');
  return main ? fileNameOf(main).replace(/\.[^.]{1,11}$/, '') : null;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts a text to at most `most` graphemes, between two words if possible. */
function cut(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  // A prompt can be long: only its beginning is split into graphemes.
  const all = [...graphemes.segment(plain.slice(0, most * 12))];
  if (all.length <= most) return plain.length > most * 12 ? all.map(({ segment }) => segment).join('') : plain;
  const short = all
    .slice(0, most)
    .map(({ segment }) => segment)
    .join('');
  const space = short.lastIndexOf(' ');
  return space > most / 2 ? short.slice(0, space) : short;
}

/**
 * Makes a stem legal on every file system: no control or invisible characters, no characters that Windows forbids, no
 * dot or blank at either end, no reserved name, and short enough for the longest suffix.
 */
export const legalStem = (text: string, fallback: string): string => legalText(plainText(text), fallback);

/** Removes or replaces characters that are not allowed in a name. */
function plainText(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    // Invisible and direction-changing characters, except the joiners that emoji and some scripts need.
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/[<>:"|?*/\\\ufffd\ufffe\uffff]/g, '_');
  return trimmed(plain);
}

function legalText(plain: string, fallback: string): string {
  const short = trimmed(fitting(plain, MOST_BYTES - ROOM));
  if (short === '') return fallback;
  return RESERVED.test(short) ? `_${short}` : short;
}

const trimmed = (text: string): string => text.replace(/^[\s.]+|[\s.\u200c\u200d]+$/g, '');

/** The longest beginning of a text with at most `most` bytes in UTF-8. No grapheme is split. */
function fitting(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = '';
  let bytes = 0;
  for (const { segment } of graphemes.segment(text.slice(0, most))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > most) break;
    kept += segment;
  }
  return kept;
}

const MIME_ENDINGS: Readonly<Record<string, string>> = {
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
  'video/x-msvideo': '.avi',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/gif': '.gif',
};

/** The ending of the original's name; when it has none, the usual ending for its MIME type. */
export function endingOf(file: {
  readonly path: string;
  readonly entry: string | null;
  readonly mime: string | null;
}): string {
  const own = /\.[a-z0-9]{1,11}$/i.exec(fileNameOf(file))?.[0];
  return own ?? MIME_ENDINGS[file.mime ?? ''] ?? '';
}

/** Normalises a name for comparison, as file systems do that ignore case and the Unicode form of accents. */
export const folded = (name: string): string => name.normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');

/** Assigns unique names. */
export interface NameBook {
  /** Takes and returns the first of `stem`, `stem (2)`, … that is free with all these endings. */
  take(stem: string, endings: readonly string[]): string;
  /** Whether the name is not taken. */
  isFree(name: string): boolean;
}

/** @param taken names that already exist */
export function openNameBook(taken: Iterable<string>): NameBook {
  const names = new Set([...taken].map(folded));
  // The next number for each stem: the last of 10,000 items with one stem must not try 10,000 names.
  const tried = new Map<string, number>();
  const isFree = (name: string): boolean => !names.has(folded(name));
  return {
    isFree,
    take(stem, endings) {
      const key = folded(stem);
      for (let number = tried.get(key) ?? 1; ; number++) {
        const one = number === 1 ? stem : `${stem} (${number})`;
        if (!endings.every((ending) => isFree(one + ending))) continue;
        tried.set(key, number + 1);
        for (const ending of endings) names.add(folded(one + ending));
        return one;
      }
    },
  };
}
