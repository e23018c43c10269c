/**
 * Recognises the objects of Sora's web service by their keys, wherever a tool stored them, and reads them into records.
 */
import type { SourceRecord } from '../claims.ts';
import { isObject, type JsonObject, objectOf, objectsOf, statedPost } from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { postIn, statedDraft, statedPosts } from './service-posts.ts';
import { type Stated, statedGeneration, statedTask } from './service-tasks.ts';

export type ServiceObject = 'task' | 'generation' | 'draft' | 'post';

/** A record, and the attachment of its post that it describes. */
export type ServiceRecord = SourceRecord & Pick<Stated, 'attachment' | 'attachmentId'>;

const GEN = /^(?:gen_)+[0-9a-hjkmnp-tv-z]{26}$/i;
const TASK = /^task_[0-9a-hjkmnp-tv-z]{26}$/i;
const DRAFT_KEYS = ['creation_config', 'draft_reviewed', 'can_storyboard', 'generation_type', 'storyboard_id'];
const GENERATION_KEYS = ['encodings', 'task_type', 'download_status', 'is_archived', 'cf_thumbnail_url'];

/**
 * The type of a service object. Null for all other values, even when they look similar to another program's objects.
 */
export function serviceObject(value: unknown): ServiceObject | null {
  if (!isObject(value)) return null;
  if (isDraft(value) || (isObject(value.draft) && isDraft(value.draft))) return 'draft';
  if (isObject(value.generation) && isGeneration(value.generation)) return 'generation';
  if (isPost(postIn(value))) return 'post';
  if (isTask(value)) return 'task';
  return isGeneration(value) ? 'generation' : null;
}

function isDraft(value: JsonObject): boolean {
  if (typeof value.kind === 'string' && /^sora_(?:draft|content_violation|error)/.test(value.kind)) return true;
  const made = isId(GEN, value.id) || isId(GEN, value.generation_id) || isId(TASK, value.task_id);
  return made && DRAFT_KEYS.some((key) => Object.hasOwn(value, key)) && !Array.isArray(value.attachments);
}

function isPost(value: JsonObject): boolean {
  if (statedPost(value.id) === undefined) return false;
  return Array.isArray(value.attachments) || (Object.hasOwn(value, 'text') && Object.hasOwn(value, 'posted_at'));
}

function isTask(value: JsonObject): boolean {
  const made = objectsOf(value.generations);
  const hasOwnWords = typeof value.id === 'string' || typeof value.prompt === 'string';
  if (hasOwnWords && made[0] && isGeneration(made[0])) return true;
  return (
    isId(TASK, value.id) &&
    ['status', 'type', 'operation', 'n_variants', 'generations'].some((key) => Object.hasOwn(value, key))
  );
}

function isGeneration(value: JsonObject): boolean {
  const ours = isId(GEN, value.id) || isId(TASK, value.task_id);
  return (
    ours &&
    (GENERATION_KEYS.some((key) => Object.hasOwn(value, key)) ||
      (Object.hasOwn(value, 'created_at') && Object.hasOwn(value, 'url')))
  );
}

function isId(shape: RegExp, value: unknown): boolean {
  return typeof value === 'string' && shape.test(value);
}

/**
 * The records of one object: a task's generations or the task itself, a post's attachments, a draft, a generation. An
 * object of another type is read as `otherwise`. Never throws; a field of a wrong type is dropped.
 */
export function serviceRecords(value: JsonObject, otherwise: ServiceObject = 'generation'): readonly ServiceRecord[] {
  const raw = stripUrls(value) as JsonObject;
  return statedParts(raw, serviceObject(raw) ?? otherwise).map(({ stated, raw: part }) => ({ ...stated, raw: part }));
}

/** The record without its attachment fields. */
export function recordOf({ attachment: _attachment, attachmentId: _id, ...record }: ServiceRecord): SourceRecord {
  return record;
}

/** The statements of a raw object. `raw` must be free of URL queries. */
export function statementsOf(raw: unknown): readonly Stated[] {
  const kind = serviceObject(raw);
  return isObject(raw) && kind !== null ? statedParts(raw, kind).map(({ stated }) => stated) : [];
}

interface Part {
  readonly stated: Stated;
  readonly raw: unknown;
}

function statedParts(raw: JsonObject, kind: ServiceObject): readonly Part[] {
  const inner = kind === 'draft' ? raw.draft : kind === 'post' ? undefined : raw.generation;
  const object = isObject(inner) ? inner : raw;
  if (kind === 'draft') return [{ stated: statedDraft(object), raw }];
  if (kind === 'post') return statedPosts(postIn(raw), profileIn(raw)).map((stated) => ({ stated, raw }));
  if (kind === 'generation') return [{ stated: statedGeneration(object), raw }];
  const made = objectsOf(object.generations);
  if (made.length === 0) return [{ stated: statedTask(object), raw }];
  // Each generation's record contains its whole task, but not the other generations of the task.
  const odd = (object.generations as readonly unknown[]).filter((generation) => !isObject(generation));
  return made.map((generation) => ({
    stated: statedGeneration(generation, object),
    raw: { ...object, generations: [generation, ...odd] },
  }));
}

function profileIn(raw: JsonObject): unknown {
  const post = postIn(raw);
  return raw.profile ?? objectOf(raw.post).profile ?? post.profile ?? objectOf(post.shared_by_profile ?? post.author);
}
