/** Paints northern lights over a lake: moving curtains, their mirror image on still water, a wooded shore. */
import { type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, colour, gradient, offsetAt } from '../paint/colour.ts';
import { mirror } from '../paint/mirror.ts';
import { createNoise, type Noise, random, smooth } from '../paint/noise.ts';
import { moodOf, type Scene, type Stage } from './scene.ts';
import { createStars } from './stars.ts';

interface Mood {
  readonly sky: readonly string[];
  /** The colours of the curtain from its lower edge upwards. */
  readonly light: readonly string[];
}

const MOODS: Readonly<Record<string, Mood>> = {
  green: {
    sky: ['#030817', '#071b33', '#0d3a4c'],
    light: ['#c8ffd8', '#3dffa0', '#14c7a4', '#3b59c9', '#5a2a9a', '#000000'],
  },
  violet: {
    sky: ['#080518', '#1a0f3a', '#3a2560'],
    light: ['#ffe0f4', '#ff7ac8', '#b455ff', '#5a4be0', '#20408f', '#000000'],
  },
};

const SHORE = 0.66;
const CURTAINS = 4;

export const aurora: Scene = {
  scale: 0.5,
  look: { bloom: 0.3, vignette: 0.3 },
  set(stage) {
    const mood = moodOf(MOODS, stage);
    const { width, height } = stage;
    const sky = gradient(mood.sky);
    const light = gradient(mood.light);
    const noise = createNoise(stage.seed);
    const stars = createStars(stage, Math.round((380 * width * height) / 300_000), SHORE);
    const woods = shoreline(stage, noise);
    const ink = colour('#01040a');
    return (canvas, time) => {
      fillSky(canvas, sky, 0, SHORE + 0.02);
      stars(canvas, time, 0.9);
      for (let k = 0; k < CURTAINS; k++) curtain(canvas, stage, noise, light, k, time);
      paintShore(canvas, woods, ink, time);
    };
  },
};

function curtain(
  canvas: Canvas,
  stage: Stage,
  noise: Noise,
  light: ReturnType<typeof gradient>,
  k: number,
  time: number,
): void {
  const { width, height, unit } = stage;
  const { rgb } = canvas;
  for (let x = 0; x < width; x++) {
    const u = x / unit;
    const fold = noise.at(u * 1.1 + k * 5.1 - time * 0.05, time * 0.09 + k * 3) * 1.1;
    const hem =
      height * (0.56 - 0.085 * k + 0.1 * noise.at(u * 0.8 + k * 7.7 + time * 0.03, time * 0.07) + 0.03 * fold);
    const strength =
      smooth(-0.25, 0.6, noise.at(u * 1.05 + k * 13.7 + time * 0.06, 40 + time * 0.11)) * (k === 0 ? 1.1 : 0.85);
    if (strength < 0.01) continue;
    const rays =
      0.45 +
      0.75 * Math.abs(noise.at((u + fold * 0.35) * 13 + k * 9, time * 0.35)) +
      0.35 * noise.at((u + fold * 0.4) * 34, time * 0.6);
    const tall = height * (0.3 + 0.16 * noise.at(u * 2.2 + k * 3.3, time * 0.15));
    const top = Math.max(0, Math.floor(hem - tall));
    const power = strength * Math.max(0, rays) * 0.6;
    const under = height * 0.022;
    for (let y = top; y < Math.min(height * SHORE, hem + under); y++) {
      const t = y > hem ? 0 : Math.min(1, (hem - y) / tall);
      const falloff = y > hem ? (1 - (y - hem) / under) ** 2 : (1 - t) ** 1.6;
      const at = offsetAt(t);
      const i = (y * width + x) * 3;
      const value = falloff * power;
      rgb[i] = rgb[i]! + light.table[at]! * value;
      rgb[i + 1] = rgb[i + 1]! + light.table[at + 1]! * value;
      rgb[i + 2] = rgb[i + 2]! + light.table[at + 2]! * value;
    }
  }
}

/** The height of the trees above the waterline at each column, in px. */
function shoreline(stage: Stage, noise: Noise): Float32Array {
  const next = random(stage.seed + 3);
  const woods = new Float32Array(stage.width);
  const hill = (x: number): number => stage.unit * (0.05 + 0.05 * noise.at((x / stage.unit) * 1.7, 77));
  for (let x = 0; x < stage.width; x++) woods[x] = hill(x) * 0.7;
  for (let x = 0; x < stage.width; x += stage.unit * (0.006 + next() * 0.016)) {
    const tall = hill(x) * (0.7 + next() * 0.9) + stage.unit * 0.015;
    const half = tall * 0.2;
    for (let px = Math.max(0, Math.ceil(x - half)); px < Math.min(stage.width, x + half); px++) {
      woods[px] = Math.max(woods[px]!, hill(px) * 0.5 + tall * Math.max(0, 1 - Math.abs(px - x) / half) ** 1.3);
    }
  }
  return woods;
}

/** Paints the dark wood, then the lake. */
function paintShore(canvas: Canvas, woods: Float32Array, ink: readonly [number, number, number], time: number): void {
  const { width, height, rgb } = canvas;
  const line = Math.floor(height * SHORE);
  for (let x = 0; x < width; x++) {
    const top = line - woods[x]!;
    for (let y = Math.floor(top); y < line; y++) {
      const cover = Math.min(1, y + 1 - top);
      const i = (y * width + x) * 3;
      const tone = blend([rgb[i]!, rgb[i + 1]!, rgb[i + 2]!], ink, cover);
      rgb[i] = tone[0];
      rgb[i + 1] = tone[1];
      rgb[i + 2] = tone[2];
    }
  }
  mirror(canvas, line, time, { keep: 0.7, tint: [0, 0.0006, 0.002], rough: 0.8 });
}
