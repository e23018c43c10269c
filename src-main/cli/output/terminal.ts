/** Formats text for terminals: colours, columns that align in every script, numbers. */
import { styleText } from 'node:util';

/**
 * Removes control characters and direction marks, because prompts and names are untrusted. Line breaks become spaces.
 */
export function clean(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu, '')
    .trim();
}

const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** The number of columns of a text; a wide character takes two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) if (!ZERO_WIDTH.test(sign)) columns += WIDE.test(sign) ? 2 : 1;
  return columns;
}

/** Cuts a text to a number of columns, with an ellipsis when it was cut. */
export function shorten(text: string, columns: number): string {
  return columnsOf(text) <= columns ? text : `${beginning(text, columns - 1).trimEnd()}…`;
}

/** Breaks a text into lines of at most `columns` columns, between words if possible. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const flush = (upTo: string): void => {
    lines.push(upTo.trimEnd());
    line = line.slice(upTo.length);
  };
  for (const piece of text.split(/(?<=\s)/u)) {
    if (line !== '' && columnsOf(line + piece.trimEnd()) > columns) flush(line);
    line += piece;
    while (columnsOf(line.trimEnd()) > columns) flush(beginning(line, columns) || firstSign(line));
  }
  return line.trimEnd() === '' ? lines : [...lines, line.trimEnd()];
}

const firstSign = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);

/** The beginning of a text that fits. */
function beginning(text: string, columns: number): string {
  let kept = '';
  let used = 0;
  for (const sign of text) {
    used += columnsOf(sign);
    if (used > columns) break;
    kept += sign;
  }
  return kept;
}

/** Fills a text up with spaces, on the right or (for numbers) on the left. */
export function pad(text: string, columns: number, side: 'right' | 'left' = 'right'): string {
  const fill = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return side === 'right' ? text + fill : fill + text;
}

type Style = Parameters<typeof styleText>[0];

/** Colours for one stream; plain text when it is no terminal or NO_COLOR is set. */
export function painter(stream: NodeJS.WriteStream): (style: Style, text: string) => string {
  return (style, text) => (stream.isTTY ? styleText(style, text, { stream }) : text);
}

const numbers = new Intl.NumberFormat('en-GB');

/** 12,345 */
export function count(value: number): string {
  return numbers.format(value);
}

/** "1 item", "2 items". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "1.2 GB", in steps of 1,000 as file managers show them. */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return step === 0 ? `${value} bytes` : `${(value / 1000 ** step).toFixed(1)} ${units[step]}`;
}

/** "0:10", "1:02:03". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${hours ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`;
  return hours ? `${hours}:${tail}` : tail;
}

/** "2025-11-03 10:20", UTC. */
export function moment(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
