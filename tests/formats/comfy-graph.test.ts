/** Tests what a ComfyUI graph says, in both forms: the prompt is the text that the sampler got, never the longest. */
import { describe, expect, test } from 'vitest';
import type { Claims } from '../../src-main/formats/claims.ts';
import { embeddedSays } from '../../src-main/formats/embedded/embedded-claims.ts';

type Node = readonly [type: string, inputs: Readonly<Record<string, unknown>>];

const executed = (nodes: Readonly<Record<string, Node>>): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }])),
  );
const says = (texts: Readonly<Record<string, string>>): Claims | undefined =>
  embeddedSays(new Map(Object.entries(texts)))?.claims;
const ran = (nodes: Readonly<Record<string, Node>>): Claims | undefined => says({ prompt: executed(nodes) });

const LONG = 'a very long text about the style of the house, which nobody linked to the sampler of this picture';
const encode = (text: unknown): Node => ['CLIPTextEncode', { text, clip: ['4', 1] }];
const BASE: Readonly<Record<string, Node>> = {
  4: ['CheckpointLoaderSimple', { ckpt_name: 'm.safetensors' }],
  6: encode('a fox'),
  7: encode('dog'),
  8: encode(LONG),
  9: ['SaveImage', { images: ['10', 0] }],
  10: ['VAEDecode', { samples: ['3', 0], vae: ['4', 2] }],
};
const sampler = (inputs: Readonly<Record<string, unknown>>): Node => [
  'KSampler',
  { seed: 5, model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0], ...inputs },
];
const FOX = { prompt: 'a fox', negativePrompt: 'dog', seed: 5, model: 'm.safetensors' };

