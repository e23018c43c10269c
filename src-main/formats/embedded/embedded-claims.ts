/**
 * Reads claims from the texts inside pictures and videos: A1111, ComfyUI, Midjourney, NovelAI, SwarmUI, InvokeAI and
 * similar.
 */
import type { Claims, Ids } from '../claims.ts';
import { claimsOf, idsOf, statedSize } from '../fields/fallback-keys.ts';
import {
  isObject,
  type JsonObject,
  objectOf,
  objectsOf,
  statedClaims,
  statedWord,
  unitedClaims,
} from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { statedText } from '../text/texts.ts';
import type { EmbeddedTexts } from './embedded-texts.ts';

export interface EmbeddedSays {
  readonly ids: Ids;
  readonly claims: Claims;
  /** All texts, with JSON parsed. */
  readonly raw: JsonObject;
}

/** The claims about how the file was made; null when the texts are about something else. */
export function embeddedSays(texts: EmbeddedTexts): EmbeddedSays | null {
  if (texts.size === 0) return null;
  const raw = stripUrls(Object.fromEntries([...texts].map(([name, text]) => [name, parsed(text)]))) as JsonObject;
  const found = [fromGraph, fromSwarm, fromParameters, fromNovelAi, fromMidjourney, fromInvoke, fromComment].map(
    (way) => way(raw),
  );
  const claims = found.filter((each) => each !== null);
  if (claims.length === 0) return null;
  return { ids: idsOf(commentOf(raw)), claims: unitedClaims(...claims), raw };
}

