/** Paints lanterns in the dark: sky lanterns over a lake, and a lane of red paper lanterns after rain. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, type Colour, colour, gradient, scaled } from '../paint/colour.ts';
import { mirror } from '../paint/mirror.ts';
import { createNoise, random } from '../paint/noise.ts';
import { bokeh, ellipse, glow, path, polygon, rect, ridge } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const SKIES: Readonly<Record<string, readonly string[]>> = {
  festival: ['#070a20', '#141a48', '#3a2c66', '#8a4a6a', '#e08a5a'],
};

/** Hundreds of paper lanterns rise and sway, and the lake mirrors them. */
export const skyLanterns: Scene = {
  scale: 0.5,
  look: { bloom: 0.4, vignette: 0.3 },
  set(stage) {
    const sky = gradient(moodOf(SKIES, stage));
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const line = Math.floor(height * 0.78);
    const stars = createStars(stage, 140, 0.6);
    const heavens = backdrop(width, height, (canvas) => fillSky(canvas, sky, 0, 0.8));
    const hills = Float32Array.from(
      { length: width },
      (_, x) => line - unit * (0.07 + 0.09 * noise.at((x / unit) * 1.6, 2) + 0.015 * noise.at((x / unit) * 9, 3)),
    );
    const flight = Array.from({ length: 115 }, () => {
      const near = next() ** 4;
      return {
        x: next(),
        y: next() * 1.25,
        near,
        size: unit * (0.006 + 0.052 * near),
        sway: next() * 6.28,
        speed: 0.012 + 0.03 * near,
        warm: next(),
        beat: 2 + next() * 3,
      };
    }).sort((a, b) => a.near - b.near);
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 0.6);
      for (const item of flight.filter(({ near }) => near < 0.12)) lift(canvas, item, time);
      ridge(canvas, hills, colour('#0a0c1c'), colour('#060812'), unit * 0.3, line + 1);
      for (const item of flight.filter(({ near }) => near >= 0.12)) lift(canvas, item, time);
      mirror(canvas, line, time, { keep: 0.6, tint: [0.001, 0.001, 0.004], rough: 1.1 });
    };

    function lift(canvas: Canvas, item: (typeof flight)[number], time: number): void {
      const y = ((((item.y - time * item.speed) % 1.25) + 1.25) % 1.25) * height * 0.82 - height * 0.06;
      const x = item.x * width + Math.sin(time * 0.7 + item.sway) * item.size * 0.7;
      paperLantern(canvas, x, y, item.size, item.warm, 0.85 + 0.15 * Math.sin(time * item.beat + item.sway));
    }
  },
};

/** A tall paper bag, open below, with a flame low inside: bright at the opening, deep orange at the top. */
function paperLantern(canvas: Canvas, x: number, y: number, size: number, warm: number, light: number): void {
  glow(canvas, x, y, size * 2.7, colour('#ff8a30'), 0.26 * light);
  if (size < canvas.unit * 0.012) return glow(canvas, x, y, size * 1.3, colour('#ffb050'), 2.2 * light);
  const low = blend(colour('#ffe9a8'), colour('#ffc070'), warm);
  const high = blend(colour('#ff9a3a'), colour('#d9521f'), warm);
  const bands = 9;
  for (let k = 0; k < bands; k++) {
    const wide = (t: number): number =>
      size * (0.56 + 0.3 * Math.sin(Math.min(1, t * 1.05) * 2.2)) * (t > 0.9 ? 1 - (t - 0.9) * 3.5 : 1);
    const [t0, t1] = [k / bands, (k + 1) / bands];
    const [y0, y1] = [y + size * (1 - t0 * 2.1), y + size * (1 - t1 * 2.1)];
    const tone = scaled(blend(low, high, t0 ** 0.7), (1.5 - 0.8 * t0) * light);
    polygon(
      canvas,
      [
        [x - wide(t0), y0 + 0.5],
        [x + wide(t0), y0 + 0.5],
        [x + wide(t1), y1],
        [x - wide(t1), y1],
      ],
      tone,
    );
  }
  glow(canvas, x, y + size * 0.75, size * 0.55, colour('#fff6d0'), 1.2 * light);
}

interface Lane {
  readonly night: readonly string[];
  readonly paper: readonly string[];
  readonly far: readonly string[];
}

const LANES: Readonly<Record<string, Lane>> = {
  red: {
    night: ['#0a0612', '#1f0c1c', '#4a1a1f', '#a04a2a'],
    paper: ['#e8321f', '#f2542a', '#ff7a30'],
    far: ['#ffb060', '#ff6a40', '#ffd9a0', '#6fb0d0'],
  },
};

