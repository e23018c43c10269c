/** Brings both forms in which ComfyUI stores its graph into one: the executed graph (“API”) and the drawn workflow. */
import { isObject, type JsonObject, objectOf, objectsOf, statedWord } from '../fields/stated-claims.ts';
import { nearJson } from '../json/near-json.ts';

export interface GraphNode {
  readonly type: string;
  /** A value, or a link to another node: `[id, output]`. */
  readonly inputs: JsonObject;
}
/** The nodes by their ids, in the order of the file. */
export type Graph = ReadonlyMap<string, GraphNode>;

/** No real graph has more. */
const MOST_NODES = 20_000;

/**
 * The graphs in a file's texts. The executed one comes first: the drawn one also has nodes that did not run, and names
 * few of its values.
 */
export function graphsIn(texts: JsonObject): readonly Graph[] {
  const values = Object.values(texts).flatMap((value) => {
    const { prompt, workflow } = objectOf(value);
    return [value, unpacked(prompt), unpacked(workflow)];
  });
  const executed = values.filter(isExecuted).map(executedGraph);
  return [...executed, ...values.filter(isDrawn).map(drawnGraph)];
}

/** Videos have a graph as a text inside the JSON of their comment. */
const unpacked = (value: unknown): unknown => (typeof value === 'string' ? nearJson(value) : value);

/** Whether a value is a graph in either form. */
export const isGraph = (value: unknown): boolean => isExecuted(value) || isDrawn(value);

function isExecuted(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    objectsOf(Object.values(value)).some((node) => typeof node.class_type === 'string' && isObject(node.inputs))
  );
}

function isDrawn(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    Array.isArray(value.links) &&
    objectsOf(value.nodes).some((node) => typeof node.type === 'string')
  );
}

function executedGraph(graph: JsonObject): Graph {
  const nodes = Object.entries(graph).slice(0, MOST_NODES);
  return new Map(
    nodes
      .filter(([, node]) => isObject(node) && isObject(node.inputs))
      .map(([id, node]) => [
        id,
        { type: statedWord(objectOf(node).class_type) ?? '', inputs: objectOf(objectOf(node).inputs) },
      ]),
  );
}

/** The modes in which a node does not run: muted, and bypassed (its inputs are passed on). */
const MUTED = 2;
const BYPASSED = 4;

function drawnGraph(workflow: JsonObject): Graph {
  const nodes = objectsOf(workflow.nodes).slice(0, MOST_NODES);
  const links = linksIn(workflow.links);
  const named = new Map(nodes.filter(({ type }) => type === 'SetNode').map((node) => [firstText(node), node]));
  const graph = new Map<string, GraphNode>();
  for (const node of nodes) {
    if (node.mode === MUTED) continue;
    const wires = wiresOf(node, links);
    const source = node.type === 'GetNode' ? named.get(firstText(node)) : undefined;
    const type = statedWord(node.type) ?? '';
    const values = node.mode === BYPASSED || type === 'GetNode' ? {} : widgetValues(node, type);
    graph.set(String(node.id), { type, inputs: { ...values, ...wires, ...(source && wiresOf(source, links)) } });
  }
  return graph;
}

/** Links by their ids, as `[node, output]`: lists in most files, objects in newer ones. */
function linksIn(links: unknown): ReadonlyMap<unknown, readonly [string, unknown]> {
  const found = new Map<unknown, readonly [string, unknown]>();
  for (const link of Array.isArray(links) ? links : []) {
    if (Array.isArray(link)) found.set(link[0], [String(link[1]), link[2]]);
    else if (isObject(link)) found.set(link.id, [String(link.origin_id), link.origin_slot]);
  }
  return found;
}

function wiresOf(node: JsonObject, links: ReturnType<typeof linksIn>): JsonObject {
  const wires: [string, unknown][] = [];
  for (const { name, link } of objectsOf(node.inputs)) {
    const from = link === null || link === undefined ? undefined : links.get(link);
    if (from && typeof name === 'string') wires.push([name, from]);
  }
  return Object.fromEntries(wires);
}

const firstText = (node: JsonObject): string | undefined =>
  (Array.isArray(node.widgets_values) ? node.widgets_values : []).find((value) => typeof value === 'string');

/** A drawn workflow lists the values of a node without their names. These nodes are in most workflows. */
const WIDGETS: Readonly<Record<string, readonly string[]>> = {
  KSampler: ['seed', 'control_after_generate'],
  KSamplerAdvanced: ['add_noise', 'noise_seed', 'control_after_generate'],
  SamplerCustom: ['add_noise', 'noise_seed', 'control_after_generate'],
  RandomNoise: ['noise_seed', 'control_after_generate'],
  PrimitiveNode: ['value'],
  CheckpointLoaderSimple: ['ckpt_name'],
  UNETLoader: ['unet_name'],
  UnetLoaderGGUF: ['unet_name'],
  CLIPTextEncode: ['text'],
  CLIPTextEncodeSDXL: ['width', 'height', 'crop_w', 'crop_h', 'target_width', 'target_height', 'text_g', 'text_l'],
  CLIPTextEncodeFlux: ['clip_l', 't5xxl'],
  WanVideoTextEncode: ['positive_prompt', 'negative_prompt'],
  ImpactWildcardEncode: ['wildcard_text', 'populated_text'],
};
/** What follows a seed in the list of values: a control of the page, which is no input. */
const CONTROLS: ReadonlySet<unknown> = new Set(['fixed', 'increment', 'decrement', 'randomize']);
const HAS_TEXT = /text|prompt|string|primitive/i;

function widgetValues(node: JsonObject, type: string): JsonObject {
  const values = node.widgets_values;
  if (isObject(values)) return values;
  if (!Array.isArray(values)) return {};
  const known = Object.hasOwn(WIDGETS, type) ? WIDGETS[type] : undefined;
  if (known) return Object.fromEntries(known.map((name, at) => [name, values[at]]));
  const slots = objectsOf(node.inputs)
    .map(({ widget }) => statedWord(objectOf(widget).name))
    .filter((name) => name !== undefined);
  const kept = values.filter((value, at) => !(CONTROLS.has(value) && typeof values[at - 1] === 'number'));
  if (slots.length === kept.length) return Object.fromEntries(slots.map((name, at) => [name, kept[at]]));
  const text = HAS_TEXT.test(type) ? firstText(node) : undefined;
  return text === undefined ? {} : { text };
}
