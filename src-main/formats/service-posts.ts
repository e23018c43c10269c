/** What Sora 2's own objects say: drafts, and posts with what is attached to them. */
import type { Claims, Ids } from './claims.ts';
import { statedId } from './ids.ts';
import type { Stated } from './service-tasks.ts';
import { secondsOf } from './service-tasks.ts';
import { isObject, type JsonObject, objectOf, objectsOf, statedClaims, statedPost, statedWord } from './stated-claims.ts';
import { statedNumber, statedText } from './texts.ts';

/** A draft: every generation of one's own before (and after) it is posted, and those that were refused or failed. */
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
 * A post, once for each thing attached to it. When it was posted is not when its video was made: that, the ids know. A post with
 * nothing attached (a reply, one that was taken down) is stated by itself.
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

/** Without attachments, a post may say of what it is by itself. */
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
    // A post that began it all names itself.
    rootPostId: root === own ? undefined : root,
  });
}

/** The post in a wrapper (`{post, profile}`, also of one: a post's tree), or the one that the object is itself. */
export function postIn(value: unknown): JsonObject {
  const wrapped = objectOf(value);
  const inner = objectOf(wrapped.post);
  if (isObject(inner.post)) return inner.post;
  return isObject(wrapped.post) ? inner : wrapped;
}

/** A post's id, and no other: the id of its attachment names it too. */
function postIdOf(value: unknown): Pick<Ids, 'post'> {
  const post = statedPost(value);
  return post === undefined ? {} : { post };
}

function idOf(value: unknown): Pick<Stated, 'attachmentId'> {
  const id = statedWord(value);
  return id === undefined ? {} : { attachmentId: id };
}

/** How it was made, where it is more than one prompt's plain video. */
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
