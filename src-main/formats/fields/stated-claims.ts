/** Converts fields of unknown type to claims: valid values become claims, a field of a wrong type is dropped. */
import type { Kind, Shot } from '../../contract/items/generation.ts';
import type { Claims } from '../claims.ts';
import { inSoraTime, statedId } from '../naming/ids.ts';
import { mentionsIn, shotsIn, statedMs, statedNumber, statedPixels, statedText, statedTitle } from '../text/texts.ts';

/** Plain JSON data with named fields. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is an object, else an empty object. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects in a list; empty when the value is not a list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The fields of a record, each as the document states it. */
export interface StatedFields {
  readonly kind?: Kind | undefined;
  readonly prompt?: unknown;
  readonly negativePrompt?: unknown;
  readonly title?: unknown;
  /** When it was made: ISO text, seconds or milliseconds. `on` is a day or moment that a downloader wrote. */
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
  /** Handles in addition to those in the prompt. */
  readonly mentions?: readonly unknown[];
  readonly shots?: readonly Shot[];
  readonly liked?: unknown;
  readonly draft?: boolean | undefined;
  readonly collections?: readonly unknown[];
  readonly parentPostId?: unknown;
  readonly rootPostId?: unknown;
}

/** The claims from these fields. A field that is empty or of a wrong type makes no claim. */
export function statedClaims(fields: StatedFields): Claims {
  const prompt = statedText(fields.prompt);
  const width = statedPixels(fields.width);
  const height = statedPixels(fields.height);
  const handles = (fields.mentions ?? []).map(statedHandle);
  const mentions = unique([...(prompt === undefined ? [] : mentionsIn(prompt)), ...handles]);
  const promptShots = prompt === undefined ? [] : shotsIn(prompt);
  const shots = promptShots.length > 0 ? promptShots : (fields.shots ?? []);
  const collections = unique((fields.collections ?? []).map(statedWord));
  return defined({
    kind: fields.kind,
    prompt,
    negativePrompt: statedText(fields.negativePrompt),
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

/** Merges claims: for each field the first claims win; mentions and collections are united. */
export function unitedClaims(...claims: readonly Claims[]): Claims {
  const all: Claims = {};
  for (const each of claims.toReversed()) Object.assign(all, withoutDate(each, all));
  const mentions = unique(claims.flatMap((each) => each.mentions ?? []));
  const collections = unique(claims.flatMap((each) => each.collections ?? []));
  return {
    ...all,
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(collections.length === 0 ? {} : { collections }),
  };
}

/** The claims without collections, for callers whose collections come from another source. */
export function withoutCollections({ collections: _collections, ...claims }: Claims): Claims {
  return claims;
}

/** Removes a sidecar's date when the other claims have the date of a creation record. */
function withoutDate(claims: Claims, other: Claims): Claims {
  if (other.dateSource !== 'record' || claims.dateSource === 'record') return claims;
  const { createdMs: _ms, dateSource: _source, ...rest } = claims;
  return rest;
}

/** A text without white space around it. */
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

/** A length in seconds, also with a unit after it (`10.1s`). */
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
