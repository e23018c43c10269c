/** Captures (`*.extracted.json`): posts with the comments below them, and the profiles of everybody met. */
import type { SourceRecord } from '../claims.ts';
import { ask, claimsOf, idsOf } from '../fallback-keys.ts';
import { type JsonLook, looksAt } from '../json-look.ts';
import { elementsOf } from '../json-stream.ts';
import { baseName } from '../names.ts';
import { claimOwnFiles } from '../own-files.ts';
import { type Document, type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import { recordOf, type ServiceRecord, serviceObject, serviceRecords } from '../service-objects.ts';
import type { SourceEntry } from '../source.ts';
import { isObject, type JsonObject, objectOf, objectsOf, statedHandle, statedPost } from '../stated-claims.ts';
import { stripUrls } from '../strip-urls.ts';

const NAME = /\.extracted(?: ?\(\d+\))?\.json(?:\.txt)?$/i;
/** As many profiles are held while posts are read. */
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

function isCapture({ fields }: JsonLook): boolean {
  if (!Array.isArray(fields.posts)) return false;
  return (
    Array.isArray(fields.all_profiles) || objectsOf(fields.posts).some((post) => Array.isArray(post.comments) || idOf(post) !== undefined)
  );
}

function idOf(post: JsonObject): string | undefined {
  return idsOf(post).post ?? statedPost(post.id);
}

async function* read(entry: SourceEntry, context: ReaderContext): AsyncGenerator<DocumentReading> {
  const { profiles, comments } = await metIn(entry, context.signal);
  for await (const event of elementsOf(entry, { paths: ['posts[]'], signal: context.signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      if (!isObject(event.value)) {
        yield { type: 'problem', problem: malformed(entry, event.index) };
        continue;
      }
      // A comment stands among the posts once more; it is told of with the post that it is about.
      if (comments.has(idOf(event.value) ?? '')) continue;
      for (const found of recordsOf(event.value)) {
        yield { type: 'record', record: withProfile(recordOf(found), profiles) };
        for (const claim of claimOwnFiles(found, context.tree)) yield { type: 'claim', claim };
      }
    }
  }
}

/** A post as the service has it, or as a capture flattened it: then its moment is that of its posting, which is no creation. */
function recordsOf(value: JsonObject): readonly ServiceRecord[] {
  if (serviceObject(value) !== null) return serviceRecords(value);
  const raw = stripUrls(value) as JsonObject;
  const asked = ask(raw);
  const { createdMs: _ms, dateSource: _source, ...claims } = claimsOf(raw, asked);
  const post = idOf(raw);
  const { gen, ...ids } = idsOf(raw, asked);
  // A bare id is a post's here, whatever it is elsewhere.
  const made = gen === undefined || post === `s_${gen}` ? {} : { gen };
  return [{ ids: { ...ids, ...(post === undefined ? {} : { post }), ...made }, claims: { kind: 'video', ...claims }, raw }];
}

/** Whose post it is stands apart, among all profiles: it belongs to what is said of the post. */
function withProfile(record: SourceRecord, profiles: ReadonlyMap<string, unknown>): SourceRecord {
  const profile = profiles.get(record.claims.author?.toLowerCase() ?? '');
  return profile === undefined ? record : { ...record, raw: { ...objectOf(record.raw), all_profiles: [profile] } };
}

interface Met {
  readonly profiles: ReadonlyMap<string, unknown>;
  /** The ids of the comments below posts, in the form of a post's. */
  readonly comments: ReadonlySet<string>;
}

async function metIn(entry: SourceEntry, signal: AbortSignal | undefined): Promise<Met> {
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

/** How deep answers to answers are looked for. */
const DEEPEST = 32;

function* commentsIn(post: JsonObject, depth: number): Generator<string> {
  for (const comment of depth > DEEPEST ? [] : objectsOf(post.comments)) {
    const id = statedPost(comment.comment_id) ?? idOf(comment);
    if (id !== undefined) yield id;
    yield* commentsIn(comment, depth + 1);
  }
}