describe('the executed graph', () => {
  test.each<[string, Readonly<Record<string, Node>>, Claims]>([
    ['a sampler with its texts', { 3: sampler({}) }, FOX],
    [
      'Flux: a guider, a noise and a conditioning; no negative text',
      {
        3: [
          'SamplerCustomAdvanced',
          { noise: ['11', 0], guider: ['12', 0], sampler: ['13', 0], latent_image: ['5', 0] },
        ],
        11: ['RandomNoise', { noise_seed: 5 }],
        12: ['BasicGuider', { model: ['14', 0], conditioning: ['15', 0] }],
        13: ['KSamplerSelect', { sampler_name: 'euler' }],
        14: ['ModelSamplingFlux', { model: ['4', 0] }],
        15: ['FluxGuidance', { guidance: 3.5, conditioning: ['6', 0] }],
      },
      { prompt: 'a fox', seed: 5, model: 'm.safetensors' },
    ],
    [
      'a guider with both sides',
      {
        3: ['SamplerCustomAdvanced', { noise: ['11', 0], guider: ['12', 0] }],
        11: ['RandomNoise', { noise_seed: 5 }],
        12: ['CFGGuider', { model: ['4', 0], positive: ['6', 0], negative: ['7', 0] }],
      },
      FOX,
    ],
    [
      'a negative conditioning of zeros has no text',
      { 3: sampler({ negative: ['11', 0] }), 11: ['ConditioningZeroOut', { conditioning: ['6', 0] }] },
      { prompt: 'a fox', seed: 5, model: 'm.safetensors' },
    ],
    [
      'ControlNet passes both sides on',
      {
        3: sampler({ positive: ['11', 0], negative: ['11', 1] }),
        11: ['ControlNetApplyAdvanced', { positive: ['6', 0], negative: ['7', 0], image: ['8', 0], strength: 1 }],
      },
      FOX,
    ],
    [
      'primitive nodes for text and seed',
      {
        3: sampler({ seed: ['12', 0], positive: ['13', 0] }),
        11: ['PrimitiveStringMultiline', { value: 'a fox' }],
        12: ['PrimitiveInt', { value: 5 }],
        13: encode(['11', 0]),
      },
      FOX,
    ],
    [
      'texts that are joined',
      {
        3: sampler({ positive: ['13', 0] }),
        11: ['StringConcatenate', { string_a: 'a fox', string_b: ['12', 0], delimiter: ', ' }],
        12: ['String Literal', { string: 'in snow' }],
        13: encode(['11', 0]),
      },
      { ...FOX, prompt: 'a fox, in snow' },
    ],
    [
      'conditionings that are combined, one of them twice',
      {
        3: sampler({ positive: ['11', 0] }),
        11: ['ConditioningCombine', { conditioning_1: ['6', 0], conditioning_2: ['12', 0] }],
        12: ['ConditioningCombine', { conditioning_1: ['6', 0], conditioning_2: ['13', 0] }],
        13: encode('in snow'),
      },
      { ...FOX, prompt: 'a fox\nin snow' },
    ],
    [
      'a switch takes one input',
      {
        3: sampler({ positive: ['13', 0] }),
        11: ['CR Text Input Switch', { Input: 2, text1: LONG, text2: 'a fox' }],
        13: encode(['11', 0]),
      },
      FOX,
    ],
    [
      'a wildcard as it was filled',
      {
        3: sampler({ positive: ['11', 2] }),
        11: ['ImpactWildcardEncode', { wildcard_text: '__animal__', populated_text: 'a fox' }],
      },
      FOX,
    ],
    [
      'loaders with both texts',
      {
        3: ['KSampler (Efficient)', { seed: 5, model: ['11', 0], positive: ['11', 1], negative: ['11', 2] }],
        11: ['Efficient Loader', { ckpt_name: 'm.safetensors', positive: 'a fox', negative: 'dog' }],
      },
      FOX,
    ],
    [
      'a pipe',
      {
        3: ['ImpactKSamplerBasicPipe', { seed: 5, basic_pipe: ['11', 0], latent_image: ['5', 0] }],
        11: ['ToBasicPipe', { model: ['4', 0], positive: ['6', 0], negative: ['7', 0] }],
      },
      FOX,
    ],
    [
      'Wan: one node for both texts',
      {
        3: ['WanVideoSampler', { seed: 5, model: ['11', 0], text_embeds: ['12', 0], image_embeds: ['13', 0] }],
        11: ['WanVideoModelLoader', { model: 'm.safetensors' }],
        12: ['WanVideoTextEncode', { positive_prompt: 'a fox', negative_prompt: 'dog', t5: ['14', 0] }],
      },
      FOX,
    ],
    [
      'base and refiner: the seed of the first, also through an enlargement',
      {
        3: sampler({ seed: 99, positive: ['8', 0], latent_image: ['11', 0] }),
        11: ['VAEEncode', { pixels: ['12', 0] }],
        12: ['ImageScale', { image: ['13', 0] }],
        13: ['VAEDecode', { samples: ['14', 0] }],
        14: sampler({}),
      },
      FOX,
    ],
    [
      'a clip that starts from a made picture has its own prompt',
      {
        3: sampler({ positive: ['11', 0], latent_image: ['11', 2] }),
        11: ['WanImageToVideo', { positive: ['6', 0], negative: ['7', 0], start_image: ['12', 0] }],
        12: ['VAEDecode', { samples: ['13', 0] }],
        13: sampler({ seed: 99, positive: ['8', 0] }),
      },
      FOX,
    ],
    [
      'a sampler whose picture is kept, not one that is only previewed',
      {
        2: sampler({ seed: 99, positive: ['8', 0] }),
        3: sampler({}),
        11: ['PreviewImage', { images: ['12', 0] }],
        12: ['VAEDecode', { samples: ['2', 0] }],
      },
      FOX,
    ],
    [
      'a service behind a node',
      { 3: ['OpenAIVideoSora2', { model: 'm.safetensors', prompt: 'a fox', negative_prompt: 'dog', seed: 5 }] },
      FOX,
    ],
    [
      'a JSON that a person gave as the prompt',
      { 3: sampler({ positive: ['11', 0] }), 11: encode('{"scene": "a fox"}') },
      { ...FOX, prompt: '{"scene": "a fox"}' },
    ],
  ])('%s', (_, nodes, claims) => {
    expect(ran({ ...BASE, ...nodes })).toEqual(claims);
  });

  test('of several texts none is guessed when the sampler’s text is missing', () => {
    expect(
      ran({ ...BASE, 3: sampler({ positive: ['11', 0] }), 11: encode(['12', 0]), 12: ['SomeLanguageModel', {}] }),
    ).toEqual({
      negativePrompt: 'dog',
      seed: 5,
      model: 'm.safetensors',
    });
    expect(ran({ 1: encode('a fox'), 2: encode(LONG) })).toBeUndefined();
    expect(ran({ 1: encode('a fox') })).toEqual({ prompt: 'a fox' });
  });

  test('circles and long chains end', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, at): [string, Node] => [`c${at}`, ['Reroute', { '': [`c${at + 1}`, 0] }]]),
    );
    expect(
      ran({ ...chain, 3: sampler({ positive: ['c0', 0], seed: ['c0', 0], model: ['c0', 0] }), 7: encode('dog') }),
    ).toEqual({
      negativePrompt: 'dog',
    });
    const circle: Node = ['X', { conditioning: ['1', 0], conditioning_1: ['2', 0], latent_image: ['1', 0] }];
    expect(ran({ 1: circle, 2: circle, 3: sampler({ positive: ['1', 0], latent_image: ['3', 0] }) })).toEqual({
      seed: 5,
    });
  });
});

