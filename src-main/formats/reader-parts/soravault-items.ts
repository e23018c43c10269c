/** Reads the items of SoraVault's manifests and related lists: their claims and their generation. */
import type { Kind } from '../../contract/items/generation.ts';
import type { Claims, Ids } from '../claims.ts';
import {
  isObject,
  type JsonObject,
  statedClaims,
  statedPost,
  statedWord,
  unitedClaims,
  withoutCollections,
} from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { statedId } from '../naming/ids.ts';
import { type ServiceRecord, serviceObject, statementsOf } from '../sora-service/service-objects.ts';
import { postIn, statedDraft, statedPosts } from '../sora-service/service-posts.ts';
import { type Stated, statedGeneration } from '../sora-service/service-tasks.ts';
import { statedText, statedTitle } from '../text/texts.ts';
import { type Membership, memberOfSource } from './soravault-folders.ts';

/** Returns the collections that the folders of a generation's files add. */
export type MembershipOf = (ids: Ids) => Membership;

/**
 * Reads an item of a manifest (`soravault_manifest_*.json`): one record for its generation, and one for each further
 * attachment of its post. For posts, `genId` names the attachment, and `_raw` names its generation.
 */
export function itemRecords(value: JsonObject, membershipOf: MembershipOf): readonly ServiceRecord[] {
  const raw = stripUrls(value) as JsonObject;
  if (isCharacter(raw)) return [{ ids: {}, claims: claimsOfCharacter(raw), raw }];
  const statements = statedInRaw(raw);
  const own = ownStatement(raw, statements);
  const ids = idsOfItem(raw, own);
  const membership = memberOf(raw, ids, membershipOf);
  const { ids: _ids, claims: _claims, ...place } = own ?? { ids, claims: {} };
  // The item states its collections more exactly than the stored post, so the post's collections are dropped.
  const record = {
    ids,
    claims: unitedClaims(withoutCollections(own?.claims ?? {}), claimsOfItem(raw, ids), membership),
    raw,
    ...place,
  };
  const others = statements.filter((each) => each !== own);
  return [
    record,
    ...others.map((each) => ({ ...each, claims: unitedClaims(withoutCollections(each.claims), membership), raw })),
  ];
}

/** The service's statements in `_raw`. If its keys do not show its type, the item's own type decides. */
function statedInRaw(raw: JsonObject): readonly Stated[] {
  const kept = raw._raw;
  if (serviceObject(kept) !== null) return statementsOf(kept);
  if (!isObject(kept)) return [];
  if (raw.mode === 'v1') return [statedGeneration(kept)];
  if (isObject(kept.post) || statedPost(raw.postId) !== undefined) return statedPosts(postIn(kept), kept.profile);
  return memberOfSource(raw.source).draft ? [statedDraft(kept)] : [];
}

/** The attachment that `genId` names: by its id, by its number, else the first. */
function ownStatement({ genId }: JsonObject, statements: readonly Stated[]): Stated | undefined {
  const id = statedWord(genId);
  const number = /-attachment-(\d{1,4})$/.exec(id ?? '')?.[1];
  return (
    statements.find((each) => id !== undefined && each.attachmentId === id) ??
    statements[number ? Number(number) : 0] ??
    statements[0]
  );
}

function idsOfItem(raw: JsonObject, own: Stated | undefined): Ids {
  const stated = statedId(raw.genId, 'gen') ?? statedId(raw.generation_id, 'gen');
  return {
    ...statedId(raw.taskId, 'task'),
    ...(stated?.post === undefined ? {} : { post: stated.post }),
    ...postId(raw.postId),
    ...own?.ids,
    ...(stated?.gen === undefined ? {} : { gen: stated.gen }),
  };
}

/** The item's collections: from its source, its folder's title, its files' folders, and the user's favourite mark. */
function memberOf(raw: JsonObject, ids: Ids, membershipOf: MembershipOf): Claims {
  const title = statedWord(raw.collectionTitle);
  const isFavorite = raw.isFavorite === true || (isObject(raw._raw) && raw._raw.is_favorite === true);
  const stated = statedClaims({ collections: [title, isFavorite ? 'favorites' : undefined] });
  // A folder on disk has the title with changed blanks and marks. When the title is known, the folder would be a
  // duplicate.
  const ofFolder = title === undefined ? membershipOf(ids) : {};
  return unitedClaims(memberOfSource(raw.source), stated, ofFolder);
}

