/** Paints fireflies over a meadow. */
import { backdrop, fillSky } from '../paint/canvas.ts';
import { colour, gradient, scaled } from '../paint/colour.ts';
import { createNoise, random, smooth } from '../paint/noise.ts';
import { glow, type Point, ridge, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const MEADOWS: Readonly<Record<string, readonly string[]>> = {
  summer: ['#0a1630', '#14345a', '#2f6a7a', '#86a86a', '#e8c87a'],
};

/** Grass in front of the evening light, and fireflies that blink independently. */
export const fireflies: Scene = {
  scale: 0.5,
  look: { bloom: 0.4, vignette: 0.4 },
  set(stage) {
    const sky = gradient(moodOf(MEADOWS, stage));
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const stars = createStars(stage, 120, 0.5);
    const heavens = backdrop(width, height, (canvas) => {
      fillSky(canvas, sky, 0, 0.8);
      for (const [k, tone] of [
        ['#274a50', 0],
        ['#132c34', 1],
      ].map(([hex, n]) => [n as number, hex as string] as const)) {
        const trees = Float32Array.from(
          { length: width },
          (_, x) =>
            height * (0.66 + 0.05 * k) -
            unit *
              (0.07 +
                0.08 * noise.at((x / unit) * 3 + k * 9, k) +
                0.035 * Math.abs(noise.at((x / unit) * 16, k + 4)) +
                0.02 * Math.abs(noise.at((x / unit) * 41, k + 8))),
        );
        ridge(canvas, trees, colour(tone), scaled(colour(tone), 0.55), height * 0.2);
      }
    });
    const blades = Array.from({ length: Math.round((150 * width) / unit) }, () => {
      const near = next();
      return {
        x: (next() * 1.1 - 0.05) * width,
        near,
        tall: unit * (0.1 + 0.26 * near * (0.5 + next() * 0.5)),
        lean: (next() - 0.5) * 0.5,
        phase: next() * 6.28,
      };
    }).sort((a, b) => a.near - b.near);
    const flies = Array.from({ length: 75 }, () => ({
      x: next(),
      y: 0.48 + 0.48 * next(),
      near: next() ** 2,
      phase: next() * 6.28,
      beat: 0.8 + next() * 1.2,
      wander: 0.02 + 0.05 * next(),
    }));
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 0.5);
      const fly = (item: (typeof flies)[number]): void => {
        const x = (item.x + item.wander * Math.sin(time * 0.6 + item.phase)) * width;
        const y = (item.y + item.wander * 0.7 * Math.sin(time * 0.83 + item.phase * 2)) * height;
        const on = smooth(-0.1, 0.8, Math.sin(time * item.beat * 1.6 + item.phase));
        const r = unit * (0.006 + 0.014 * item.near);
        glow(canvas, x, y, r * 5, colour('#c8f060'), 0.16 * on);
        glow(canvas, x, y, r, colour('#f6ffb0'), 2.6 * on);
      };
      for (const item of flies) if (item.near < 0.3) fly(item);
      for (const blade of blades) {
        const bend = blade.lean + 0.16 * Math.sin(time * 1.1 + blade.phase + blade.x * 0.01);
        const foot = height * (0.93 + 0.1 * blade.near);
        const half = unit * (0.003 + 0.005 * blade.near);
        const tip: Point = [blade.x + bend * blade.tall, foot - blade.tall];
        const middle: Point = [blade.x + bend * blade.tall * 0.28, foot - blade.tall * 0.55];
        const green = scaled(colour('#0c2420'), 1.1 - 0.95 * blade.near);
        stroke(canvas, [blade.x, foot], middle, half * 1.9, green, 1, 'over');
        stroke(canvas, middle, tip, half * 1.1, green, 1, 'over');
      }
      for (const item of flies) if (item.near >= 0.3) fly(item);
    };
  },
};
