/** Reads captures (`*.extracted.json`): posts with their comments, and the profiles of all users in them. */
import type { SourceRecord } from '../claims.ts';
import { ask, claimsOf, idsOf } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectOf, objectsOf, statedHandle, statedPost } from '../fields/stated-claims.ts';
import { type JsonPeek, looksAt } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { claimOwnFiles } from '../naming/file-claims.ts';
import { baseName } from '../naming/file-names.ts';
import { type Document, type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import { recordOf, type ServiceRecord, serviceObject, serviceRecords } from '../sora-service/service-objects.ts';
import type { SourceEntry } from '../source.ts';

const NAME = /\.extracted(?: ?\(\d+\))?\.json(?:\.txt)?$/i;
/** Maximum number of profiles in memory while posts are read. */
const MOST_PROFILES = 20_000;

export const capture: Reader = {
  format: 'capture',
  async detect(context) {
    const documents: Document[] = [];
    const candidates = context.tree.source.entries.filter(({ name }) => /\.json(?:\.txt)?$/i.test(name));
    const named = candidates.filter(({ name }) => context.isSought || NAME.test(baseName(name)));
    for await (const { entry, look } of looksAt(named, context)) {
      if (isCapture(look) || (context.isSought && Array.isArray(look.fields.posts)))
        documents.push({ entry, sign: 'captured-posts', read: () => read(entry, context) });
    }
    return { documents, problems: [] };
  },
};

function isCapture({ fields }: JsonPeek): boolean {
  if (!Array.isArray(fields.posts)) return false;
  return (
    Array.isArray(fields.all_profiles) ||
    objectsOf(fields.posts).some((post) => Array.isArray(post.comments) || idOf(post) !== undefined)
  );
}

function idOf(post: JsonObject): string | undefined {
  return idsOf(post).post ?? statedPost(post.id);
}

async function* read(entry: SourceEntry, context: ReaderContext): AsyncGenerator<DocumentReading> {
  const { profiles, comments } = await profilesAndCommentsIn(entry, context.signal);
  for await (const event of elementsOf(entry, { paths: ['posts[]'], signal: context.signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      if (!isObject(event.value)) {
        yield { type: 'problem', problem: malformed(entry, event.index) };
        continue;
      }
      // A comment is listed a second time among the posts. It is already part of the post that it belongs to.
      if (comments.has(idOf(event.value) ?? '')) continue;
      for (const found of recordsOf(event.value)) {
        yield { type: 'record', record: withProfile(recordOf(found), profiles) };
        for (const claim of claimOwnFiles(found, context.tree)) yield { type: 'claim', claim };
      }
    }
  }
}

/**
 * Reads a post in the service's form, or in the flattened form of a capture. The flattened form has the date of
 * posting, which is not the date of creation.
 */
function recordsOf(value: JsonObject): readonly ServiceRecord[] {
  if (serviceObject(value) !== null) return serviceRecords(value);
  const raw = stripUrls(value) as JsonObject;
  const lookUp = ask(raw);
  const { createdMs: _ms, dateSource: _source, ...claims } = claimsOf(raw, lookUp);
  const post = idOf(raw);
  const { gen, ...ids } = idsOf(raw, lookUp);
  // In a capture, a bare id is always a post's id.
  const made = gen === undefined || post === `s_${gen}` ? {} : { gen };
  return [
    { ids: { ...ids, ...(post === undefined ? {} : { post }), ...made }, claims: { kind: 'video', ...claims }, raw },
  ];
}

/** Adds the author's profile to the raw record, because the capture lists all profiles separately. */
function withProfile(record: SourceRecord, profiles: ReadonlyMap<string, unknown>): SourceRecord {
  const profile = profiles.get(record.claims.author?.toLowerCase() ?? '');
  return profile === undefined ? record : { ...record, raw: { ...objectOf(record.raw), all_profiles: [profile] } };
}

interface ProfilesAndComments {
  readonly profiles: ReadonlyMap<string, unknown>;
  /** The ids of the comments, in the form of post ids. */
  readonly comments: ReadonlySet<string>;
}

async function profilesAndCommentsIn(
  entry: SourceEntry,
  signal: AbortSignal | undefined,
): Promise<ProfilesAndComments> {
  const profiles = new Map<string, unknown>();
  const comments = new Set<string>();
  for await (const event of elementsOf(entry, { paths: ['all_profiles[]', 'posts[]'], signal })) {
    if (event.type !== 'element') continue;
    const fields = objectOf(event.value);
    if (event.path === 'posts[]') for (const id of commentsIn(fields, 0)) comments.add(id);
    else if (profiles.size < MOST_PROFILES) {
      const name = statedHandle(fields.username) ?? statedHandle(objectOf(fields.profile).username);
      if (name !== undefined) profiles.set(name.toLowerCase(), stripUrls(event.value));
    }
  }
  return { profiles, comments };
}

/** Maximum depth of replies to replies. */
const DEEPEST = 32;

function* commentsIn(post: JsonObject, depth: number): Generator<string> {
  for (const comment of depth > DEEPEST ? [] : objectsOf(post.comments)) {
    const id = statedPost(comment.comment_id) ?? idOf(comment);
    if (id !== undefined) yield id;
    yield* commentsIn(comment, depth + 1);
  }
}
