/** Reads a record by the field names that most tools use: `prompt`, `created_at`, `Task ID`, … in any spelling. */
import type { Kind } from '../../contract/items/generation.ts';
import type { Claims, Ids } from '../claims.ts';
import { idMs, statedId } from '../naming/ids.ts';
import { statedMs, statedPixels, statedText } from '../text/texts.ts';
import { isObject, type JsonObject, statedClaims, statedWord } from './stated-claims.ts';

/** Objects in which tools wrap the fields of the generation. */
const WRAPPERS = ['generation', 'draft', 'post', 'task', 'metadata', 'meta', 'data', 'item', 'video', 'image'];

/**
 * Finds the first field with one of these names (lower-case letters and digits) for which `meaning` returns a value.
 * Fields of wrapped objects come last.
 */
export type Ask = <T>(names: readonly string[], meaning: (value: unknown) => T | undefined) => T | undefined;

/** Looks up a record's fields in any spelling: `Task ID`, `task_id` and `taskId` are all `taskid`. */
export function ask(raw: unknown): Ask {
  const levels = levelsOf(raw);
  return (names, meaning) => {
    for (const level of levels) {
      for (const name of names) {
        const value = level.get(name);
        const result = value === undefined || value === null ? undefined : meaning(value);
        if (result !== undefined) return result;
      }
    }
    return undefined;
  };
}

function levelsOf(raw: unknown): readonly ReadonlyMap<string, unknown>[] {
  if (!isObject(raw)) return [];
  const wrapped = WRAPPERS.map((name) => raw[name]);
  const lists = [raw.attachments, ...wrapped.map((value) => (isObject(value) ? value.attachments : undefined))];
  return [raw, ...wrapped, ...lists.map((value) => (Array.isArray(value) ? value[0] : undefined))]
    .filter(isObject)
    .map(levelOf);
}

function levelOf(fields: JsonObject): ReadonlyMap<string, unknown> {
  const level = new Map<string, unknown>();
  for (const [key, value] of Object.entries(fields)) {
    const name = key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    if (!level.has(name) || level.get(name) === null || level.get(name) === '') level.set(name, value);
  }
  return level;
}

/**
 * The names that services and tools give to prompts: the person's own words first, then what the service made of them.
 */
export const PROMPT_FIELDS = [
  ...['fullcommand', 'prompt', 'fullprompt', 'originalprompt', 'userprompt', 'inputprompt', 'promptinput', 'rawprompt'],
  ...['textprompt', 'prompttext', 'imageprompt', 'videoprompt', 'generationprompt', 'positiveprompt', 'promptpositive'],
  ...['enhancedprompt', 'revisedprompt', 'rewrittenprompt', 'optimizedprompt', 'expandedprompt', 'finalprompt'],
  ...['提示词', '提示詞', 'プロンプト', '프롬프트'],
];
const KIND_FIELDS = [
  ...['kind', 'type', 'mediatype', 'tasktype', 'generationtype', 'mimetype', 'contenttype', 'assettype'],
];
const DURATION_FIELDS = [
  ...['durationseconds', 'durations', 'durationsecs', 'duration', 'nseconds', 'seconds'],
  ...['videoduration', 'videolength', 'durationinseconds', 'lengthseconds'],
];
const MODEL_FIELDS = [
  ...['model', 'modelname', 'modelslug', 'modelversion', 'videomodel', 'imagemodel', 'aimodel', 'basemodel'],
  ...['engine', 'checkpoint', 'sdmodel', 'sdmodelname', 'sdmodelcheckpoint'],
];