function claimsOfItem(raw: JsonObject, ids: Ids): Claims {
  const isChild = raw.remixDirection === 'child';
  return statedClaims({
    kind: kindOf(raw),
    prompt: promptOf(raw.prompt),
    title: raw.title,
    // The date of a post is the day of posting, not of creation.
    on: ids.post === undefined ? raw.date : undefined,
    width: raw.width,
    height: raw.height,
    duration: raw.duration,
    model: raw.model,
    operation: raw.operation,
    seed: raw.seed,
    author: raw.author ?? raw.creatorUsername,
    liked: raw.isLiked,
    parentPostId: raw.remixParentPostId ?? (isChild ? raw.remixSourcePostId : undefined),
    rootPostId: statedPost(raw.remixRootPostId) === ids.post ? undefined : raw.remixRootPostId,
  });
}

function kindOf(raw: JsonObject): Kind | undefined {
  if (raw.isVideo === true || raw.mode === 'v2') return 'video';
  const type = statedText(raw.taskType ?? raw.task_type) ?? '';
  if (/vid/i.test(type)) return 'video';
  return /image/i.test(type) || raw.isVideo === false ? 'image' : undefined;
}

/** SoraVault stores the title as the prompt of drafts without a prompt. */
function promptOf(prompt: unknown): unknown {
  return statedTitle(prompt) === undefined ? undefined : prompt;
}

function isCharacter({ mode, source }: JsonObject): boolean {
  return mode === 'character' || source === 'v1_uploads' || source === 'presets';
}

/** A person, a character, an upload or a preset. It is not a generation, but it was part of the archive. */
function claimsOfCharacter(raw: JsonObject): Claims {
  const isFigure = raw.mode === 'character';
  return statedClaims({
    prompt: raw.prompt,
    title: raw.displayName ?? raw.display_name ?? raw.title ?? raw.username,
    on: raw.date,
    author: raw.ownerUsername ?? raw.author ?? raw.username,
    collections: [isFigure ? 'characters' : raw.source === 'presets' ? 'presets' : 'uploads'],
  });
}

/**
 * Reads an entry of `mirror_manifest.json` or `discover_manifest.json`: an item seen while browsing, and its file's
 * place.
 */
export function browsedRecord(value: JsonObject): ServiceRecord {
  const raw = stripUrls(value) as JsonObject;
  const ids: Ids = { ...statedId(raw.genId ?? raw.key, 'gen'), ...postId(raw.postId) };
  const claims = statedClaims({ kind: kindOf(raw), prompt: promptOf(raw.prompt), author: raw.author });
  return { ids, claims: unitedClaims(claims, memberOfSource(raw.source)), raw };
}

/** Reads an entry of the older desktop program's index. */
export function indexedRecord(value: JsonObject): ServiceRecord {
  const raw = stripUrls(value) as JsonObject;
  const { ids, claims } = statedGeneration({ ...raw, id: raw.gen_id ?? raw.id });
  const day = statedClaims({ kind: kindOf(raw), on: raw.date });
  return { ids, claims: unitedClaims(claims, day), raw };
}

/**
 * Reads a link of `remix_chains.json`: the post that it contains, and, for a parent, the child that was made from it. A
 * link that states only the parent's id makes no record for the parent.
 */
export function chainRecords(value: JsonObject): readonly ServiceRecord[] {
  const raw = stripUrls(value) as JsonObject;
  const isParent = raw.direction === 'parent';
  const statements = isObject(raw.raw) ? statementsOf(raw.raw) : [];
  const isKnown = statements.length > 0 || statedText(raw.prompt) !== undefined;
  const about =
    statements.length > 0 ? statements : [{ ids: postId(isParent ? raw.parentPostId : raw.childPostId), claims: {} }];
  const ownClaims = statedClaims({
    kind: 'video',
    prompt: raw.prompt,
    author: raw.creatorUsername,
    collections: ['remixes'],
  });
  const link = statedClaims({ parentPostId: raw.parentPostId ?? raw.sourcePostId, rootPostId: raw.rootPostId });
  if (!isParent)
    return about.map((each) => ({
      ...each,
      claims: unitedClaims(withoutCollections(each.claims), ownClaims, link),
      raw,
    }));
  const children =
    statedPost(raw.childPostId) === undefined ? [] : [{ ids: postId(raw.childPostId), claims: link, raw }];
  if (!isKnown && children.length > 0) return children;
  return [
    ...children,
    ...about.map((each) => ({ ...each, claims: unitedClaims(withoutCollections(each.claims), ownClaims), raw })),
  ];
}

function postId(value: unknown): Pick<Ids, 'post'> {
  const post = statedPost(value);
  return post === undefined ? {} : { post };
}
