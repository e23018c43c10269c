/** Finds the pictures and videos that a ChatGPT conversation made, and separates them from the user's uploads. */
import type { Claims, Ids } from '../claims.ts';
import { timedMs } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, statedClaims } from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { statedId } from '../naming/ids.ts';
import { statedPixels, statedText, statedTitle } from '../text/texts.ts';

/** One asset that a conversation refers to. */
export type ChatAsset =
  /** Made by the service, with all its statements, and the uploads that it was made from. */
  | {
      readonly made: true;
      readonly file: string | null;
      readonly ids: Ids;
      readonly claims: Claims;
      readonly raw: JsonObject;
      readonly from: readonly string[];
    }
  /** Uploaded by the user. */
  | { readonly made: false; readonly file: string };

const MAKERS = /^(?:dalle|t2uay3k|image_?gen|sora|video_?gen)/i;
/** A longer text is a document, not a request for a picture. The limit also bounds the copy kept with every picture. */
const LONGEST_REQUEST = 20_000;
/** How many messages above a picture its request can be: tools answer each other in long chains. */
const MOST_STEPS = 64;

/** All assets of one conversation, in the order of its messages, in all branches. No input makes this throw. */
export function* assetsOf(conversation: JsonObject): Generator<ChatAsset> {
  const nodes: JsonObject = isObject(conversation.mapping) ? conversation.mapping : {};
  for (const node of Object.values(nodes)) {
    const message = isObject(node) && isObject(node.message) ? node.message : null;
    if (!message || !isObject(node)) continue;
    for (const part of partsOf(message)) {
      if (!isObject(part) || !isAsset(part)) continue;
      const file = fileIdIn(part.asset_pointer);
      if (isMade(message, part)) yield made(conversation, nodes, node, message, part, file);
      else if (file !== null && roleOf(message) === 'user') yield { made: false, file };
    }
  }
}

/** The id of a stored file in a pointer or a file name: `file-AbC…` or `file_0123…`; null when there is none. */
export function fileIdIn(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  return [...text.matchAll(/file(?:_[0-9a-f]{8,64}|-[0-9A-Za-z]{8,64})(?![0-9A-Za-z])/g)].at(-1)?.[0] ?? null;
}

function isAsset(part: JsonObject): boolean {
  return typeof part.content_type === 'string' && /^(?:image|video_container)_asset_pointer$/.test(part.content_type);
}

/**
 * Whether the service made the asset: the assistant itself, or a tool that is named in the picture's data, the message
 * or its own name. Charts and screenshots of other tools have no such mark.
 */
function isMade(message: JsonObject, part: JsonObject): boolean {
  const role = roleOf(message);
  if (role === 'assistant') return true;
  if (role !== 'tool') return false;
  const name = isObject(message.author) ? message.author.name : undefined;
  return (
    generationDataOf(part) !== null || isImageGeneration(message) || (typeof name === 'string' && MAKERS.test(name))
  );
}

function generationDataOf(
  part: JsonObject,
): { readonly dalle: JsonObject; readonly generation: JsonObject | null } | null {
  const metadata = isObject(part.metadata) ? part.metadata : {};
  const dalle = isObject(metadata.dalle) ? metadata.dalle : null;
  const generation = isObject(metadata.generation) ? metadata.generation : null;
  return dalle || generation ? { dalle: dalle ?? {}, generation } : null;
}

function isImageGeneration(message: JsonObject): boolean {
  const metadata = isObject(message.metadata) ? message.metadata : {};
  return (
    typeof metadata.image_gen_title === 'string' || /^(?:image|video)_gen/.test(String(metadata.async_task_type ?? ''))
  );
}

function made(
  conversation: JsonObject,
  nodes: JsonObject,
  node: JsonObject,
  message: JsonObject,
  part: JsonObject,
  file: string | null,
): ChatAsset {
  const how = generationDataOf(part);
  const metadata = isObject(message.metadata) ? message.metadata : {};
  const request = requestOf(nodes, node);
  const raw = stripUrls({
    conversation: scalarsOf(conversation),
    message: { ...message, content: { ...(isObject(message.content) ? message.content : {}), parts: [part] } },
    ...(request.call === undefined ? {} : { call: request.call }),
    ...(request.words === undefined ? {} : { request: request.words }),
  }) as JsonObject;
  const dalle = how?.dalle ?? {};
  const generation = how?.generation ?? {};
  const stated = statedText(dalle.prompt) ?? statedText(generation.prompt) ?? request.prompt;
  // The service stores no prompt for pictures that the model draws itself. The user's own words are then the prompt.
  const prompt = stated ?? (how?.generation || isImageGeneration(message) ? request.words : undefined);
  const sized = statedPixels(part.width) !== undefined ? part : generation;
  const createdMs = timedMs(message.create_time);
  const claims: Claims = {
    ...statedClaims({
      kind: part.content_type === 'image_asset_pointer' ? 'image' : 'video',
      prompt: stripUrls(prompt),
      title: statedTitle(metadata.image_gen_title) ?? metadata.async_task_title,
      width: sized.width,
      height: sized.height,
      duration: part.duration ?? part.duration_s,
      seed: dalle.seed ?? generation.seed,
      operation: dalle.edit_op,
      model: how?.generation ? metadata.model_slug : undefined,
    }),
    ...(createdMs === undefined ? {} : { createdMs, dateSource: 'record' }),
  };
  const gen = (statedId(dalle.gen_id, 'gen') ?? statedId(generation.gen_id, 'gen'))?.gen;
  return { made: true, file, ids: gen === undefined ? {} : { gen }, claims, raw, from: request.uploads };
}

