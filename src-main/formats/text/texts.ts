/** Interprets texts and dates in documents: placeholders, mentions, storyboards, epochs. */
import type { Shot } from '../../contract/items/generation.ts';

const PLACEHOLDER_TITLES = new Set(['new video', 'draft your video', 'image generation', 'loop video']);

/** A text as stated. Undefined for another type, a blank text, or `(none)`. Always well-formed and without NUL. */
export function statedText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.toWellFormed().replaceAll('\0', '\uFFFD');
  const bare = text.trim();
  return bare === '' || bare === '(none)' ? undefined : text;
}

/** A title; undefined when it is one of the service's placeholders. */
export function statedTitle(value: unknown): string | undefined {
  const title = statedText(value)?.trim();
  return title && !PLACEHOLDER_TITLES.has(title.toLowerCase()) ? title : undefined;
}

/** A positive finite number (also digits in a string), or undefined. */
export function statedNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined;
}

/** A width or height in pixels: a whole number up to 100,000, or undefined. */
export function statedPixels(value: unknown): number | undefined {
  const number = statedNumber(value);
  return number !== undefined && Number.isInteger(number) && number <= 100_000 ? number : undefined;
}

/** Not after a letter or digit: that would be an e-mail address. */
const MENTION = /(?<![0-9A-Za-z_])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/gu;
/** Users write handles without a space before Chinese or Japanese words. Such a word is not part of a Latin handle. */
const LATIN_HANDLE = /^[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/u;

/** The handles mentioned in a prompt, without `@`, each once, in order. E-mail addresses do not count. */
export function mentionsIn(prompt: string): string[] {
  const found = new Map<string, string>();
  for (const [mention] of prompt.matchAll(MENTION)) {
    const whole = mention.slice(1);
    const handle = (LATIN_HANDLE.exec(whole)?.[0] ?? whole).replace(/[.-]{1,64}$/, '');
    const key = handle.toLowerCase();
    if (!found.has(key)) found.set(key, handle);
  }
  return [...found.values()];
}

/** The scenes of a storyboard prompt (`Shot 1:` … `duration: 5.0sec` … `Scene: …`); empty for other prompts. */
export function shotsIn(prompt: string): Shot[] {
  const [, ...blocks] = prompt.replace(/\r\n?/g, '\n').split(/^Shot \d+:/m);
  return blocks.map(readShot).filter((shot) => shot.text !== '' || shot.seconds !== null);
}

const DURATION = /^[ \t]*duration:[ \t]*(\d{1,6}(?:\.\d{1,6})?)[ \t]*s(?:ec(?:ond)?s?)?\.?[ \t]*$/im;

function readShot(block: string): Shot {
  const seconds = DURATION.exec(block)?.[1];
  const text = block
    .replace(DURATION, '')
    .replace(/^\s*Scene:/i, '')
    .trim();
  return { seconds: seconds === undefined ? null : Number(seconds), text };
}

/**
 * A moment as documents write it, in ms UTC: ISO text (UTC when it has no zone), a mail date, or a count of seconds,
 * milliseconds or microseconds since 1970; the unit follows from the size. Undefined for other values.
 */
export function statedMs(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value)) return epochMs(Number(value));
  if (typeof value === 'number') return epochMs(value);
  if (typeof value !== 'string') return undefined;
  const iso = /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?\s*$/i.exec(
    value,
  );
  if (!iso) return mailMs(value);
  const zone = (iso[3] ?? 'Z')
    .toUpperCase()
    .replace(/^(?:UTC|GMT)$/, 'Z')
    .replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const time = (iso[2] ?? '00:00').replace(',', '.').replace(/(\.\d{3})\d+$/, '$1');
  const ms = Date.parse(`${iso[1]}T${time}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** A date as mail and JavaScript's `toUTCString` write it: `Sat, 12 Apr 2025 18:04:30 GMT`. */
function mailMs(value: string): number | undefined {
  if (!/^\s*(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})\s*$/i.test(value))
    return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

function epochMs(number: number): number | undefined {
  if (!Number.isFinite(number) || number <= 0 || number > 8.64e15) return undefined;
  return Math.round(number > 1e14 ? number / 1000 : number > 1e11 ? number : number * 1000);
}
