/** Paints the sky above hills: star trails, a comet. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { createNoise, random } from '../paint/noise.ts';
import { glow, type Point, polygon, ridge, stroke } from '../paint/shapes.ts';
import type { Scene } from './scene.ts';
import { createStars } from './stars.ts';

/** A long exposure: stars move around the pole and leave arcs. Below is a hill with one lit tent. */
export const trails: Scene = {
  scale: 0.5,
  look: { bloom: 0.25, vignette: 0.3 },
  remembers: true,
  set(stage) {
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const sky = gradient(['#050a1c', '#0b1f45', '#27508a', '#c07a6a', '#ffb877']);
    const [px, py] = [width * 0.56, height * 0.38];
    const reach = Math.hypot(width, height);
    const tones = gradient(['#8fb8ff', '#dfeaff', '#ffe6c0', '#ffc090']);
    const stars = Array.from({ length: 620 }, () => ({
      r: Math.sqrt(next()) * reach * 0.8,
      angle: next() * 6.283,
      light: pick(tones, next()),
      power: 0.06 + 0.4 * next() ** 4,
    }));
    const memory = new Float32Array(width * height * 3);
    const heavens = backdrop(width, height, (canvas) => fillSky(canvas, sky, 0, 0.9));
    const hill = Float32Array.from(
      { length: width },
      (_, x) =>
        height * (0.82 + 0.05 * noise.at((x / unit) * 1.1, 1) + 0.012 * noise.at((x / unit) * 7, 2)) -
        unit * 0.012 * Math.abs(noise.at((x / unit) * 60, 5)),
    );
    let last = -0.6;
    return (canvas, time) => {
      const until = time * 0.16;
      for (const star of stars) {
        const parts = Math.max(1, Math.ceil((star.r * (until - last)) / 9));
        for (let k = 0; k < parts; k++) {
          const at = (t: number): Point => [
            px + Math.cos(star.angle + t) * star.r,
            py + Math.sin(star.angle + t) * star.r,
          ];
          stroke(
            { ...canvas, rgb: memory },
            at(last + ((until - last) * k) / parts),
            at(last + ((until - last) * (k + 1)) / parts),
            unit * 0.0026,
            star.light,
            star.power * 0.5,
          );
        }
      }
      last = until;
      heavens(canvas);
      for (let i = 0; i < memory.length; i++) canvas.rgb[i] = canvas.rgb[i]! + Math.min(0.75, memory[i]!);
      ridge(canvas, hill, colour('#05070f'), colour('#020308'), height * 0.2);
      tent(
        canvas,
        width * 0.3,
        (hill[Math.round(width * 0.3)] ?? height) + unit * 0.008,
        unit * 0.07,
        1 + 0.08 * Math.sin(time * 5) + 0.05 * Math.sin(time * 13),
      );
    };
  },
};

function tent(canvas: Canvas, x: number, y: number, size: number, light: number): void {
  glow(canvas, x, y - size * 0.3, size * 2.6, colour('#ff9a40'), 0.3 * light);
  polygon(
    canvas,
    [
      [x - size, y],
      [x - size * 0.1, y - size * 0.85],
      [x + size, y],
    ],
    colour('#ff9c3f', 1.1 * light),
  );
  polygon(
    canvas,
    [
      [x - size * 0.1, y - size * 0.85],
      [x + size * 1.25, y - size * 0.08],
      [x + size, y],
    ],
    colour('#b5502a', 0.5 * light),
  );
  polygon(
    canvas,
    [
      [x - size * 0.2, y],
      [x - size * 0.1, y - size * 0.7],
      [x + size * 0.08, y],
    ],
    colour('#ffe3a0', 1.9 * light),
  );
}

/** A comet with a dust tail and a blue ion tail, low above dark hills with a faint glow. */
export const comet: Scene = {
  scale: 0.5,
  look: { bloom: 0.35, vignette: 0.3 },
  set(stage) {
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const sky = gradient(['#02040e', '#071633', '#16406a', '#4f8a9a', '#f0b07a']);
    const stars = createStars(stage, Math.round((420 * width * height) / 250_000), 0.8);
    const heavens = backdrop(width, height, (canvas) => fillSky(canvas, sky, 0, 0.88));
    const crest = (k: number): Float32Array =>
      Float32Array.from(
        { length: width },
        (_, x) =>
          height * (0.78 + 0.06 * k) -
          unit * (0.12 * noise.at((x / unit) * (1.6 + k), k * 9) + 0.04 * noise.at((x / unit) * 6, k * 5)),
      );
    const hills = [crest(0), crest(1), crest(2)];
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 1, time * -1.5);
      const head: Point = [width * (0.36 + time * 0.008), height * (0.5 + time * 0.006)];
      for (let k = 0; k < 170; k++) {
        const t = (k / 170) ** 1.3;
        const waver = noise.at(t * 5 - time * 0.9, 4) * 0.03 * t;
        const dust: Point = [
          head[0] + (0.62 * t + 0.16 * t * t) * unit,
          head[1] - (0.86 * t - 0.22 * t * t + waver) * unit * 0.95,
        ];
        glow(
          canvas,
          dust[0],
          dust[1],
          unit * (0.014 + 0.1 * t),
          blend(colour('#fff3d6'), colour('#d8b090'), t),
          0.055 * (1 - t) ** 1.5,
        );
        const gas: Point = [head[0] + (0.4 * t + waver) * unit, head[1] - 1.06 * t * unit * 0.95];
        glow(canvas, gas[0], gas[1], unit * (0.01 + 0.035 * t), colour('#5fa8ff'), 0.05 * (1 - t));
      }
      glow(canvas, head[0], head[1], unit * 0.075, colour('#cfeaff'), 0.5);
      glow(canvas, head[0], head[1], unit * 0.02, colour('#ffffff'), 3);
      hills.forEach((heights, k) => {
        ridge(
          canvas,
          heights,
          scaled(colour('#1a3450'), 0.55 - k * 0.22),
          scaled(colour('#0a1420'), 0.8 - k * 0.35),
          height * 0.2,
        );
      });
    };
  },
};
