/**
 * Reads values of the query language as ranges: numbers, durations, aspect ratios, dates. All functions return null for
 * invalid values.
 */
import type { Range } from './ast.ts';

/** The span of one written value (`2025-11` is a month): from `min` up to `end`, not included, or only `min`. */
interface Span {
  readonly min: number;
  readonly end: number | null;
}
type ReadSpan = (text: string) => Span | null;

/** `4`, `>=4`, `<3`, `2..4`, `2..`, `..4`, `2-4`, `4+`. */
export const numberRange = (text: string): Range | null =>
  readRange(text, (part) => exactly(plainNumber(part)), /^([\d.]+)\s*[-–~]\s*([\d.]+)$/);

/**
 * Like {@link numberRange}, in seconds: `10`, `10s`, `1m30s`, `1:30`. A single duration includes half a second both
 * ways.
 */
export function durationRange(text: string): Range | null {
  const about = seconds(text.trim());
  if (about !== null) return { min: about - 0.5, max: about + 0.5, minOpen: false, maxOpen: true };
  return readRange(text, (part) => exactly(seconds(part)), /^([\d.]+\w*)\s*[-–~]\s*([\d.]+\w*)$/);
}

const SHAPES: Readonly<Record<string, Range>> = {
  portrait: { min: 0, max: 0.98, minOpen: true, maxOpen: true },
  landscape: { min: 1.02, max: Number.POSITIVE_INFINITY, minOpen: true, maxOpen: false },
  square: { min: 0.98, max: 1.02, minOpen: false, maxOpen: false },
};
const SHAPE_NAMES: Readonly<Record<string, string>> = {
  vertical: 'portrait',
  tall: 'portrait',
  horizontal: 'landscape',
  wide: 'landscape',
};

/** The tolerance of a single ratio: 704 × 1280, which Sora calls 9:16, differs by 2.2 percent. */
const ROOM = 0.03;

/**
 * Width over height: `16:9`, `9x16`, `1.78` (three percent more or less), `portrait`, `landscape`, `square`, or a
 * range.
 */
export function ratioRange(text: string): Range | null {
  const word = text.trim().toLowerCase();
  const shape = SHAPES[SHAPE_NAMES[word] ?? word];
  if (shape && Object.hasOwn(SHAPES, SHAPE_NAMES[word] ?? word)) return shape;
  const about = ratio(word);
  if (about !== null) return { min: about * (1 - ROOM), max: about * (1 + ROOM), minOpen: false, maxOpen: false };
  return readRange(word, (part) => exactly(ratio(part)), null);
}

/** `2025`, `2025-11`, `2025-11-03` (also with `/`, `.` or 年月日), `2025-10..2025-12`, `>=2025-11`, … in UTC. */
export const dateRange = (text: string): Range | null => readRange(text, dateSpan, null);

/** The range before the beginning of a date. */
export function beforeRange(text: string): Range | null {
  const span = dateSpan(text.trim());
  return span && { min: Number.NEGATIVE_INFINITY, max: span.min, minOpen: false, maxOpen: true };
}

/** The range after the end of a date. */
export function afterRange(text: string): Range | null {
  const span = dateSpan(text.trim());
  return span && { min: span.end ?? span.min, max: Number.POSITIVE_INFINITY, minOpen: false, maxOpen: false };
}

function readRange(text: string, read: ReadSpan, dash: RegExp | null): Range | null {
  const [, sign, single] = /^(>=|<=|>|<|=|≥|≤)?([^+]*?)\+?$/.exec(text.replaceAll(' ', '')) ?? [];
  const between = /^(.*?)\.{2,}(.*)$/.exec(text) ?? dash?.exec(text);
  if (between && sign === undefined) return readBetween(between[1] ?? '', between[2] ?? '', read);
  const span = single === undefined ? null : read(single);
  if (!span) return null;
  return fromSign(text.trimEnd().endsWith('+') ? '>=' : (sign ?? '='), span);
}

function readBetween(first: string, last: string, read: ReadSpan): Range | null {
  const [from, to] = [first.trim(), last.trim()];
  const [start, stop] = [from === '' ? null : read(from), to === '' ? null : read(to)];
  if ((from !== '' && !start) || (to !== '' && !stop) || (!start && !stop)) return null;
  if (start && stop && start.min > stop.min && start.min >= (stop.end ?? stop.min))
    return readBetween(last, first, read);
  return {
    min: start?.min ?? Number.NEGATIVE_INFINITY,
    max: stop ? (stop.end ?? stop.min) : Number.POSITIVE_INFINITY,
    minOpen: false,
    maxOpen: stop?.end != null,
  };
}

function fromSign(sign: string, span: Span): Range {
  const { min, end } = span;
  const infinite = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, minOpen: false, maxOpen: false };
  if (sign === '>=' || sign === '≥') return { ...infinite, min };
  if (sign === '<') return { ...infinite, max: min, maxOpen: true };
  if (sign === '>') return end === null ? { ...infinite, min, minOpen: true } : { ...infinite, min: end };
  if (sign === '<=' || sign === '≤') return { ...infinite, max: end ?? min, maxOpen: end !== null };
  return { min, max: end ?? min, minOpen: false, maxOpen: end !== null };
}

const exactly = (min: number | null): Span | null => (min === null ? null : { min, end: null });

function plainNumber(text: string): number | null {
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}

function seconds(text: string): number | null {
  const clock = /^(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const parts = /^(?=\d|\.\d)(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d*\.?\d+)(?:s|sec|secs|seconds|秒)?)?$/i.exec(text);
  return parts && Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
}

function ratio(text: string): number | null {
  const pair = /^(\d+(?:\.\d+)?)[:x×/](\d+(?:\.\d+)?)$/.exec(text);
  const value = pair ? Number(pair[1]) / Number(pair[2]) : plainNumber(text);
  return value !== null && Number.isFinite(value) && value > 0 ? value : null;
}

function dateSpan(text: string): Span | null {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const min = Date.UTC(year, month - 1, day);
  const read = new Date(min);
  if (year < 100 || read.getUTCFullYear() !== year || read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day)
    return null;
  if (parts[3] !== undefined) return { min, end: Date.UTC(year, month - 1, day + 1) };
  return { min, end: parts[2] === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, month) };
}
