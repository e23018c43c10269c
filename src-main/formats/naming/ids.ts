/** Recognises identifiers in file names and documents, and reads the times that some of them contain. */
import type { Ids } from '../claims.ts';
import { stemOf } from './file-names.ts';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const KEY = '[0-9a-hjkmnp-tv-z]{26}';

const GEN = new RegExp(`(?:gen_)+(${KEY})`);
const WHOLE_KEY = new RegExp(`^${KEY}$`);
const TASK = new RegExp(`task_(${KEY})`);
/** Not after a letter: the `s_` of `videos_` and `clips_` does not mark a post. */
const POST = /(?<![0-9a-z])s_([0-9a-f]{32})(?:-attachment-(\d{1,4}))?/;
const API = /(?<![0-9a-z])video_([0-9a-f]{32,128})/;
const BARE_KEY = /(?<![0-9a-z])(01[0-9a-hjkmnp-tv-z]{24})(?![0-9a-z])/g;
const BARE_HEX = /(?<![0-9a-f])([0-9a-f]{12}819[0-9a-f][0-9a-f]{16})(?![0-9a-f])/g;
/** The web app named downloaded posts with a date in January 1970, because it took seconds for milliseconds. */
const POST_DOWNLOAD = /(?<![0-9a-z])1970(?:01|02)\d\d_\d{4}_([0-9a-f]{32})(?![0-9a-f])/;

/** A task and one of its generations, both without a prefix. */
const BARE_PAIR = /(?:^|[^0-9a-z])sora_(01[0-9a-hjkmnp-tv-z]{24})_(01[0-9a-hjkmnp-tv-z]{24})(?![0-9a-z])/;

/** Sora began in 2024 and its last API closed in autumn 2026. A decoded time outside this range is not a date. */
const FIRST_MS = Date.UTC(2024, 0, 1);
const END_MS = Date.UTC(2026, 10, 1);

/** The identifiers in one file name. */
export interface NameIds {
  readonly ids: Ids;
  /** The index among a post's attachments, when the name states it. */
  readonly attachment?: number;
  /**
   * 32 bare hex digits: a post without its `s_`, or a generation with a bare id. Also in `ids`, as `bare` or `stem`.
   */
  readonly bareHex?: string;
}

/**
 * The identifiers in a file's name, at any place in it, in canonical form. Bare forms must be plausible (version digit,
 * a date when Sora existed). Prefixed forms are accepted without a check. Hex after a 1970 date is a post without its
 * `s_`. Other bare hex can be a generation, as in the official export, or a post. The name alone cannot decide, so it
 * is returned as `bare` or `stem`.
 */
export function idsInName(basename: string): NameIds {
  const name = decodedName(basename).toLowerCase();
  const ids: { -readonly [K in keyof Ids]: Ids[K] } = {};
  const gen = GEN.exec(name)?.[1];
  if (gen) ids.gen = `gen_${gen}`;
  const pair = BARE_PAIR.exec(name);
  const task = TASK.exec(name)?.[1] ?? pair?.[1];
  if (task) ids.task = `task_${task}`;
  const api = API.exec(name)?.[1];
  if (api) ids.api = `video_${api}`;
  const post = POST.exec(name);
  if (post) ids.post = `s_${post[1]}`;
  const download = POST_DOWNLOAD.exec(name)?.[1];
  if (!ids.post && download) ids.post = `s_${download}`;
  if (!ids.gen) {
    const bare = firstBareKey(name, task);
    if (bare) ids.gen = `gen_${bare}`;
  }
  const bareHex = ids.post || ids.api || ids.gen ? undefined : firstBareHex(name);
  if (bareHex) {
    if (cleanStem(name) === bareHex) ids.stem = bareHex;
    else ids.bare = bareHex;
  }
  return {
    ids,
    ...(post?.[2] === undefined ? {} : { attachment: Number(post[2]) }),
    ...(bareHex === undefined ? {} : { bareHex }),
  };
}

