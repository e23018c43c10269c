/** From fields of unknown type to claims: what is sound is claimed, the rest costs nothing but itself. */
import type { Kind, Shot } from '../contract/generation.ts';
import type { Claims } from './claims.ts';
import { inSoraTime, statedId } from './ids.ts';
import { mentionsIn, shotsIn, statedMs, statedNumber, statedPixels, statedText, statedTitle } from './texts.ts';

/** Plain JSON data with named fields. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is an object, else one without fields. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list; empty when it is none. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** What a record says, each field as the document has it. */
export interface StatedFields {
  readonly kind?: Kind | undefined;
  readonly prompt?: unknown;
  readonly title?: unknown;
  /** When it was made: ISO text, seconds or milliseconds. `on` is a day or moment that a downloader wrote down. */
  readonly createdAt?: unknown;
  readonly on?: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
  readonly duration?: unknown;
  readonly model?: unknown;
  readonly operation?: unknown;
  readonly seed?: unknown;
  readonly preset?: unknown;
  readonly author?: unknown;
  /** Handles beyond those in the prompt. */
  readonly mentions?: readonly unknown[];
  readonly shots?: readonly Shot[];
  readonly liked?: unknown;
  readonly draft?: boolean | undefined;
  readonly collections?: readonly unknown[];
  readonly parentPostId?: unknown;
  readonly rootPostId?: unknown;
}

/** The claims of these fields; absent where a field says nothing or is of the wrong type. */
export function statedClaims(fields: StatedFields): Claims {
  const prompt = statedText(fields.prompt);
  const width = statedPixels(fields.width);
  const height = statedPixels(fields.height);
  const handles = (fields.mentions ?? []).map(statedHandle);
  const mentions = unique([...(prompt === undefined ? [] : mentionsIn(prompt)), ...handles]);
  const told = prompt === undefined ? [] : shotsIn(prompt);
  const shots = told.length > 0 ? told : (fields.shots ?? []);
  const collections = unique((fields.collections ?? []).map(statedWord));
  return defined({
    kind: fields.kind,
    prompt,
    title: statedTitle(fields.title),
    ...statedDate(fields),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    durationSeconds: statedSeconds(fields.duration),
    model: statedWord(fields.model),
    operation: statedWord(fields.operation),
    seed: statedSeed(fields.seed),
    preset: statedWord(fields.preset),
    author: statedHandle(fields.author),
    mentions: mentions.length === 0 ? undefined : mentions,
    shots: shots.length === 0 ? undefined : shots,
    liked: fields.liked === true ? true : undefined,
    draft: fields.draft === true ? true : undefined,
    collections: collections.length === 0 ? undefined : collections,
    parentPostId: statedPost(fields.parentPostId),
    rootPostId: statedPost(fields.rootPostId),
  });
}

/** The first claims' word on each field, else the next ones'; what can be many is united. */
export function unitedClaims(...claims: readonly Claims[]): Claims {
  const all: Claims = {};
  for (const each of claims.toReversed()) Object.assign(all, withoutDate(each, all));
  const mentions = unique(claims.flatMap((each) => each.mentions ?? []));
  const collections = unique(claims.flatMap((each) => each.collections ?? []));
  return { ...all, ...(mentions.length === 0 ? {} : { mentions }), ...(collections.length === 0 ? {} : { collections }) };
}

/** Claims that say nothing of lists: which one it is in is for somebody else to say. */
export function withoutCollections({ collections: _collections, ...claims }: Claims): Claims {
  return claims;
}

/** A creation record is better than any day that was written down. */
function withoutDate(claims: Claims, other: Claims): Claims {
  if (other.dateSource !== 'record' || claims.dateSource === 'record') return claims;
  const { createdMs: _ms, dateSource: _source, ...rest } = claims;
  return rest;
}

/** One line of text without the space around it. */
export function statedWord(value: unknown): string | undefined {
  const word = statedText(value)?.trim();
  return word === '' ? undefined : word;
}

/** A user's name without its `@`. */
export function statedHandle(value: unknown): string | undefined {
  return statedWord(statedWord(value)?.replace(/^@+/, ''));
}

/** The canonical id of a post, or undefined. */
export function statedPost(value: unknown): string | undefined {
  return statedId(value, 'post')?.post;
}

/** A length in seconds, also where the unit stands behind it (`10.1s`). */
function statedSeconds(value: unknown): number | undefined {
  return statedNumber(typeof value === 'string' ? value.replace(/\s*s(?:ec(?:onds?)?)?\.?\s*$/i, '') : value);
}

/** A seed may be zero. */
function statedSeed(value: unknown): number | undefined {
  const seed = value === 0 || value === '0' ? 0 : statedNumber(value);
  return Number.isSafeInteger(seed) ? seed : undefined;
}

function statedDate({ createdAt, on }: StatedFields): Pick<Claims, 'createdMs' | 'dateSource'> {
  const record = inSoraTime(statedMs(createdAt) ?? Number.NaN);
  if (record !== null) return { createdMs: record, dateSource: 'record' };
  const sidecar = inSoraTime(statedMs(on) ?? Number.NaN);
  return sidecar === null ? {} : { createdMs: sidecar, dateSource: 'sidecar' };
}

function unique(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>;
}