/** A slow walk down a lane. Two rows of lanterns meet far ahead, and their light is mirrored on the wet ground. */
export const lane: Scene = {
  scale: 0.5,
  look: { bloom: 0.42, vignette: 0.4 },
  set(stage) {
    const mood = moodOf(LANES, stage);
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const line = Math.floor(height * 0.66);
    const [vx, vy] = [width * 0.5, height * 0.55];
    const night = gradient(mood.night);
    const lights = Array.from({ length: 46 }, () => ({
      x: (next() - 0.5) * 0.62,
      y: (next() - 0.62) * 0.24,
      r: unit * (0.006 + 0.022 * next()),
      light: colour(mood.far[Math.floor(next() * mood.far.length)] ?? '#ffffff'),
      power: 0.1 + 0.4 * next(),
    }));
    return (canvas, time) => {
      fillSky(canvas, night, 0, 0.68);
      for (const lamp of lights)
        bokeh(canvas, vx + lamp.x * unit, vy + lamp.y * unit * 1.6, lamp.r, lamp.light, lamp.power);
      const walk = time * 0.32;
      for (let k = 15; k >= 0; k--) {
        const z = k + 1 - (walk % 1) + 0.35;
        const number = k + Math.floor(walk);
        const near = 1 / z;
        const fade = Math.min(1, z - 0.35) * Math.min(1, (16 - z) * 0.4);
        for (const side of [-1, 1]) {
          const sway = Math.sin(time * 1.3 + number * 1.7 + side) * 0.02;
          const x = vx + (side * 0.78 + sway) * near * unit;
          const y = vy - (1.02 - 0.08 * Math.sin(number * 2.1)) * near * unit * 0.8;
          wall(canvas, vx, vy, side, near, line);
          roundLantern(
            canvas,
            x,
            y,
            near * unit * 0.2,
            colour(mood.paper[(number + (side > 0 ? 1 : 0)) % mood.paper.length] ?? '#ffffff'),
            fade,
          );
        }
      }
      mirror(canvas, line, time, { keep: 0.5, tint: [0.002, 0.001, 0.003], rough: 2.2 });
    };
  },
};

/** The silhouette of a house between two lanterns of a row. */
function wall(canvas: Canvas, vx: number, vy: number, side: number, near: number, line: number): void {
  const { unit } = canvas;
  const x = vx + side * 1.02 * near * unit;
  const top = vy - 1.35 * near * unit;
  const dark = scaled(colour('#1a0f14'), 0.3 + 0.5 * (1 - near));
  if (side < 0) rect(canvas, x - near * unit * 2, top, near * unit * 2, line - top, dark, 0.8);
  else rect(canvas, x, top, near * unit * 2, line - top, dark, 0.8);
}

function roundLantern(canvas: Canvas, x: number, y: number, r: number, paper: Colour, light: number): void {
  glow(canvas, x, y, r * 3.4, paper, 0.16 * light);
  path(
    canvas,
    [
      [x, y - r * 2.2],
      [x, y - r * 0.9],
    ],
    Math.max(0.7, r * 0.05),
    [0.01, 0.006, 0.006],
    light,
    'over',
  );
  ellipse(canvas, x, y, r * 1.1, r * 0.92, 0, scaled(paper, 0.55 * light + 0.1), light);
  ellipse(canvas, x, y + r * 0.05, r * 0.86, r * 0.86, 0, scaled(paper, 1.05), light * 0.7);
  ellipse(canvas, x, y + r * 0.1, r * 0.5, r * 0.72, 0, scaled(blend(paper, colour('#ffe6a8'), 0.5), 1.7), light * 0.7);
  for (const k of [-0.72, -0.4, 0, 0.4, 0.72]) {
    const arc = Array.from(
      { length: 9 },
      (_, i) => [x + k * 1.1 * r * Math.sin((i / 8) * Math.PI), y - r * 0.9 * Math.cos((i / 8) * Math.PI)] as const,
    );
    path(canvas, arc, Math.max(0.6, r * 0.03), scaled(paper, 0.2), 0.5 * light, 'over');
  }
  rect(canvas, x - r * 0.36, y - r * 1.02, r * 0.72, r * 0.16, colour('#1a0c08'), light);
  rect(canvas, x - r * 0.36, y + r * 0.86, r * 0.72, r * 0.14, colour('#1a0c08'), light);
  path(
    canvas,
    [
      [x, y + r],
      [x, y + r * 1.7],
    ],
    Math.max(0.8, r * 0.1),
    scaled(paper, 0.6),
    light * 0.8,
    'over',
  );
}