/** The claims of a record whose fields have the usual names. */
export function claimsOf(raw: unknown, lookUp: Ask = ask(raw)): Claims {
  const [width, height] = sizeIn(lookUp) ?? [];
  const claims = statedClaims({
    kind: lookUp(KIND_FIELDS, statedKind),
    prompt: lookUp(PROMPT_FIELDS, statedText) ?? lookUp(['text', 'caption', 'description'], statedText),
    title: lookUp(['title'], statedText),
    width,
    height,
    duration: lookUp(DURATION_FIELDS, scalar),
    model: lookUp(MODEL_FIELDS, statedWord),
    operation: lookUp(['operation'], statedWord),
    seed: lookUp(['seed', 'noiseseed', 'randomseed', 'generationseed'], scalar),
    preset: lookUp(['preset', 'presetname', 'style', 'styleid'], statedWord),
    author: lookUp(
      ['author', 'creatorusername', 'creator', 'username', 'user', 'owner', 'handle', 'creatorname', 'displayname'],
      nameIn,
    ),
    liked: lookUp(['isliked', 'liked', 'userliked'], statedYes),
    draft: lookUp(['isdraft', 'draft'], statedYes),
    collections: lookUp(['collections', 'collection', 'collectiontitle'], namesIn) ?? [],
    parentPostId: lookUp(['parentpostid', 'remixparentpostid'], statedWord),
    rootPostId: lookUp(['rootpostid', 'remixrootpostid'], statedWord),
  });
  return { ...claims, ...momentIn(lookUp) };
}

/** The Sora identifiers that a record states under any usual name. Ids of an unknown shape are ignored. */
export function idsOf(raw: unknown, lookUp: Ask = ask(raw)): Ids {
  const ids: { -readonly [K in keyof Ids]: Ids[K] } = {};
  const take = (found: Ids | undefined): void => {
    for (const [name, id] of Object.entries(found ?? {}) as [keyof Ids, string][]) ids[name] ??= id;
  };
  const each = (names: readonly string[], fallback: keyof Ids, isMereId = false): void => {
    for (const name of names) take(lookUp([name], (value) => ownId(value, fallback, isMereId)));
  };
  each(['genid', 'generationid', 'draftid', 'soraid', 'clipid', 'assetid'], 'gen');
  each(['taskid'], 'task');
  each(['postid', 'sourcepostid'], 'post');
  each(['id', 'videoid', 'imageid'], 'gen', true);
  for (const name of ['url', 'detailurl', 'sourceurl', 'permalink', 'posturl', 'taskurl', 'link', 'pageurl'])
    take(lookUp([name], idsInLink));
  return ids;
}

/** Shapes that only Sora's ids have. */
const MARKED = /^(?:(?:gen|task)_[0-9a-hjkmnp-tv-z]{26}|s_[0-9a-f]{32}|video_[0-9a-f]{32,})$/;
/** Ids without a mark: they must have the version digit of a key, or of hex. */
const BARE = /^(?:01[0-9a-hjkmnp-tv-z]{8}[ef][0-9a-hjkmnp-tv-z]{15}|[0-9a-f]{12}819[0-9a-f]{17})$/;

/**
 * An id in one of Sora's shapes. A bare id must contain a plausible date. In a field named only `id`, which other
 * programs also use, it must also have Sora's version digit.
 */
