/** Reads Sora 2's own objects: drafts, and posts with their attachments. */
import type { Claims, Ids } from '../claims.ts';
import {
  isObject,
  type JsonObject,
  objectOf,
  objectsOf,
  statedClaims,
  statedPost,
  statedWord,
} from '../fields/stated-claims.ts';
import { statedId } from '../naming/ids.ts';
import { statedNumber, statedText } from '../text/texts.ts';
import type { Stated } from './service-tasks.ts';
import { secondsOf } from './service-tasks.ts';

/** Reads a draft: every generation of the user before (and after) it is posted, and refused or failed ones. */
export function statedDraft(draft: JsonObject): Stated {
  const config = objectOf(draft.creation_config);
  const target = postIn(config.remix_target_post);
  const ids: Ids = {
    ...statedId(draft.task_id ?? config.task_id, 'task'),
    ...postIdOf(postIn(draft.post).id ?? draft.post_id),
    ...statedId(draft.generation_id, 'gen'),
    ...statedId(draft.id, 'gen'),
  };
  const claims = statedClaims({
    kind: 'video',
    prompt: statedText(draft.prompt) ?? config.prompt,
    title: draft.title,
    createdAt: draft.created_at,
    width: draft.width,
    height: draft.height,
    duration: statedNumber(draft.duration_s) ?? secondsOf(draft.n_frames ?? config.n_frames),
    model: draft.model ?? config.model,
    operation: operationOf(draft),
    seed: draft.seed,
    preset: styleOf(draft.style) ?? styleOf(config.style) ?? config.style_id,
    author: objectOf(draft.profile).username,
    mentions: cameosOf(draft.cameo_profiles, config.cameo_profiles),
    draft: true,
    collections: ['drafts'],
    parentPostId: statedPost(target.id) ?? statedPost(config.remix_target_id) ?? draft.parent_post_id,
    rootPostId: target.root_post_id,
  });
  return { ids, claims };
}

/**
 * Reads a post, once for each attachment. The date of posting is not the date of creation; the ids contain that. A post
 * without attachments (a reply, or a post that was taken down) is read by itself.
 */
export function statedPosts(post: JsonObject, profile: unknown): readonly Stated[] {
  const attachments = objectsOf(post.attachments);
  if (attachments.length === 0) return [{ ids: idsOfPost(post), claims: claimsOfPost(post, {}, profile) }];
  return attachments.map((attachment, at) => {
    const ids: Ids = {
      ...statedId(attachment.task_id, 'task'),
      ...postIdOf(attachment.id),
      ...postIdOf(post.id),
      ...statedId(attachment.generation_id, 'gen'),
    };
    const place = attachments.length === 1 ? {} : { attachment: at, ...idOf(attachment.id) };
    return { ids, claims: claimsOfPost(post, attachment, profile), ...place };
  });
}

/** A post without attachments can state its generation itself. */
function idsOfPost(post: JsonObject): Ids {
  return { ...statedId(post.task_id, 'task'), ...postIdOf(post.id), ...statedId(post.generation_id, 'gen') };
}

function claimsOfPost(post: JsonObject, attachment: JsonObject, profile: unknown): Claims {
  const isOwn = post.is_owner === true;
  const parent = statedPost(post.parent_post_id) ?? statedPost(postIn(post.parent_post).id);
  const root = statedPost(post.root_post_id);
  const own = statedPost(post.id);
  return statedClaims({
    kind: 'video',
    prompt: longer(statedText(attachment.prompt), statedText(post.text) ?? statedText(post.caption)),
    title: attachment.title,
    width: attachment.width,
    height: attachment.height,
    duration: statedNumber(attachment.duration_s) ?? secondsOf(attachment.n_frames),
    model: attachment.model,
    operation: operationOf(attachment),
    seed: attachment.seed,
    preset: styleOf(attachment.style),
    author: objectOf(profile).username ?? post.username ?? post.author,
    mentions: cameosOf(post.cameo_profiles),
    liked: post.user_liked,
    collections: isOwn ? ['profile'] : [],
    parentPostId: parent === own ? undefined : parent,
    // The first post of a remix chain names itself as the root.
    rootPostId: root === own ? undefined : root,
  });
}

/** The post in a wrapper (`{post, profile}`, also a wrapper around a wrapper), or the object itself. */
export function postIn(value: unknown): JsonObject {
  const wrapped = objectOf(value);
  const inner = objectOf(wrapped.post);
  if (isObject(inner.post)) return inner.post;
  return isObject(wrapped.post) ? inner : wrapped;
}

/** Only the post's id. An attachment's id also contains it. */
function postIdOf(value: unknown): Pick<Ids, 'post'> {
  const post = statedPost(value);
  return post === undefined ? {} : { post };
}

function idOf(value: unknown): Pick<Stated, 'attachmentId'> {
  const id = statedWord(value);
  return id === undefined ? {} : { attachmentId: id };
}

/** The operation, when it is not plain video generation from one prompt. */
function operationOf(made: JsonObject): unknown {
  return made.operation ?? (made.generation_type === 'video_gen' ? undefined : made.generation_type);
}

function styleOf(style: unknown): string | undefined {
  return statedWord(style) ?? statedWord(objectOf(style).display_name) ?? statedWord(objectOf(style).id);
}

function cameosOf(...lists: readonly unknown[]): readonly unknown[] {
  return lists.flatMap(objectsOf).map((cameo) => cameo.username ?? objectOf(cameo.profile).username);
}

function longer(a: string | undefined, b: string | undefined): string | undefined {
  return (b?.length ?? 0) >= (a?.length ?? 0) ? b : a;
}
