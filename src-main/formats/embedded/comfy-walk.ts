/** Finds in a ComfyUI graph what made the picture: its last sampler’s texts, seed and model, by following the links. */
import { type JsonObject, statedWord } from '../fields/stated-claims.ts';
import { statedText } from '../text/texts.ts';
import type { Graph, GraphNode } from './comfy-graph.ts';

export interface Made {
  readonly prompt: string | undefined;
  readonly negativePrompt: string | undefined;
  readonly seed: unknown;
  readonly model: string | undefined;
}

/** What the graph made; null when it has no sampler and no node that takes a prompt. */
export function madeBy(graph: Graph): Made | null {
  const order = fromOutputs(graph);
  const maker = samplerIn(graph, order) ?? order.find(({ inputs }) => takesPrompt(graph, inputs)) ?? onlyEncoder(order);
  if (!maker) return null;
  const prompt = textOf(graph, maker, 'positive');
  const negativePrompt = textOf(graph, maker, 'negative');
  const loader = search(graph, maker, MODEL_LINKS, (node) => modelIn(node) !== undefined);
  const loaders = order.filter(({ inputs }) => 'ckpt_name' in inputs || 'unet_name' in inputs);
  return {
    prompt,
    // Some people link one text to both sides, for models that ignore the negative one.
    negativePrompt: negativePrompt === prompt ? undefined : negativePrompt,
    seed: seedOf(graph, maker),
    model: [loader, ...loaders].map((node) => node && modelIn(node)).find((name) => name !== undefined),
  };
}

/** The node to which a value links. */
function linked(graph: Graph, value: unknown): GraphNode | undefined {
  return Array.isArray(value) && value.length === 2 ? graph.get(String(value[0])) : undefined;
}

/** Nodes that keep a picture, before those that only show one, perhaps of a step in between. */
const OUTPUTS = [/save|combine|output/i, /preview/i, /^/];

/** All nodes, from the outputs backwards. Nodes that lead to no output come last. */
function fromOutputs(graph: Graph): readonly GraphNode[] {
  const nodes = [...graph.values()];
  const used = new Set(nodes.flatMap(({ inputs }) => Object.values(inputs).map((value) => linked(graph, value))));
  const order = new Set<GraphNode>();
  for (const kind of OUTPUTS) {
    for (const node of nodes) if (!used.has(node) && kind.test(node.type)) order.add(node);
    // A set yields what is added while it is iterated.
    for (const node of order) for (const next of nextOf(graph, node.inputs, () => true)) order.add(next);
  }
  return [...new Set([...order, ...nodes])];
}

function nextOf(graph: Graph, inputs: JsonObject, isMeant: (name: string) => boolean): readonly GraphNode[] {
  return Object.entries(inputs).flatMap(([name, value]) => (isMeant(name) ? (linked(graph, value) ?? []) : []));
}

const SAMPLER = /sampl/i;
const POSITIVE = /^(?:positive|guider|conditioning|cond|text_embeds|hyvid_embeds|basic_pipe|pipe|sdxl_tuple)/;
const SEEDS = ['seed', 'noise_seed', 'noise'];

function isSampler(graph: Graph, { type, inputs }: GraphNode): boolean {
  const isNamed = SAMPLER.test(type);
  if (isNamed && Object.keys(inputs).some((name) => POSITIVE.test(name) && linked(graph, inputs[name]))) return true;
  return 'positive' in inputs && SEEDS.some((name) => name in inputs);
}

/** The path of the picture itself. A frame from which a video starts was made by another prompt. */
const PICTURE = /^(?:latents?|latent_image|samples|pixels|images?)$/;

/**
 * The sampler nearest to an output; of several that work on one picture (base and refiner, enlargement) the first, whose
 * seed made the picture.
 */
function samplerIn(graph: Graph, order: readonly GraphNode[]): GraphNode | undefined {
  const samplers = order.filter((node) => isSampler(graph, node));
  const named = samplers.filter(({ type }) => SAMPLER.test(type));
  const nearest = named[0] ?? samplers[0];
  if (!nearest) return undefined;
  const all = new Set(samplers);
  const path = new Set([nearest]);
  for (const node of path) for (const next of nextOf(graph, node.inputs, (name) => PICTURE.test(name))) path.add(next);
  return [...path].findLast((node) => all.has(node));
}

/** Services behind a node (Sora, Kling, Gemini) take a prompt and give a picture, without a sampler. */
function takesPrompt(graph: Graph, inputs: JsonObject): boolean {
  const value = inputs.prompt ?? inputs.positive_prompt;
  return statedText(value) !== undefined || linked(graph, value) !== undefined;
}

/** With a single text in the graph, nothing else can be the prompt. Of several, none is preferred. */
function onlyEncoder(order: readonly GraphNode[]): GraphNode | undefined {
  const encoders = order.filter(({ type, inputs }) => /text.?encode/i.test(type) && 'text' in inputs);
  return encoders.length === 1 ? encoders[0] : undefined;
}

type Side = 'positive' | 'negative';

const SIDES: Readonly<Record<Side, RegExp>> = {
  positive: /^(?:pos(?:itive)?(?:_?(?:prompt|text|cond(?:itioning)?))?|(?:text|prompt)_pos(?:itive)?)(?:_[gl])?$/i,
  negative:
    /^(?:neg(?:ative)?(?:_?(?:prompt|text|cond(?:itioning)?))?|(?:text|prompt)_neg(?:ative)?|uncond)(?:_[gl])?$/i,
};
/** The texts of a node; of several the first that is stated. A wildcard’s filled text comes before its pattern. */
const TEXTS =
  'populated_text text_g t5xxl text prompt user_prompt string value wildcard_text text_l clip_l clip_g bert mt5xl'.split(
    ' ',
  );