function ownId(value: unknown, fallback: keyof Ids, isMereId = false): Ids | undefined {
  const ids = statedId(value, fallback);
  const id = ids && Object.values(ids)[0];
  if (typeof id !== 'string' || typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  if (MARKED.test(text.replace(/-attachment-\d+$/, '').replace(/^(?:gen_)+/, 'gen_'))) return ids;
  return idMs(id) !== null && (BARE.test(text) || (!isMereId && /^[0-9a-z]+$/.test(text))) ? ids : undefined;
}

const PAGE = /\/(?:g|p|d|t)\/((?:gen|task)_[0-9a-hjkmnp-tv-z]{26}|s_[0-9a-f]{32})(?![0-9a-z])/gi;

/** The ids in links to Sora pages: `/g/gen_…`, `/p/s_…`, `/t/task_…`. */
export function idsInLink(value: unknown): Ids | undefined {
  if (typeof value !== 'string') return undefined;
  const found = [...value.matchAll(PAGE)].map(([, id]) => statedId(id, 'gen'));
  return found.length > 0 ? Object.assign({}, ...found) : undefined;
}

/**
 * When the generation was made. Only a moment with a time of day counts as a creation record. A day alone, the day of a
 * post and a tool's own `date` count as a sidecar's date. Dates before Sora existed belong to other services.
 */
function momentIn(lookUp: Ask): Pick<Claims, 'createdMs' | 'dateSource'> {
  // In a photo service, `creationTime` is when the file came there.
  const made = [
    ...['phototakentime', 'createdat', 'created', 'createtime', 'createdtime', 'creationtime', 'enqueuetime'],
    ...[
      'createdon',
      'createdms',
      'createdtimestamp',
      'creationtimestamp',
      'generatedat',
      'generatedon',
      'generationtime',
    ],
  ];
  const record = lookUp(made, timedMs);
  if (record !== undefined) return { createdMs: record, dateSource: 'record' };
  const names = [
    'createdat',
    'created',
    'createddate',
    'createdate',
    'datecreated',
    'creationdate',
    'generationdate',
    'date',
    'datetime',
    'timestamp',
    'postedat',
    'publishedat',
  ];
  const sidecar = lookUp(names, plausibleMs);
  return sidecar === undefined ? {} : { createdMs: sidecar, dateSource: 'sidecar' };
}

/** A moment with a time of day; undefined for a day alone. */
export function timedMs(value: unknown): number | undefined {
  return typeof value === 'string' && /^\s*\d{4}-\d\d-\d\d\s*$/.test(value) ? undefined : plausibleMs(value);
}

/** Machines made no pictures before 2020, and a date after this century is an error. */
function plausibleMs(value: unknown): number | undefined {
  const ms = statedMs(isObject(value) ? momentInside(value) : value);
  return ms !== undefined && ms >= Date.UTC(2020, 0, 1) && ms < Date.UTC(2100, 0, 1) ? ms : undefined;
}

/**
 * The moment in an object that databases and services use for it: `{"timestamp": "1758375922"}`, `{"$date":
 * {"$numberLong": "…"}}`, `{"_seconds": …}`.
 */
function momentInside(value: JsonObject): unknown {
  for (const key of ['$date', '$numberLong', 'timestamp', '_seconds', 'seconds', 'iso', 'value']) {
    const inside = value[key];
    if (inside !== undefined && inside !== null) return isObject(inside) ? inside.$numberLong : inside;
  }
  return undefined;
}

function sizeIn(lookUp: Ask): readonly [number, number] | undefined {
  const width = lookUp(['width', 'imagewidth', 'videowidth', 'outputwidth'], statedPixels);
  const height = lookUp(['height', 'imageheight', 'videoheight', 'outputheight'], statedPixels);
  return width !== undefined && height !== undefined
    ? [width, height]
    : lookUp(['resolution', 'size', 'dimensions'], statedSize);
}

/** A size as text (`352x640`, `352 × 640 px`), or in an object with `width` and `height`. */
export function statedSize(value: unknown): readonly [number, number] | undefined {
  const [, width, height] = isObject(value)
    ? [null, value.width, value.height]
    : (typeof value === 'string' && /^\s*(\d{1,6})\s*[x×*]\s*(\d{1,6})\s*(?:px)?\s*$/i.exec(value)) || [];
  const size = [statedPixels(width), statedPixels(height)] as const;
  return size[0] !== undefined && size[1] !== undefined ? [size[0], size[1]] : undefined;
}

/** A kind in the terms of the tools: `image_gen`, `V1 Video`, `video/mp4`. */
export function statedKind(value: unknown): Kind | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  if (/(?<![a-z])(?:image|photo|picture)/i.test(value)) return 'image';
  return /(?<![a-z])video|^editor_stitch$/i.test(value) ? 'video' : undefined;
}

/** True when the value means yes in any form. A no makes no claim. */
function statedYes(value: unknown): true | undefined {
  return value === true || value === 1 || (typeof value === 'string' && /^\s*(?:yes|true|1)\s*$/i.test(value))
    ? true
    : undefined;
}

function scalar(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

function nameIn(value: unknown): string | undefined {
  return statedWord(isObject(value) ? (value.username ?? value.user_name ?? value.display_name ?? value.name) : value);
}

function namesIn(value: unknown): readonly unknown[] | undefined {
  const names = (Array.isArray(value) ? value : [value]).map((item) =>
    isObject(item) ? (item.title ?? item.name) : item,
  );
  return names.some((name) => statedWord(name) !== undefined) ? names : undefined;
}