/** What was asked for a picture. */
export interface Request {
  /** The prompt that the assistant gave to its tool, and the whole text of that call. */
  readonly prompt?: string;
  readonly call?: string;
  /** The user's own words. */
  readonly words?: string;
  readonly uploads: readonly string[];
}

/**
 * The request for a picture that a conversation does not show: above the stated message. Without that message it is the
 * last one before the picture was made, or the only one. Undefined when none is certain.
 */
export function requestInThread(
  conversation: JsonObject,
  message: string | null,
  createdMs: number | undefined,
): Request | undefined {
  const nodes: JsonObject = isObject(conversation.mapping) ? conversation.mapping : {};
  if (message !== null && Object.hasOwn(nodes, message)) return requestOf(nodes, { parent: message });
  const asked = Object.entries(nodes).flatMap(([id, node]) => {
    const said = isObject(node) && isObject(node.message) ? node.message : null;
    return said && roleOf(said) === 'user' ? [{ id, ms: timedMs(said.create_time) }] : [];
  });
  const before = asked
    .filter(({ ms }) => ms !== undefined && createdMs !== undefined && ms <= createdMs)
    .sort((a, b) => (a.ms ?? 0) - (b.ms ?? 0));
  const found = before.at(-1) ?? (asked.length === 1 ? asked[0] : undefined);
  return found && requestOf(nodes, { parent: found.id });
}

/** The ids of a conversation: the lists refer to it by one of them. */
export function idsOfThread({ conversation_id, id }: JsonObject): readonly string[] {
  return [...new Set([conversation_id, id].filter((each) => typeof each === 'string'))];
}

/** Finds the request for a picture: upwards from its message to the user's message. */
function requestOf(nodes: JsonObject, from: JsonObject): Request {
  let prompt: string | undefined;
  let call: string | undefined;
  let node: unknown = from;
  for (let step = 0; step < MOST_STEPS; step++) {
    node =
      isObject(node) && typeof node.parent === 'string' && Object.hasOwn(nodes, node.parent)
        ? nodes[node.parent]
        : null;
    if (!isObject(node)) break;
    const message = isObject(node.message) ? node.message : null;
    if (!message) continue;
    const text = textOf(message);
    if (roleOf(message) === 'user') {
      const words = statedText(text.length <= LONGEST_REQUEST ? text : '');
      const uploads = partsOf(message).flatMap((part) =>
        isObject(part) && isAsset(part) ? (fileIdIn(part.asset_pointer) ?? []) : [],
      );
      return {
        ...(prompt === undefined ? {} : { prompt }),
        ...(call === undefined ? {} : { call }),
        ...(words === undefined ? {} : { words }),
        uploads,
      };
    }
    if (call === undefined && roleOf(message) === 'assistant' && text.length <= LONGEST_REQUEST) {
      prompt = promptInCall(text);
      if (prompt !== undefined) call = text;
    }
  }
  return { ...(prompt === undefined ? {} : { prompt }), ...(call === undefined ? {} : { call }), uploads: [] };
}

/** The prompt in a call to a picture tool: JSON with `prompt`, or with exactly one entry in `prompts`. */
function promptInCall(text: string): string | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const call: unknown = JSON.parse(text);
    if (!isObject(call)) return undefined;
    return (
      statedText(call.prompt) ??
      (Array.isArray(call.prompts) && call.prompts.length === 1 ? statedText(call.prompts[0]) : undefined)
    );
  } catch {
    return undefined;
  }
}

function roleOf(message: JsonObject): unknown {
  return isObject(message.author) ? message.author.role : undefined;
}

function partsOf(message: JsonObject): readonly unknown[] {
  const content = isObject(message.content) ? message.content : {};
  return Array.isArray(content.parts) ? content.parts : [];
}

function textOf(message: JsonObject): string {
  const content = isObject(message.content) ? message.content : {};
  if (typeof content.text === 'string') return content.text;
  return partsOf(message)
    .filter((part) => typeof part === 'string')
    .join('\n');
}

/** The conversation's own short fields. Its messages do not belong to one picture. */
export function scalarsOf(conversation: JsonObject): JsonObject {
  const short = (value: unknown): boolean => value === null || typeof value !== 'object';
  return Object.fromEntries(
    Object.entries(conversation).filter(([, value]) => short(value) && String(value).length <= 1_000),
  );
}
