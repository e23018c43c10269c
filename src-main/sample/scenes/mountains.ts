/** Paints mountain ranges behind one another in the haze, moving at different speeds, with balloons or birds above. */
import { backdrop, fillSky } from '../paint/canvas.ts';
import { blend, type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { createNoise, mix, type Noise, random } from '../paint/noise.ts';
import { ellipse, glow, type Point, path, polygon, ridge } from '../paint/shapes.ts';
import { moodOf, type Scene, type Stage } from './scene.ts';
import { createStars } from './stars.ts';

interface Mood {
  readonly sky: readonly string[];
  readonly far: string;
  readonly middle: string;
  readonly near: string;
  /** The colour of the haze in the valleys. */
  readonly haze: string;
  readonly sun: string;
  /** Sun or moon: place as fractions, size in units, strength. */
  readonly orb: readonly [number, number, number, number];
  /** How far the light spreads in the air. */
  readonly glare: number;
  readonly stars: number;
  readonly above: 'birds' | 'balloons' | 'nothing';
}

const MOODS: Readonly<Record<string, Mood>> = {
  dusk: {
    sky: ['#1b1f4b', '#4a3a7c', '#a45a86', '#f08a6c', '#ffc98b'],
    far: '#d98a86',
    middle: '#7d3f6d',
    glare: 0.3,
    near: '#120f2a',
    haze: '#f2a98c',
    sun: '#ffd9a0',
    orb: [0.62, 0.43, 0.06, 3],
    stars: 60,
    above: 'birds',
  },
  dawn: {
    sky: ['#2f6f9f', '#6fb0c8', '#bcd9d4', '#ffe3c2', '#ffd0a6'],
    far: '#a9c6cc',
    middle: '#4f8791',
    glare: 0.22,
    near: '#12303a',
    haze: '#fbe4cf',
    sun: '#fff0cf',
    orb: [0.36, 0.42, 0.05, 3],
    stars: 0,
    above: 'balloons',
  },
  moon: {
    sky: ['#050a1e', '#0b1a3c', '#1b3766', '#3f6796', '#7fa3bf'],
    far: '#5d83a8',
    middle: '#213d66',
    glare: 0.12,
    near: '#04070f',
    haze: '#8fb2c8',
    sun: '#e9f2ff',
    orb: [0.68, 0.2, 0.05, 2.2],
    stars: 260,
    above: 'nothing',
  },
  ember: {
    sky: ['#2a0f2e', '#6b1d3f', '#c23b3b', '#f5793b', '#ffd26b'],
    far: '#c9583f',
    middle: '#7c2340',
    glare: 0.35,
    near: '#160810',
    haze: '#ff9a56',
    sun: '#fff0b8',
    orb: [0.45, 0.43, 0.09, 2.6],
    stars: 0,
    above: 'birds',
  },
};

const RANGES = 7;

export const mountains: Scene = {
  scale: 0.55,
  look: { bloom: 0.22, vignette: 0.25 },
  set(stage) {
    const mood = moodOf(MOODS, stage);
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const sky = gradient(mood.sky);
    const stars = createStars(stage, mood.stars, 0.5);
    const tones = gradient([mood.far, mood.middle, mood.near]);
    const [haze, sun] = [colour(mood.haze), colour(mood.sun)];
    const [ox, oy, size, power] = mood.orb;
    const heavens = backdrop(width, height, (canvas) => {
      fillSky(canvas, sky, 0, 0.66);
      glow(canvas, ox * width, oy * height, unit * 0.9, sun, mood.glare);
      glow(canvas, ox * width, oy * height, unit * 0.34, sun, mood.glare);
      ellipse(canvas, ox * width, oy * height, size * unit, size * unit, 0, scaled(sun, power));
    });
    const heights = new Float32Array(width);
    const flock = birds(stage);
    const fleet = balloons(stage);
    return (canvas, time) => {
      heavens(canvas);
      if (mood.stars > 0) stars(canvas, time, 0.8);
      for (let i = 0; i < RANGES; i++) {
        const depth = i / (RANGES - 1);
        outline(heights, noise, stage, depth, time);
        const tone = pick(tones, depth);
        const valley = blend(tone, haze, 0.62 * (1 - depth) ** 1.4);
        ridge(
          canvas,
          heights,
          tone,
          valley,
          height * (0.16 + 0.1 * depth),
          i < RANGES - 1 ? height * (0.8 + depth * 0.3) : height,
        );
        if (mood.above === 'balloons' && i === 3) fleet(canvas, time);
      }
      if (mood.above === 'birds') flock(canvas, time);
    };
  },
};

/** The crest of one range: broad peaks far away, wooded hills nearby. */
function outline(heights: Float32Array, noise: Noise, stage: Stage, depth: number, time: number): void {
  const { height, unit } = stage;
  const base = height * mix(0.56, 1.0, depth ** 1.1);
  const tall = unit * mix(0.3, 0.24, depth);
  const drift = time * (0.012 + 0.09 * depth ** 2);
  const wood = depth > 0.7 ? (depth - 0.6) * 2 : 0;
  for (let x = 0; x < heights.length; x++) {
    const u = x / unit + drift + depth * 31.7;
    const broad = noise.at(u * 1.15, depth * 11);
    const sharp = 1 - Math.abs(noise.at(u * 2.6, depth * 23 + 5)) * 1.9;
    const fine = noise.at(u * 8.5, depth * 7) * 0.13 + noise.at(u * 21, depth * 3) * 0.05;
    heights[x] =
      base -
      tall * (0.42 + broad * 0.75 + sharp * 0.28 * (1 - depth * 0.6) + fine) -
      wood * unit * 0.045 * pines(u * 26, noise);
  }
}

/** Tree tops as a row of uneven teeth. */
function pines(u: number, noise: Noise): number {
  const cell = Math.floor(u);
  const within = Math.abs(u - cell - 0.5) * 2;
  const tall =
    0.3 + 0.7 * Math.abs((Math.sin(cell * 12.9898) * 43758.5453) % 1) + 0.2 * noise.at(cell * 0.73 + 0.5, 91.3);
  return tall * Math.max(0, 1 - within) ** 0.8;
}

function birds(stage: Stage): (canvas: Parameters<typeof glow>[0], time: number) => void {
  const next = random(stage.seed + 5);
  const flock = Array.from({ length: 9 }, (_, i) => ({
    x: 0.1 + 0.05 * i + next() * 0.06,
    y: 0.25 + 0.02 * Math.abs(i - 4) + next() * 0.03,
    size: 0.011 + next() * 0.007,
    beat: 5 + next() * 3,
  }));
  const ink: Colour = colour('#1a1024');
  return (canvas, time) => {
    for (const bird of flock) {
      const x = (bird.x + time * 0.035) * stage.width;
      const y = (bird.y - time * 0.004) * stage.height;
      const wing = bird.size * stage.unit;
      const lift = Math.sin(time * bird.beat + bird.x * 40) * wing * 0.5;
      path(
        canvas,
        [
          [x - wing, y - lift],
          [x - wing * 0.4, y - wing * 0.18 - lift * 0.3],
          [x, y],
          [x + wing * 0.4, y - wing * 0.18 - lift * 0.3],
          [x + wing, y - lift],
        ],
        wing * 0.16,
        ink,
        0.85,
        'over',
      );
    }
  };
}

const SILKS: readonly (readonly [string, string])[] = [
  ['#d94f3d', '#f6d7a7'],
  ['#e9a23b', '#fff0cf'],
  ['#2f7f86', '#f3e2c4'],
  ['#9c3f62', '#f0b7a4'],
  ['#3c5f9e', '#e8e2d0'],
];

function balloons(stage: Stage): (canvas: Parameters<typeof glow>[0], time: number) => void {
  const next = random(stage.seed + 17);
  const fleet = Array.from({ length: 8 }, (_, i) => ({
    x: 0.08 + ((i * 0.618) % 1) * 0.86,
    y: 0.16 + ((i * 0.377) % 1) * 0.34,
    size: i < 2 ? 0.1 - i * 0.022 : 0.022 + next() * 0.026,
    silk: SILKS[i % SILKS.length]!,
    speed: 0.6 + next() * 0.8,
  })).sort((a, b) => a.size - b.size);
  return (canvas, time) => {
    for (const item of fleet) {
      const x = item.x * stage.width + Math.sin(time * 0.3 + item.x * 20) * stage.unit * 0.01;
      const y = item.y * stage.height - time * item.speed * stage.unit * 0.006;
      balloon(canvas, x, y, item.size * stage.unit, item.silk);
    }
  };
}

/** A balloon: eight panels in two colours, lit from the left, and a basket on two ropes. */
function balloon(
  canvas: Parameters<typeof glow>[0],
  x: number,
  y: number,
  r: number,
  silk: readonly [string, string],
): void {
  const gores = 8;
  for (let g = 0; g < gores; g++) {
    const from = Math.cos(Math.PI - (g / gores) * Math.PI);
    const to = Math.cos(Math.PI - ((g + 1) / gores) * Math.PI);
    const light = 1.1 - 0.75 * (g / gores);
    polygon(canvas, gore(x, y, r, from, to), scaled(colour(silk[g % 2]!), light));
  }
  const rope = colour('#3a2c28');
  path(
    canvas,
    [
      [x - r * 0.2, y + r * 1.22],
      [x - r * 0.12, y + r * 1.55],
    ],
    r * 0.025,
    rope,
    0.8,
    'over',
  );
  path(
    canvas,
    [
      [x + r * 0.2, y + r * 1.22],
      [x + r * 0.12, y + r * 1.55],
    ],
    r * 0.025,
    rope,
    0.8,
    'over',
  );
  polygon(
    canvas,
    [
      [x - r * 0.14, y + r * 1.53],
      [x + r * 0.14, y + r * 1.53],
      [x + r * 0.11, y + r * 1.75],
      [x - r * 0.11, y + r * 1.75],
    ],
    colour('#4a3324'),
  );
}

function gore(x: number, y: number, r: number, from: number, to: number): Point[] {
  const edge = (side: number): Point[] =>
    Array.from({ length: 15 }, (_, k) => {
      const t = k / 14;
      const angle = t * Math.PI * 0.86;
      const wide = t < 0.62 ? Math.sin(angle) : Math.sin(0.62 * Math.PI * 0.86) * (1 - ((t - 0.62) / 0.38) * 0.8);
      return [x + side * wide * r, y - Math.cos(Math.min(angle, Math.PI * 0.56)) * r + Math.max(0, t - 0.62) * r * 2.7];
    });
  return [...edge(from), ...edge(to).reverse()];
}
