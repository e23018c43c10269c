/** Paints snow on a pine wood, with one lit cabin. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { createNoise, mix, random } from '../paint/noise.ts';
import { glow, type Point, polygon, rect, ridge } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';

const WINTERS: Readonly<Record<string, readonly string[]>> = {
  blue: ['#1a2a4a', '#35507a', '#7a92b0', '#c8d2dc'],
  pink: ['#3a3560', '#7a6a95', '#d0a0b0', '#f6dcd0'],
};

/** A cabin with one lit window. Near and far flakes fall at different speeds. */
export const snowfall: Scene = {
  scale: 0.5,
  look: { bloom: 0.24, vignette: 0.3 },
  set(stage) {
    const sky = gradient(moodOf(WINTERS, stage));
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const flakes = Array.from({ length: Math.round((520 * width * height) / unit / unit) }, () => {
      const near = next() ** 4;
      return {
        x: next(),
        y: next(),
        near,
        r: unit * (0.0028 + 0.013 * near),
        fall: 0.05 + 0.16 * near + 0.03 * next(),
        sway: next() * 6.28,
      };
    });
    const home: Point = [width * 0.4, height * 0.735];
    const wood = backdrop(width, height, (canvas) => {
      fillSky(canvas, sky, 0, 0.75);
      for (let depth = 0; depth <= 4; depth++) {
        const t = depth / 4;
        const floor = height * mix(0.6, 0.9, t);
        const crest = Float32Array.from(
          { length: width },
          (_, x) => floor - unit * 0.04 * noise.at((x / unit) * (1 + t) + depth * 7, depth),
        );
        const air = pick(sky, 0.75);
        if (depth === 3) cabin(canvas, home, unit * 0.15);
        for (let x = -unit * 0.05; x < width * 1.05; x += unit * mix(0.025, 0.13, t) * (0.6 + next())) {
          if (depth >= 3 && Math.abs(x - home[0]) < unit * mix(0.15, 0.42, t - 0.5)) continue;
          pine(
            canvas,
            x,
            floor + unit * 0.01,
            unit * mix(0.1, 0.46, t ** 1.2) * (0.65 + 0.5 * next()),
            blend(blend(colour('#0f1f2c'), air, 0.85 * (1 - t) ** 0.8), colour('#ffffff'), 0.02),
            0.75 - 0.2 * t,
            next,
          );
        }
        const snow = blend(air, pick(sky, 0.98), 0.5 + 0.4 * t);
        ridge(
          canvas,
          crest,
          scaled(snow, 0.95),
          scaled(blend(snow, colour('#6f86b0'), 0.45), 0.9),
          height * 0.14,
          depth < 4 ? height * mix(0.72, 1, t) : height,
        );
      }
    });
    return (canvas, time) => {
      wood(canvas);
      const warm = 0.9 + 0.07 * Math.sin(time * 6) + 0.05 * Math.sin(time * 15.7);
      glow(canvas, home[0] - unit * 0.035, home[1] - unit * 0.05, unit * 0.25, colour('#ff9a40'), 0.24 * warm);
      for (const flake of flakes) {
        const x =
          (((flake.x + 0.02 * Math.sin(time * 0.9 + flake.sway) + time * 0.012 * (1 + flake.near * 2)) % 1) + 1) % 1;
        const y = (flake.y + time * flake.fall) % 1.05;
        glow(canvas, x * width, y * height, Math.max(1.3, flake.r), [0.95, 0.97, 1], flake.near > 0.4 ? 0.35 : 0.75);
      }
    };
  },
};

function pine(
  canvas: Canvas,
  x: number,
  foot: number,
  tall: number,
  tone: Colour,
  snow: number,
  next: () => number,
): void {
  const layers = 7;
  rect(canvas, x - tall * 0.02, foot - tall * 0.14, tall * 0.04, tall * 0.16, scaled(tone, 0.7));
  for (let k = 0; k < layers; k++) {
    const t = k / layers;
    const y = foot - tall * (0.1 + 0.78 * t);
    const half = tall * 0.24 * (1 - t) + tall * 0.025;
    const droop = tall * 0.035;
    const lean = (next() - 0.5) * half * 0.2;
    polygon(
      canvas,
      [
        [x - half, y + droop],
        [x - half * 0.45, y + droop * 0.2],
        [x, y + droop * 0.7],
        [x + half * 0.5, y + droop * 0.2],
        [x + half, y + droop],
        [x + lean * 0.3, y - tall * 0.22],
      ],
      tone,
    );
    polygon(
      canvas,
      [
        [x - half, y + droop],
        [x - half * 0.62, y - droop * 0.3],
        [x - half * 0.1, y + droop * 0.05],
        [x + lean * 0.3, y - tall * 0.21],
        [x - half * 0.42, y - tall * 0.07],
      ],
      [0.85, 0.9, 1],
      snow * 0.7,
    );
  }
}

function cabin(canvas: Canvas, [x, y]: Point, size: number): void {
  rect(canvas, x - size * 0.55, y - size * 0.5, size * 1.1, size * 0.75, colour('#2a1d1c'));
  for (let k = 0; k < 6; k++)
    rect(canvas, x - size * 0.55, y - size * (0.5 - k * 0.12), size * 1.1, size * 0.025, colour('#160e0f'), 0.8);
  rect(canvas, x + size * 0.22, y - size * 1.05, size * 0.14, size * 0.5, colour('#241a1c'));
  polygon(
    canvas,
    [
      [x - size * 0.78, y - size * 0.42],
      [x, y - size * 1.02],
      [x + size * 0.78, y - size * 0.42],
    ],
    colour('#e2e8f2'),
  );
  polygon(
    canvas,
    [
      [x - size * 0.55, y - size * 0.42],
      [x, y - size * 0.84],
      [x + size * 0.55, y - size * 0.42],
    ],
    colour('#2a1d1c'),
  );
  for (const wx of [-0.38, 0.1]) {
    rect(canvas, x + size * wx, y - size * 0.34, size * 0.26, size * 0.28, colour('#ffb850', 1.7));
    rect(canvas, x + size * (wx + 0.12), y - size * 0.34, size * 0.02, size * 0.28, colour('#3a2416'));
    rect(canvas, x + size * wx, y - size * 0.21, size * 0.26, size * 0.02, colour('#3a2416'));
  }
}
