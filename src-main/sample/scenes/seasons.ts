/** Seasons: snow on a pine wood, blossom before the moon, dunes in the evening, a sea of cloud at sunrise. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { clamp, createNoise, mix, random, smooth, wave } from '../paint/noise.ts';
import { ellipse, glow, type Point, polygon, rect, ridge, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const WINTERS: Readonly<Record<string, readonly string[]>> = {
  blue: ['#1a2a4a', '#35507a', '#7a92b0', '#c8d2dc'],
  pink: ['#3a3560', '#7a6a95', '#d0a0b0', '#f6dcd0'],
};

/** A cabin with one warm window; flakes near and far fall at their own speeds. */
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
        const x = (((flake.x + 0.02 * Math.sin(time * 0.9 + flake.sway) + time * 0.012 * (1 + flake.near * 2)) % 1) + 1) % 1;
        const y = (flake.y + time * flake.fall) % 1.05;
        glow(canvas, x * width, y * height, Math.max(1.3, flake.r), [0.95, 0.97, 1], flake.near > 0.4 ? 0.35 : 0.75);
      }
    };
  },
};

function pine(canvas: Canvas, x: number, foot: number, tall: number, tone: Colour, snow: number, next: () => number): void {
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
  for (let k = 0; k < 6; k++) rect(canvas, x - size * 0.55, y - size * (0.5 - k * 0.12), size * 1.1, size * 0.025, colour('#160e0f'), 0.8);
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

interface Spring {
  readonly sky: readonly string[];
  readonly moon: string;
  readonly petal: readonly string[];
}

const SPRINGS: Readonly<Record<string, Spring>> = {
  night: { sky: ['#0c1030', '#1f2356', '#4a3f7f', '#8f6f9f'], moon: '#fff2d8', petal: ['#ffb8cc', '#ffd9e2', '#f58fb0'] },
  day: { sky: ['#8fc4e0', '#b8dceb', '#f0e6e0', '#ffe3d6'], moon: '#ffffff', petal: ['#ffb0c6', '#ffd0dc', '#f2819f'] },
};

/** A bough in blossom across the moon; petals come loose and turn as they fall. */
export const blossom: Scene = {
  scale: 0.5,
  look: { bloom: 0.26, vignette: 0.25 },
  set(stage) {
    const mood = moodOf(SPRINGS, stage);
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const tones = mood.petal.map((hex) => colour(hex));
    const night = mood.moon !== '#ffffff';
    const tree = backdrop(width, height, (canvas) => {
      fillSky(canvas, gradient(mood.sky));
      const [mx, my] = [width * 0.36, height * 0.36];
      glow(canvas, mx, my, unit * 0.75, colour(mood.moon), night ? 0.16 : 0.05);
      ellipse(canvas, mx, my, unit * 0.2, unit * 0.2, 0, colour(mood.moon, night ? 1.15 : 0.98), night ? 1 : 0.75);
      if (night)
        for (let k = 0; k < 9; k++)
          ellipse(
            canvas,
            mx + (next() - 0.5) * unit * 0.24,
            my + (next() - 0.5) * unit * 0.24,
            unit * (0.02 + 0.04 * next()),
            unit * (0.015 + 0.03 * next()),
            next() * 3,
            colour('#d8c8b0'),
            0.14,
          );
      const tips: Point[] = [];
      bough(canvas, [width * 1.04, height * 0.12], Math.PI * 0.93, unit * 0.46, unit * 0.034, 0, next, tips);
      bough(canvas, [width * 1.04, height * 0.36], Math.PI * 1.06, unit * 0.4, unit * 0.024, 1, next, tips);
      for (const [x, y] of tips) {
        for (let k = 0; k < 2; k++)
          flower(
            canvas,
            x + (next() - 0.5) * unit * 0.05,
            y + (next() - 0.5) * unit * 0.045,
            unit * (0.01 + 0.011 * next()),
            tones[Math.floor(next() * tones.length)]!,
            next() * 6.28,
            night ? 0.85 : 1,
          );
      }
    });
    const petals = Array.from({ length: 90 }, () => {
      const near = next() ** 3;
      return {
        x: next() * 1.3,
        y: next() * 1.2,
        near,
        r: unit * (0.006 + 0.016 * near),
        fall: 0.06 + 0.08 * next() + 0.06 * near,
        spin: 1 + next() * 3,
        phase: next() * 6.28,
        tone: tones[Math.floor(next() * tones.length)]!,
      };
    });
    return (canvas, time) => {
      tree(canvas);
      for (const petal of petals) {
        const x = ((((petal.x - time * 0.05 + 0.04 * Math.sin(time * 1.2 + petal.phase)) % 1.3) + 1.3) % 1.3) - 0.15;
        const y = ((petal.y + time * petal.fall) % 1.2) - 0.1;
        const turn = time * petal.spin + petal.phase;
        ellipse(
          canvas,
          x * width,
          y * height,
          petal.r,
          petal.r * (0.25 + 0.45 * Math.abs(Math.sin(turn))),
          turn * 0.6,
          scaled(petal.tone, 0.75 + 0.3 * Math.abs(Math.cos(turn))),
          petal.near > 0.5 ? 0.6 : 0.92,
        );
      }
    };
  },
};

function bough(
  canvas: Canvas,
  from: Point,
  angle: number,
  long: number,
  thick: number,
  depth: number,
  next: () => number,
  tips: Point[],
): void {
  let at = from;
  let heading = angle;
  for (let k = 0; k < 6; k++) {
    heading += (next() - 0.5) * 0.34;
    const to: Point = [at[0] + (Math.cos(heading) * long) / 6, at[1] + (Math.sin(heading) * long) / 6];
    stroke(canvas, at, to, Math.max(1, thick * (1 - k * 0.1)), colour('#241620'), 1, 'over');
    at = to;
    if ((depth >= 2 && k % 2 === 1) || (depth === 1 && k > 3)) tips.push(at);
    if (depth < 3 && k > 0 && next() < 0.5)
      bough(canvas, at, heading + (next() < 0.5 ? -1 : 1) * (0.4 + 0.5 * next()), long * 0.56, thick * 0.5, depth + 1, next, tips);
  }
  if (depth < 3) bough(canvas, at, heading + (next() - 0.5) * 0.4, long * 0.66, thick * 0.5, depth + 1, next, tips);
}

function flower(canvas: Canvas, x: number, y: number, r: number, tone: Colour, turn: number, light: number): void {
  for (let k = 0; k < 5; k++) {
    const a = turn + k * 1.2566;
    ellipse(
      canvas,
      x + Math.cos(a) * r * 0.62,
      y + Math.sin(a) * r * 0.62,
      r * 0.62,
      r * 0.46,
      a,
      scaled(tone, light * (0.82 + 0.06 * k)),
      0.92,
    );
  }
  ellipse(canvas, x, y, r * 0.22, r * 0.22, 0, colour('#c23f6a'), 0.8);
}

const DESERTS: Readonly<Record<string, readonly string[]>> = {
  evening: ['#3f5a9a', '#b08fae', '#f5b58a', '#ffe0a8'],
  rose: ['#5a4a8f', '#d08aa0', '#ffb89a', '#ffe8c8'],
};

/** Dunes: one side in the sun and one in shadow, sand smoking from the crests. */
export const dunes: Scene = {
  scale: 0.5,
  look: { bloom: 0.2, vignette: 0.25 },
  set(stage) {
    const sky = gradient(moodOf(DESERTS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const [lit, shade] = [gradient(['#f7c48f', '#f0a060', '#d9793f']), gradient(['#b07a8a', '#7a4458', '#3a1f38'])];
    const heavens = backdrop(width, height, (canvas) => {
      fillSky(canvas, sky, 0, 0.6);
      glow(canvas, width * 0.2, height * 0.4, unit * 0.8, colour('#ffe2a8'), 0.4);
      ellipse(canvas, width * 0.2, height * 0.4, unit * 0.05, unit * 0.05, 0, colour('#fff2c8', 2.4));
    });
    return (canvas, time) => {
      heavens(canvas);
      for (let k = 0; k < 5; k++) dune(canvas, noise, k / 4, time, lit, shade);
    };
  },
};

function dune(
  canvas: Canvas,
  noise: ReturnType<typeof createNoise>,
  depth: number,
  time: number,
  lit: ReturnType<typeof gradient>,
  shade: ReturnType<typeof gradient>,
): void {
  const { width, height, unit, rgb } = canvas;
  const drift = time * (0.006 + 0.045 * depth * depth) + depth * 17;
  const base = height * mix(0.52, 0.98, depth ** 1.2);
  const tall = unit * mix(0.09, 0.34, depth);
  const reach = Math.ceil(unit * 1.2);
  const crests = Float32Array.from({ length: width + reach }, (_, x) => {
    const u = x / unit + drift;
    return base - tall * (0.5 + 0.9 * noise.at(u * mix(1.8, 0.9, depth), depth * 9) + 0.14 * noise.at(u * 4, depth * 5));
  });
  const [bright, dark] = [pick(lit, depth), pick(shade, depth)];
  const bottom = Math.min(height, base + height * 0.22);
  const step = Math.max(1, Math.round(unit * 0.02));
  for (let x = 0; x < width; x++) {
    const u = x / unit + drift;
    const top = crests[x]!;
    for (let y = Math.max(0, Math.floor(top)); y < bottom; y++) {
      const under = (y - top) / unit;
      const bend = x + unit * (under * 0.8 - 0.64 * under * noise.at(u * 2 + 5, under * 3 + depth * 4));
      const at = bend < step ? step : bend > width + reach - step - 1 ? width + reach - step - 1 : bend | 0;
      const slope = (crests[at + step]! - crests[at - step]!) / (2 * step);
      const sun = smooth(-0.4, 0.3, -slope + 0.025) * (1 - clamp(under * 1.3) * 0.25);
      const ripple = 1 + 0.035 * wave((under * 90) / (0.35 + under) + u * 7 + wave(u * 23) * 0.8) * depth;
      const cover = y + 1 - top < 1 ? y + 1 - top : 1;
      const i = (y * width + x) * 3;
      rgb[i] = mix(rgb[i]!, (dark[0] + (bright[0] - dark[0]) * sun) * ripple, cover);
      rgb[i + 1] = mix(rgb[i + 1]!, (dark[1] + (bright[1] - dark[1]) * sun) * ripple, cover);
      rgb[i + 2] = mix(rgb[i + 2]!, (dark[2] + (bright[2] - dark[2]) * sun) * ripple, cover);
    }
    const smoke = Math.max(0, noise.at3(u * 5 - time * 0.9, depth * 8, time * 0.4)) * depth;
    if (smoke > 0.05 && x % 2 === 0) glow(canvas, x, top - unit * 0.004, unit * 0.022 * smoke + 1.5, bright, 0.1 * smoke);
  }
}

const DAWNS: Readonly<Record<string, readonly string[]>> = {
  gold: ['#3a6fb0', '#8fb8d8', '#ffdca8', '#ffb070'],
  rose: ['#4a5fa8', '#a99ad0', '#ffc8c0', '#ffa890'],
};

/** Above the clouds: banks of billows, each lit along its upper edge, and dark peaks standing out of them. */
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
            heights[x] = height * mix(0.55, 0.72, depth) - unit * peak(noise, (x / unit) * 1.3 + k * 5.3 + time * 0.006 * k, k);
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
        ridge(canvas, heights, pick(high, depth), pick(low, depth), unit * mix(0.06, 0.3, depth), height * Math.min(1, 0.72 + depth * 0.4));
      }
    };
  },
};

/** A summit here and there, steep near its top; 0 where the cloud covers everything. */
function peak(noise: ReturnType<typeof createNoise>, u: number, k: number): number {
  const body = Math.max(0, noise.at(u, k * 3.1) - 0.08);
  const rock = 1 - Math.abs(noise.at(u * 3.7, k + 8));
  return body * (0.42 + 0.28 * rock) + 0.02 * noise.at(u * 13, 5) - 0.06;
}