/** Parses JSON, also after a name (`prompt:{…}`, as ComfyUI writes EXIF). Returns other texts unchanged. */
function parsed(text: string): unknown {
  const json = /^\s*(?:(?:prompt|workflow):)?\s*(?=[[{])/i.exec(text);
  if (!json) return text;
  try {
    return JSON.parse(text.slice(json[0].length));
  } catch {
    return text;
  }
}

/** The fields in which A1111 and similar programs write their line. */
function parametersOf(raw: JsonObject): unknown {
  return raw.parameters ?? raw.UserComment ?? raw.comment ?? raw.ImageDescription;
}

function fromParameters(raw: JsonObject): Claims | null {
  return fromInfotext(parametersOf(raw));
}

/** A1111 and Forge, inside a picture or in a note beside it: the prompt, a negative prompt, and a line of settings. */
export function fromInfotext(text: unknown): Claims | null {
  if (typeof text !== 'string' || text.length > 256 * 1024) return null;
  const at = text.lastIndexOf('Steps: ');
  if (at < 0 || (at > 0 && text[at - 1] !== '\n')) return null;
  const settings = text.slice(at);
  const negative = text.search(/^Negative prompt:/m);
  const setting = (name: string): string | undefined =>
    new RegExp(`(?:^|, )${name}: ([^,\\n]{1,200})`).exec(settings)?.[1];
  const [width, height] = statedSize(setting('Size')) ?? [];
  const prompt = text.slice(0, negative >= 0 && negative < at ? negative : at).trim();
  return statedClaims({ kind: 'image', prompt, seed: setting('Seed'), model: setting('Model'), width, height });
}

/** SwarmUI: `parameters` is JSON. */
function fromSwarm(raw: JsonObject): Claims | null {
  const swarm = [raw.parameters, raw.UserComment, raw.comment, raw]
    .map((value) => objectOf(value).sui_image_params)
    .find(isObject);
  return swarm ? { ...claimsOf(swarm) } : null;
}

/** NovelAI: `Comment` is JSON with `uc`, the negative prompt. */
function fromNovelAi(raw: JsonObject): Claims | null {
  const comment = objectOf(raw.Comment);
  const isNovelAi = raw.Software === 'NovelAI' || ('uc' in comment && 'prompt' in comment);
  if (!isNovelAi) return null;
  return unitedClaims(claimsOf(comment), statedClaims({ kind: 'image', prompt: raw.Description, model: raw.Source }));
}

const JOB = /\s*Job ID: [0-9a-f-]{36}\s*$/i;

/** Midjourney: `Description` is the prompt as typed, followed by the job id. */
function fromMidjourney(raw: JsonObject): Claims | null {
  const description = statedText(raw.Description);
  if (description === undefined || !JOB.test(description)) return null;
  const made = typeof raw['Creation Time'] === 'string' ? Date.parse(raw['Creation Time']) : Number.NaN;
  return {
    ...statedClaims({ kind: 'image', prompt: description.replace(JOB, ''), author: raw.Author }),
    ...(Number.isFinite(made) && made > Date.UTC(2020, 0, 1) ? { createdMs: made, dateSource: 'record' } : {}),
  };
}

function fromInvoke(raw: JsonObject): Claims | null {
  const invoke = raw.invokeai_metadata;
  if (!isObject(invoke)) return null;
  const { width, height, seed } = invoke;
  const model = statedWord(objectOf(invoke.model).name) ?? objectOf(invoke.model).model_name;
  return statedClaims({ kind: 'image', prompt: invoke.positive_prompt, width, height, seed, model });
}

/** The JSON object in the comment of a video or picture. */
function commentOf(raw: JsonObject): JsonObject {
  const comment = [raw.comment, raw.UserComment, raw.description].find(isObject) ?? {};
  const wrapped = comment.videometahub_data ?? comment.imagemetahub_data;
  return isObject(wrapped) ? wrapped : comment;
}

function fromComment(raw: JsonObject): Claims | null {
  const comment = commentOf(raw);
  const { prompt } = comment;
  if (typeof prompt !== 'string' || isGraph(parsed(prompt))) return null;
  return claimsOf(comment);
}

/** ComfyUI: the graph that made the picture. The prompt is the text to which the sampler's positive input leads. */
function fromGraph(raw: JsonObject): Claims | null {
  const comment = commentOf(raw);
  const places = [raw.prompt, raw.Model, raw.Make, comment.prompt, raw.UserComment, raw.comment];
  const graph = places.map((value) => (typeof value === 'string' ? parsed(value) : value)).find(isGraph);
  if (!graph) return null;
  const nodes = Object.values(graph).filter(isObject);
  const sampler = nodes.find(
    (node) =>
      'positive' in objectOf(node.inputs) && ('seed' in objectOf(node.inputs) || 'noise_seed' in objectOf(node.inputs)),
  );
  const seeded = sampler ?? nodes.find((node) => typeof objectOf(node.inputs).noise_seed === 'number');
  const inputs = objectOf(seeded?.inputs);
  const loader = nodes
    .map((node) => objectOf(node.inputs))
    .find((each) => statedWord(each.ckpt_name ?? each.unet_name) !== undefined);
  const prompt = textBehind(objectOf(sampler?.inputs).positive, graph, 0) ?? longestText(nodes);
  return statedClaims({
    prompt,
    seed: inputs.seed ?? inputs.noise_seed,
    model: loader?.ckpt_name ?? loader?.unet_name,
  });
}

function isGraph(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    objectsOf(Object.values(value)).some((node) => typeof node.class_type === 'string' && isObject(node.inputs))
  );
}

const TEXT_INPUTS = [
  'text',
  'text_g',
  'prompt',
  'positive_prompt',
  'positive',
  'string',
  'value',
  'conditioning',
  'text_l',
  't5xxl',
];
const DEEPEST = 24;

/** Follows a link (`[node, output]`) to a text. The depth limit ends circles in a graph. */
function textBehind(link: unknown, graph: JsonObject, depth: number): string | undefined {
  if (typeof link === 'string') return statedText(link);
  if (!Array.isArray(link) || depth > DEEPEST || !Object.hasOwn(graph, String(link[0]))) return undefined;
  const inputs = objectOf(objectOf(graph[String(link[0])]).inputs);
  // Only the first input with a text is followed at each node, so that the number of paths does not multiply.
  const next =
    TEXT_INPUTS.find((name) => typeof inputs[name] === 'string' || Array.isArray(inputs[name])) ??
    Object.keys(inputs).find((name) => Array.isArray(inputs[name]));
  return next === undefined ? undefined : textBehind(inputs[next], graph, depth + 1);
}

function longestText(nodes: readonly JsonObject[]): string | undefined {
  const encoders = nodes.filter((node) => /text.?encode|prompt/i.test(String(node.class_type)));
  const texts = encoders
    .flatMap((node) => TEXT_INPUTS.map((name) => statedText(objectOf(node.inputs)[name])))
    .filter((text) => text !== undefined);
  return texts.reduce<string | undefined>((best, text) => (text.length > (best?.length ?? 0) ? text : best), undefined);
}