/** Numbered inputs: parts of one text, or of one conditioning. */
const PARTS = /^(?:text|string|str|prompt|cond(?:itioning)?|input|any)_?(?:\d{1,2}|[a-h]|to|from)$/i;
/** Inputs that lead to no text about this picture. */
const ELSEWHERE =
  /^(?:(?:opt_)?model|clip|vae|images?|pixels|masks?|latents?|latent_image|samples|noise|sampler|sigmas|control_?net|style_model|clip_vision.*|(?:noise_)?seed|width|height|(?:start|end)_image|audio|.*_model|lora.*)$/i;
/** The only ways to a negative text before an input names it. */
const TO_NEGATIVE = /^(?:guider|basic_pipe|pipe|sdxl_tuple|context|text_embeds|hyvid_embeds)/;
/** Far more than the nodes between a sampler and its text. The limit also bounds the depth. */
const MOST_STEPS = 1_000;
/** Longer than any prompt. Without the limit, a chain of a thousand joins copies a text of megabytes a thousand times. */
const LONGEST = 256 * 1024;

/** The text of one side, from the sampler’s inputs through guiders, conditioning and primitive nodes. */
function textOf(graph: Graph, maker: GraphNode, side: Side): string | undefined {
  const seen = new Set<GraphNode>();
  const other = SIDES[side === 'positive' ? 'negative' : 'positive'];
  const from = (value: unknown): string[] => {
    const text = statedText(value);
    if (text !== undefined) return text.length > LONGEST ? [] : [text];
    const node = linked(graph, value);
    // A node that two paths reach states its text once; this also ends circles. ZeroOut gives nothing, whatever it gets.
    if (!node || seen.has(node) || seen.size >= MOST_STEPS || node.type === 'ConditioningZeroOut') return [];
    seen.add(node);
    return at(node.inputs);
  };
  const at = (inputs: JsonObject): string[] => {
    const names = Object.keys(inputs);
    const own = names.filter((name) => SIDES[side].test(name));
    if (own.length > 0) return first(own.map((name) => inputs[name]));
    const chosen = choiceIn(inputs);
    if (chosen !== undefined) return from(chosen);
    const stated = first(TEXTS.map((name) => inputs[name]));
    if (stated.length > 0) return stated;
    const parts = names.filter((name) => PARTS.test(name)).flatMap((name) => from(inputs[name]));
    if (parts.length > 0) return joined(parts, inputs.delimiter ?? inputs.separator);
    const others = names.filter((name) => Array.isArray(inputs[name]) && !ELSEWHERE.test(name) && !other.test(name));
    return others.flatMap((name) => from(inputs[name]));
  };
  const first = (values: readonly unknown[]): string[] => {
    for (const value of values) {
      const found = from(value);
      if (found.length > 0) return found;
    }
    return [];
  };
  const start =
    side === 'positive'
      ? maker
      : search(graph, maker, TO_NEGATIVE, ({ inputs }) =>
          Object.keys(inputs).some((name) => SIDES.negative.test(name)),
        );
  return start && statedText([...new Set(at(start.inputs))].join('\n'));
}

/** A switch passes one of its inputs on: by a number, or by yes and no. */
function choiceIn(inputs: JsonObject): unknown {
  const number = [inputs.select, inputs.Input, inputs.input, inputs.index].find((value) => typeof value === 'number');
  const name = Object.keys(inputs).find((key) => PARTS.test(key) && Number(/\d+$/.exec(key)?.[0]) === number);
  if (name !== undefined) return inputs[name];
  const isYes = [inputs.switch, inputs.boolean, inputs.cond].find((value) => typeof value === 'boolean');
  if (isYes === undefined) return undefined;
  return isYes ? (inputs.on_true ?? inputs.tt_value) : (inputs.on_false ?? inputs.ff_value);
}

/** The parts of a text with what a joining node puts between them; else each for itself. */
const joined = (parts: readonly string[], between: unknown): string[] =>
  typeof between === 'string' ? [parts.join(between.replaceAll('\\n', '\n')).slice(0, LONGEST)] : [...parts];

/** The nearest node that fits, from a node on along the inputs of these names. */
function search(
  graph: Graph,
  from: GraphNode,
  along: RegExp,
  isSought: (node: GraphNode) => boolean,
): GraphNode | undefined {
  const seen = new Set([from]);
  for (const node of seen) {
    if (isSought(node)) return node;
    for (const next of nextOf(graph, node.inputs, (name) => along.test(name))) seen.add(next);
  }
  return undefined;
}

const SEED_LINKS = /^(?:(?:noise_)?seed|noise|value|int|number|any_\d+|)$/i;
const MODEL_LINKS = /^(?:model|guider|unet|basic_pipe|pipe|sdxl_tuple|any_\d+)|^$/;

function seedOf(graph: Graph, maker: GraphNode): unknown {
  const node = search(graph, maker, SEED_LINKS, ({ inputs }) => numberIn(inputs) !== undefined);
  return node && numberIn(node.inputs);
}

const numberIn = (inputs: JsonObject): unknown =>
  [inputs.seed, inputs.noise_seed, inputs.value, inputs.int, inputs.number].find(
    (value) => typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)),
  );

const MODELS = ['ckpt_name', 'unet_name', 'gguf_name', 'base_ckpt_name', 'model_name', 'model'];

const modelIn = ({ inputs }: GraphNode): string | undefined =>
  MODELS.map((name) => statedWord(inputs[name])).find((name) => name !== undefined);
