/** Paints open water to the horizon: a long swell that mirrors the sky, and the reflection of a low sun or moon. */
import { backdrop, fillSky } from '../paint/canvas.ts';
import { colour, gradient, offsetAt, scaled } from '../paint/colour.ts';
import { clamp, createNoise, smooth, wave } from '../paint/noise.ts';
import { ellipse, glow } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

interface Mood {
  /** The colours from the zenith to the horizon. */
  readonly sky: readonly string[];
  readonly deep: string;
  readonly sun: string;
  readonly at: readonly [number, number];
  readonly size: number;
  readonly glare: number;
  readonly stars: number;
}

const MOODS: Readonly<Record<string, Mood>> = {
  gold: {
    sky: ['#28406f', '#7b6f98', '#e09a7e', '#ffcf87'],
    deep: '#0d2238',
    sun: '#ffdf9e',
    at: [0.5, 0.36],
    size: 0.055,
    glare: 0.5,
    stars: 0,
  },
  silver: {
    sky: ['#03060f', '#0a1730', '#1c3a61', '#4d759c'],
    deep: '#020812',
    sun: '#dfeeff',
    at: [0.58, 0.17],
    size: 0.05,
    glare: 0.16,
    stars: 200,
  },
  rose: {
    sky: ['#2b3f7d', '#8a6fb0', '#f2a0b4', '#ffdcc4'],
    deep: '#1a2a57',
    sun: '#ffe3d2',
    at: [0.4, 0.38],
    size: 0.045,
    glare: 0.4,
    stars: 0,
  },
};

const HORIZON = 0.44;

/** Wave trains, four numbers each: direction, frequency, speed, steepness. */
const WAVES = Float32Array.of(
  ...[0.15, 1.3, 1, 0.3],
  ...[-0.45, 2.9, 1.5, 0.3],
  ...[0.8, 5.3, 2, 0.24],
  ...[-1.1, 9.7, 2.6, 0.2],
  ...[0.4, 16.3, 3.3, 0.17],
  ...[-0.7, 27.1, 4.2, 0.14],
);

export const ocean: Scene = {
  scale: 0.5,
  look: { bloom: 0.26, vignette: 0.25 },
  set(stage) {
    const mood = moodOf(MOODS, stage);
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const sky = gradient(mood.sky);
    const sun = colour(mood.sun);
    const deep = colour(mood.deep);
    const [sx, sy] = [mood.at[0] * width, mood.at[1] * height];
    const stars = createStars(stage, mood.stars, HORIZON);
    const clouds = gradient([...mood.sky].reverse());
    const heavens = backdrop(width, height, (canvas) => {
      fillSky(canvas, sky, 0, HORIZON);
      for (let y = 0; y < HORIZON * height; y++) {
        for (let x = 0; x < width; x++) {
          const low = y / (HORIZON * height);
          const veil =
            smooth(0.05, 0.6, noise.layers((x / unit) * 1.4, (y / unit) * 6, 3.3, 5) + 0.14) * (1 - low * 0.4) * 0.5;
          const at = offsetAt(0.15 + low * 0.2);
          const i = (y * width + x) * 3;
          for (let c = 0; c < 3; c++)
            canvas.rgb[i + c] = canvas.rgb[i + c]! * (1 - veil) + clouds.table[at + c]! * veil;
        }
      }
      glow(canvas, sx, sy, unit * 0.8, sun, mood.glare);
      glow(canvas, sx, sy, unit * 0.28, sun, mood.glare);
      ellipse(canvas, sx, sy, mood.size * unit, mood.size * unit, 0, scaled(sun, 3));
    });
    return (canvas, time) => {
      heavens(canvas);
      if (mood.stars > 0) stars(canvas, time, 0.8);
      const first = Math.ceil(HORIZON * height);
      for (let y = first; y < height; y++) {
        const depth = (y - first + 0.7) / (height - first);
        const far = 1 / (depth + 0.012);
        const calm = clamp(depth * 3.2, 0.05, 1);
        for (let x = 0; x < width; x++) {
          const wx = ((x - width * 0.5) / unit) * far * 1.3;
          const wz = far * 2.6;
          let slopeX = 0;
          let slopeZ = 0;
          for (let k = 0; k < WAVES.length; k += 4) {
            const often = WAVES[k + 1]!;
            if (often * far > 75) break;
            const lean = WAVES[k]!;
            const speed = WAVES[k + 2]!;
            const steep = WAVES[k + 3]!;
            const turn = wave(
              (wx * lean + wz) * often + time * speed + lean * 9 + wave(wx * 0.7 * often + often) * 0.9,
            );
            slopeX += turn * steep * lean;
            slopeZ += turn * steep;
          }
          const up = clamp(1 - depth * 0.55 - slopeZ * 0.55 * calm - 0.05, 0.02, 1);
          const at = offsetAt(up);
          const mirror = clamp(0.34 + 0.5 * (1 - depth) + slopeZ * 0.36 * calm, 0.08, 1);
          const side = (x - sx) / unit + slopeX * 0.26 * (0.25 + calm);
          const spark =
            Math.exp(-side * side * 90) * clamp(slopeZ * 1.5 * calm + 0.25 * (1 - depth) + slopeX * 0.5) ** 2 * 3;
          const i = (y * width + x) * 3;
          canvas.rgb[i] = deep[0] + sky.table[at]! * mirror * 0.85 + sun[0] * spark;
          canvas.rgb[i + 1] = deep[1] + sky.table[at + 1]! * mirror * 0.85 + sun[1] * spark;
          canvas.rgb[i + 2] = deep[2] + sky.table[at + 2]! * mirror * 0.85 + sun[2] * spark;
        }
      }
    };
  },
};
