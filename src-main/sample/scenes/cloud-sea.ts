/** Paints a sea of clouds at sunrise. */
import { backdrop, fillSky } from '../paint/canvas.ts';
import { blend, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { createNoise, mix } from '../paint/noise.ts';
import { ellipse, glow, ridge } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const DAWNS: Readonly<Record<string, readonly string[]>> = {
  gold: ['#3a6fb0', '#8fb8d8', '#ffdca8', '#ffb070'],
  rose: ['#4a5fa8', '#a99ad0', '#ffc8c0', '#ffa890'],
};

/** Cloud banks, each lit along its upper edge, with dark peaks above them. */
export const cloudSea: Scene = {
  scale: 0.5,
  look: { bloom: 0.26, vignette: 0.2 },
  set(stage) {
    const dawn = gradient(moodOf(DAWNS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const stars = createStars(stage, 0);
    const sun = colour('#fff0c8');
    const heavens = backdrop(width, height, (canvas) => {
      fillSky(canvas, dawn, 0, 0.55);
      glow(canvas, width * 0.66, height * 0.42, unit * 0.8, sun, 0.5);
      ellipse(canvas, width * 0.66, height * 0.42, unit * 0.05, unit * 0.05, 0, scaled(sun, 3));
    });
    const heights = new Float32Array(width);
    const high = gradient(['#ffe9cf', '#ffd9c0', '#f3d6d8', '#dcd6ea']);
    const low = gradient(['#e8a890', '#c793a8', '#8f86b8', '#5f6aa0']);
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 0);
      for (let k = 0; k < 9; k++) {
        const depth = k / 8;
        if (k === 2 || k === 4) {
          for (let x = 0; x < width; x++)
            heights[x] =
              height * mix(0.55, 0.72, depth) - unit * peak(noise, (x / unit) * 1.3 + k * 5.3 + time * 0.006 * k, k);
          ridge(
            canvas,
            heights,
            blend(colour('#1f2a55'), pick(dawn, 0.75), k === 2 ? 0.42 : 0.16),
            pick(low, 0.2 + depth),
            unit * 0.26,
            height * 0.9,
          );
        }
        for (let x = 0; x < width; x++) {
          const u = (x / unit) * mix(2.4, 1.1, depth) + k * 13 + time * (0.015 + 0.07 * depth);
          const puff =
            Math.abs(noise.at3(u, k, time * 0.05)) +
            0.5 * Math.abs(noise.at3(u * 2.1, k + 4, time * 0.08)) +
            0.25 * Math.abs(noise.at3(u * 4.3, k + 9, time * 0.1));
          heights[x] = height * mix(0.54, 1.02, depth ** 1.2) - unit * mix(0.05, 0.26, depth) * puff;
        }
        ridge(
          canvas,
          heights,
          pick(high, depth),
          pick(low, depth),
          unit * mix(0.06, 0.3, depth),
          height * Math.min(1, 0.72 + depth * 0.4),
        );
      }
    };
  },
};

/** The height of a summit, steep near its top; 0 where the cloud covers everything. */
function peak(noise: ReturnType<typeof createNoise>, u: number, k: number): number {
  const body = Math.max(0, noise.at(u, k * 3.1) - 0.08);
  const rock = 1 - Math.abs(noise.at(u * 3.7, k + 8));
  return body * (0.42 + 0.28 * rock) + 0.02 * noise.at(u * 13, 5) - 0.06;
}