/** Joins the ids of a file name and of its document. When both state an id, the document's id wins. */
export function unitedIds(named: Ids, stated: Ids): Ids {
  const { bare, stem, ...marked } = named;
  if (bare === undefined && stem === undefined) return { ...named, ...stated };
  if (stated.gen === undefined && stated.post === undefined && stated.api === undefined) return { ...named, ...stated };
  const isSame = bare === undefined || stated.gen === bare || stated.api === `video_${bare}`;
  // If the bare hex differs from the document's id, it is the post of that generation.
  return { ...marked, ...(isSame ? {} : { post: `s_${bare}` }), ...stated };
}

const WHOLE_ID = new RegExp(`^(?:sora[-_])?(?:(?:gen_)?${KEY}|s_[0-9a-f]{32}|video_[0-9a-f]{32,128})$`);

/** Whether a name consists of exactly one id of a generation, post or API job. */
export function isWholeId(name: string): boolean {
  return WHOLE_ID.test(name.toLowerCase());
}

/**
 * Sorts an id that a document states by its shape. `fallback` is the type of the field, for shapes without a type (bare
 * hex, an unknown id-like word). Undefined for values that cannot identify: other types, blanks, sentences.
 */
export function statedId(value: unknown, fallback: keyof Ids): Ids | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  if (!/^[0-9a-z][0-9a-z_-]{7,127}$/.test(text)) return undefined;
  if (/^(?:gen_)+./.test(text)) return { gen: text.replace(/^(?:gen_)+/, 'gen_') };
  if (/^task_./.test(text)) return { task: text };
  if (/^video_[0-9a-f]{32,}$/.test(text)) return { api: text };
  const post = /^(s_[0-9a-f]{32})(?:-attachment-\d+)?$/.exec(text)?.[1];
  if (post) return { post };
  if (/^[0-9a-f]{32}$/.test(text) && fallback === 'post') return { post: `s_${text}` };
  if (/^01[0-9a-z]{24}$/.test(text) && (fallback === 'gen' || fallback === 'task'))
    return { [fallback]: `${fallback}_${text}` };
  return text.length >= 16 && /\d/.test(text) ? { [fallback]: text } : undefined;
}

/**
 * The time in an identifier, in ms UTC. 26-character ids count milliseconds in their first ten characters; hexadecimal
 * ids count seconds in their first eight digits. Null when the id has no time, or one outside Sora's existence.
 */
export function idMs(id: string): number | null {
  const body = id.toLowerCase().replace(/^(?:gen_|task_|s_|video_)/, '');
  if (WHOLE_KEY.test(body)) return inSoraTime(keyMs(body));
  if (/^[0-9a-f]{32,}$/.test(body)) return inSoraTime(Number.parseInt(body.slice(0, 8), 16) * 1000);
  return null;
}

/** The value when it lies within Sora's existence, else null. */
export function inSoraTime(ms: number): number | null {
  return Number.isFinite(ms) && ms >= FIRST_MS && ms < END_MS ? ms : null;
}

/** A file's stem in lower case, without copy marks like ` (1)` or ` - Copy`, and with a single `gen_`. */
export function cleanStem(basename: string): string {
  return withoutCopyMarks(stemOf(basename.toLowerCase())).replace(/^(?:gen_)+/, 'gen_');
}

/** A stem without the marks that browsers and systems add to the name of a copy. */
export function withoutCopyMarks(stem: string): string {
  return stem.replace(/(?: ?\(\d{1,4}\)| ?- ?(?:copy|kopie|copie|コピー|副本))+$/iu, '');
}

/** The time that the first ten characters of a 26-character id count, in ms UTC. */
export function keyMs(key: string): number {
  let value = 0;
  for (let i = 0; i < 10; i++) value = value * 32 + CROCKFORD.indexOf(key[i] as string);
  return value;
}

/** The first bare 26-character id that is plausible and is not the task's id. */
function firstBareKey(name: string, task: string | undefined): string | undefined {
  for (const [, key] of name.matchAll(BARE_KEY)) {
    const plausible = (key?.[10] === 'e' || key?.[10] === 'f') && inSoraTime(keyMs(key)) !== null;
    if (key && plausible && key !== task) return key;
  }
  return undefined;
}

function firstBareHex(name: string): string | undefined {
  for (const [, hex] of name.matchAll(BARE_HEX)) if (hex && idMs(hex) !== null) return hex;
  return undefined;
}

/** A name without the percent signs of a link. */
export function decodedName(name: string): string {
  if (!name.includes('%')) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
