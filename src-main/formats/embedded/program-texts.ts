/** Reads the texts of single programs: NovelAI, InvokeAI, Draw Things, Easy Diffusion, and settings as JSON (Fooocus). */
import type { Claims } from '../claims.ts';
import { ask, claimsOf, statedSize } from '../fields/fallback-keys.ts';
import {
  isObject,
  type JsonObject,
  objectOf,
  objectsOf,
  statedClaims,
  statedWord,
  unitedClaims,
} from '../fields/stated-claims.ts';
import { looksLikeJson } from '../json/near-json.ts';
import { statedText } from '../text/texts.ts';

/** A text that is no JSON: JSON at the place of a prompt is a graph or settings, which other ways read. */
const plain = (value: unknown): string | undefined => {
  const text = statedText(value);
  return text === undefined || looksLikeJson(text) ? undefined : text;
};

/** Settings as JSON: Fooocus and its forks, SwarmUI, MetaHub and others. Null when they state nothing. */
export function fromSettings(settings: JsonObject): Claims | null {
  const lookUp = ask(settings);
  const { prompt: _prompt, ...claims } = claimsOf(settings, lookUp);
  const [width, height] = lookUp(['resolution', 'size'], sizeIn) ?? [];
  const found = unitedClaims(
    statedClaims({
      kind: lookUp(['metadatascheme', 'software'], isFooocus) ? 'image' : undefined,
      prompt: lookUp(['fullcommand', 'prompt'], plain) ?? lookUp(['fullprompt'], listed),
      negativePrompt: lookUp(['negativeprompt', 'negative', 'uc'], plain),
      model: lookUp(['basemodel', 'basemodelname', 'sdmodel', 'usestablediffusionmodel'], statedWord),
    }),
    claims,
    statedClaims({ width, height }),
  );
  return Object.keys(found).length === 0 ? null : found;
}

const isFooocus = (value: unknown): true | undefined =>
  typeof value === 'string' && /fooocus/i.test(value) ? true : undefined;

/** Fooocus keeps the prompts that its styles made as a list. */
const listed = (value: unknown): string | undefined =>
  plain(Array.isArray(value) ? value.filter((each) => typeof each === 'string').join('\n') : value);

/** `(1152, 896)`, as Python writes a pair. */
const sizeIn = (value: unknown): readonly [number, number] | undefined =>
  typeof value === 'string' ? statedSize(value.replace(/^\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*$/, '$1x$2')) : undefined;

/** NovelAI: `Comment` is JSON with `uc`, the negative prompt. */
export function fromNovelAi(raw: JsonObject): Claims | null {
  const comment = objectOf(raw.Comment);
  const isNovelAi = raw.Software === 'NovelAI' || ('uc' in comment && 'prompt' in comment);
  if (!isNovelAi) return null;
  const captions = objectOf(objectOf(comment.v4_negative_prompt).caption);
  return unitedClaims(
    statedClaims({ negativePrompt: plain(comment.uc) ?? plain(captions.base_caption) }),
    fromSettings(comment) ?? {},
    statedClaims({ kind: 'image', prompt: plain(raw.Description), model: raw.Source }),
  );
}

export function fromInvoke(raw: JsonObject): Claims | null {
  const invoke = raw.invokeai_metadata;
  if (!isObject(invoke)) return null;
  const { width, height, seed, positive_prompt: prompt, negative_prompt: negativePrompt } = invoke;
  const model = statedWord(objectOf(invoke.model).name) ?? objectOf(invoke.model).model_name;
  return statedClaims({ kind: 'image', prompt, negativePrompt, width, height, seed, model });
}

/** InvokeAI before 3.0: `sd-metadata`, a JSON with weighted parts of the prompt; before 2.0 a command line in `Dream`. */
export function fromOldInvoke(raw: JsonObject): Claims | null {
  const metadata = objectOf(raw['sd-metadata']);
  const image = objectOf(metadata.image);
  const dream = fromDream(statedText(raw.Dream));
  if (!('prompt' in image)) return dream;
  const parts = objectsOf(image.prompt).map((part) => statedText(part.prompt) ?? '');
  const [prompt, negativePrompt] = invokeSides(statedText(image.prompt) ?? parts.join(' '));
  const { seed, width, height } = image;
  const model = statedWord(metadata.model_weights);
  return unitedClaims(statedClaims({ kind: 'image', prompt, negativePrompt, seed, width, height, model }), dream ?? {});
}

/** `"a fox [dog]" -s 50 -S 1234 -W 512 -H 768 -C 7.5 -A k_lms` */
function fromDream(line: string | undefined): Claims | null {
  const [, text = '', options = ''] = /^"([^"]*)"((?:\s+-\S.*)?)$/s.exec(line ?? '') ?? [];
  if (text === '') return null;
  const option = (name: string): string | undefined => new RegExp(`\\s-${name}\\s*(\\d+)`).exec(options)?.[1];
  const [prompt, negativePrompt] = invokeSides(text);
  return statedClaims({
    kind: 'image',
    prompt,
    negativePrompt,
    seed: option('S'),
    width: option('W'),
    height: option('H'),
  });
}

/** InvokeAI’s negative prompt stands in square brackets inside the prompt. */
function invokeSides(text: string): readonly [string, string] {
  const negatives = [...text.matchAll(/\[([^[\]]*)\]/g)].map(([, negative]) => negative);
  return [text.replace(/\[[^[\]]*\]/g, '').trim(), negatives.join(', ')];
}

/** Draw Things: JSON in the comment with `c` and `uc`, the two prompts. */
export function fromDrawThings(raw: JsonObject): Claims | null {
  const settings = [raw.UserComment, raw.comment, raw.description].find(
    (each) => isObject(each) && typeof each.c === 'string' && ('uc' in each || 'v2' in each || 'sampler' in each),
  );
  if (!isObject(settings)) return null;
  const [width, height] = statedSize(settings.size) ?? [];
  const { c: prompt, uc: negativePrompt, seed, model } = settings;
  return statedClaims({ kind: 'image', prompt, negativePrompt, seed, model, width, height });
}

/** Easy Diffusion and others: each setting is a text of its own, with the prompt under its plain name. */
export function fromEasyDiffusion(raw: JsonObject): Claims | null {
  return plain(raw.prompt ?? raw.Prompt) === undefined ? null : fromSettings(raw);
}