describe('the drawn workflow', () => {
  const node = (
    id: number,
    type: string,
    values: unknown,
    wires: Readonly<Record<string, number>> = {},
    more = {},
  ) => ({
    id,
    type,
    inputs: Object.entries(wires).map(([name, link]) => ({ name, link })),
    widgets_values: values,
    ...more,
  });
  const NODES = [
    node(3, 'KSampler', [5, 'randomize', 20, 8], { model: 1, positive: 2, negative: 3 }),
    node(4, 'CheckpointLoaderSimple', ['m.safetensors']),
    node(6, 'CLIPTextEncode', ['a fox'], { clip: 4 }),
    node(7, 'CLIPTextEncode', ['dog'], { clip: 4 }),
    node(8, 'CLIPTextEncode', [LONG], { clip: 4 }),
    node(12, 'Note', [LONG]),
  ];
  const LINKS = [
    [1, 4, 0, 3, 0, 'MODEL'],
    [2, 6, 0, 3, 1, 'CONDITIONING'],
    [3, 7, 0, 3, 2, 'CONDITIONING'],
    [4, 4, 1, 6, 0, 'CLIP'],
  ];
  const drawn = (nodes: readonly object[] = NODES, links: readonly unknown[] = LINKS): string =>
    JSON.stringify({ nodes, links, version: 0.4 });

  test('alone it says the same as the executed graph', () => {
    expect(says({ workflow: drawn() })).toEqual(FOX);
    const objects = LINKS.map(([id, origin_id, origin_slot]) => ({ id, origin_id, origin_slot }));
    expect(says({ workflow: drawn(NODES, objects) })).toEqual(FOX);
  });

  test('beside an executed graph it is not asked', () => {
    expect(
      says({ workflow: drawn(), prompt: executed({ ...BASE, 3: sampler({ positive: ['8', 0] }) }) }),
    ).toMatchObject({
      prompt: LONG,
    });
  });

  test('a bypassed node passes on, a muted one does not run', () => {
    const others = NODES.filter(({ id }) => id !== 6);
    const bypassed = node(6, 'ConditioningSetArea', ['not this'], { conditioning: 5 }, { mode: 4 });
    const nodes = [...others, bypassed, node(9, 'CLIPTextEncode', ['a fox'])];
    expect(says({ workflow: drawn(nodes, [...LINKS, [5, 9, 0, 6, 0, 'CONDITIONING']]) })).toEqual(FOX);
    const muted = node(6, 'CLIPTextEncode', ['a fox'], {}, { mode: 2 });
    expect(says({ workflow: drawn([...others, muted]) })?.prompt).toBeUndefined();
  });

  test('named values, primitive nodes, and wires without a line', () => {
    const nodes = [
      ...NODES.filter(({ id }) => id !== 6),
      node(6, 'CLIPTextEncode', ['stale'], { text: 5 }),
      node(20, 'GetNode', ['words']),
      node(21, 'SetNode', ['words'], { STRING: 6 }),
      {
        ...node(22, 'MyTextBox', [7, 'randomize', 'a fox']),
        inputs: [
          { name: 'n', widget: { name: 'n' } },
          { name: 'text', widget: { name: 'text' } },
        ],
      },
    ];
    const links = [...LINKS, [5, 20, 0, 6, 0, 'STRING'], [6, 22, 0, 21, 0, 'STRING']];
    expect(says({ workflow: drawn(nodes, links) })).toEqual(FOX);
  });
});
