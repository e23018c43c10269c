/** Reads claims from the texts inside pictures and videos, in the forms of all programs that write such texts. */
import type { Claims, Ids } from '../claims.ts';
import { idsOf, statedSize } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectOf, statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import { nearJson } from '../json/near-json.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { statedText } from '../text/texts.ts';
import { graphsIn } from './comfy-graph.ts';
import { madeBy } from './comfy-walk.ts';
import {
  fromDrawThings,
  fromEasyDiffusion,
  fromInvoke,
  fromNovelAi,
  fromOldInvoke,
  fromSettings,
} from './program-texts.ts';
import type { EmbeddedTexts } from './text-source.ts';

export interface EmbeddedSays {
  readonly ids: Ids;
  readonly claims: Claims;
  /** All texts, with JSON parsed. */
  readonly raw: JsonObject;
}

/** The ways to read the texts, the surest first: of two that state a field, the first wins. */
const WAYS = [
  fromGraph,
  fromSwarm,
  fromParameters,
  fromNovelAi,
  fromMidjourney,
  fromInvoke,
  fromOldInvoke,
  fromDrawThings,
  fromComment,
  fromEasyDiffusion,
];

/** The claims about how the file was made; null when the texts are about something else. */
export function embeddedSays(texts: EmbeddedTexts): EmbeddedSays | null {
  if (texts.size === 0) return null;
  const raw = unwrapped(stripUrls(Object.fromEntries([...texts].map(([name, text]) => [name, parsed(text)]))));
  const claims = WAYS.map((way) => way(raw)).filter((each) => each !== null);
  if (claims.length === 0) return null;
  return { ids: idsOf(commentOf(raw)), claims: unitedClaims(...claims), raw };
}

/** Parses JSON and near-JSON, also after a name (`prompt:{…}`, as ComfyUI writes EXIF). Other texts stay as they are. */
function parsed(text: string): unknown {
  // Two runs of white space in one expression would take hours for a text of a megabyte of them.
  const start = text.trimStart();
  const name = /^(?:(?:prompt|workflow)\s*:\s*)?(?=[[{])/i.exec(start);
  return (name && nearJson(start.slice(name[0].length))) ?? text;
}

/** NovelAI puts the texts that a PNG has into one comment of a JPEG or WebP. */
function unwrapped(texts: unknown): JsonObject {
  const raw = objectOf(texts);
  const wrapped = objectOf(raw.UserComment);
  if (typeof wrapped.Comment !== 'string') return raw;
  return { ...raw, ...wrapped, Comment: parsed(wrapped.Comment) };
}

/** The fields in which programs write their line or their settings, by the names of PNG, EXIF, XMP and videos. */
function commentsIn(raw: JsonObject): readonly unknown[] {
  const { parameters, UserComment, comment, Comment, ImageDescription, description, Description, XPComment } = raw;
  return [parameters, UserComment, comment, Comment, ImageDescription, description, Description, XPComment];
}

function fromParameters(raw: JsonObject): Claims | null {
  return commentsIn(raw).reduce<Claims | null>((found, text) => found ?? fromInfotext(text), null);
}

/** A1111 and Forge, inside a picture or in a note beside it: the prompt, a negative prompt, and a line of settings. */
export function fromInfotext(text: unknown): Claims | null {
  if (typeof text !== 'string' || text.length > 256 * 1024) return null;
  const at = text.lastIndexOf('Steps: ');
  if (at < 0 || (at > 0 && text[at - 1] !== '\n')) return null;
  const settings = text.slice(at);
  const found = text.search(/^Negative prompt:/m);
  const end = found >= 0 && found < at ? found : at;
  const setting = (name: string): string | undefined =>
    new RegExp(`(?:^|, )${name}: ([^,\\n]{1,200})`).exec(settings)?.[1];
  const [width, height] = statedSize(setting('Size')) ?? [];
  return statedClaims({
    kind: 'image',
    prompt: text.slice(0, end).trim(),
    negativePrompt: text
      .slice(end, at)
      .replace(/^Negative prompt:/, '')
      .trim(),
    seed: setting('Seed'),
    model: setting('Model'),
    width,
    height,
  });
}

/** SwarmUI: JSON with `sui_image_params`. */
function fromSwarm(raw: JsonObject): Claims | null {
  const swarm = [...commentsIn(raw), raw].map((value) => objectOf(value).sui_image_params).find(isObject);
  return swarm ? fromSettings(swarm) : null;
}

const JOB = /(?<=^|\s)Job ID: [0-9a-f-]{36}\s*$/i;

/** Midjourney: `Description` is the prompt as typed, followed by the job id. */
function fromMidjourney(raw: JsonObject): Claims | null {
  const description = statedText(raw.Description) ?? statedText(raw.description);
  if (description === undefined || !JOB.test(description)) return null;
  const made = typeof raw['Creation Time'] === 'string' ? Date.parse(raw['Creation Time']) : Number.NaN;
  return {
    ...statedClaims({ kind: 'image', prompt: description.replace(JOB, '').trimEnd(), author: raw.Author }),
    ...(Number.isFinite(made) && made > Date.UTC(2020, 0, 1) ? { createdMs: made, dateSource: 'record' } : {}),
  };
}

/** The settings in the comment of a video or picture: JSON with a prompt, as Fooocus and others write it. */
function commentOf(raw: JsonObject): JsonObject {
  const comments = commentsIn(raw).filter(isObject);
  const comment = comments.find((each) => 'prompt' in each || 'Prompt' in each) ?? comments[0] ?? {};
  const wrapped = comment.videometahub_data ?? comment.imagemetahub_data;
  return isObject(wrapped) ? wrapped : comment;
}

function fromComment(raw: JsonObject): Claims | null {
  const comment = commentOf(raw);
  return typeof (comment.prompt ?? comment.Prompt) === 'string' || 'full_prompt' in comment
    ? fromSettings(comment)
    : null;
}

/** ComfyUI: the graph that made the picture. A drawn workflow counts only when no executed graph does. */
function fromGraph(raw: JsonObject): Claims | null {
  for (const graph of graphsIn(raw)) {
    const made = madeBy(graph);
    const claims = made && statedClaims(made);
    if (claims && Object.keys(claims).length > 0) return claims;
  }
  return null;
}
