/** Paints jellyfish in deep water. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, gradient } from '../paint/colour.ts';
import { clamp, random } from '../paint/noise.ts';
import { glow, type Point, path } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';

interface Deep {
  readonly water: readonly string[];
  readonly bell: string;
  readonly edge: string;
}

const DEEPS: Readonly<Record<string, Deep>> = {
  blue: { water: ['#0f4a7a', '#0a2f5f', '#051a40', '#020a20'], bell: '#6fc8ff', edge: '#ffb8e8' },
  rose: { water: ['#4a1f5f', '#2f1450', '#180a35', '#08041a'], bell: '#ff9ac8', edge: '#ffe0a8' },
};

interface Jelly {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly phase: number;
  readonly lean: number;
}

/** Bells drawn as bright meridians, opening and closing, with tentacles behind them. */
export const jellyfish: Scene = {
  scale: 0.5,
  look: { bloom: 0.45, vignette: 0.35 },
  set(stage) {
    const deep = moodOf(DEEPS, stage);
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const water = gradient(deep.water);
    const [bell, edge] = [colour(deep.bell), colour(deep.edge)];
    const sea = backdrop(width, height, (canvas) => {
      fillSky(canvas, water);
      glow(canvas, width * 0.5, -height * 0.1, Math.max(width, height) * 0.75, bell, 0.12);
    });
    const motes = Array.from({ length: 150 }, () => ({
      x: next() * width,
      y: next() * height,
      r: unit * (0.002 + 0.006 * next() ** 3),
      speed: 0.3 + next(),
      power: 0.05 + 0.25 * next() ** 2,
    }));
    const swarm: Jelly[] = Array.from({ length: 6 }, (_, k) => ({
      x: 0.14 + ((k * 0.618 + 0.3) % 1) * 0.74,
      y: 0.24 + ((k * 0.382) % 1) * 0.6,
      size: unit * (k === 5 ? 0.21 : 0.05 + 0.075 * next()),
      phase: next() * 6.28,
      lean: (next() - 0.5) * 0.5,
    })).sort((a, b) => a.size - b.size);
    return (canvas, time) => {
      sea(canvas);
      for (const mote of motes)
        glow(
          canvas,
          (mote.x + Math.sin(time + mote.y) * unit * 0.01 + width) % width,
          (mote.y - time * mote.speed * unit * 0.02 + height * 4) % height,
          Math.max(1.2, mote.r),
          bell,
          mote.power,
        );
      for (const jelly of swarm) paintJelly(canvas, jelly, bell, edge, time);
    };
  },
};

function paintJelly(canvas: Canvas, jelly: Jelly, bell: Colour, edge: Colour, time: number): void {
  const { size, lean } = jelly;
  const beat = Math.sin(time * 2.1 + jelly.phase);
  const rise = time * 0.02 + 0.012 * Math.sin(time * 2.1 + jelly.phase - 0.9);
  const cx = jelly.x * canvas.width + Math.sin(time * 0.35 + jelly.phase) * canvas.unit * 0.02;
  const cy = jelly.y * canvas.height - rise * canvas.unit;
  const wide = size * (1 - 0.13 * beat);
  const tall = size * (0.85 + 0.12 * beat);
  const dim = clamp(size / (canvas.unit * 0.16), 0.3, 1);
  const place = (u: number, v: number): Point => [
    cx + u * wide * Math.cos(lean) - v * tall * Math.sin(lean),
    cy + u * wide * Math.sin(lean) + v * tall * Math.cos(lean),
  ];
  const thin = Math.max(0.8, size * 0.014);
  for (let k = 0; k < 22; k++) {
    const root = (k / 21 - 0.5) * 1.7;
    const long = k % 3 === 0 ? 3 : 1.7;
    const arm = Array.from({ length: 16 }, (_, i): Point => {
      const t = i / 15;
      return place(
        root * (1 - 0.35 * t) + Math.sin(t * 5 - time * 2.1 + k * 0.9 + jelly.phase) * 0.13 * t,
        0.12 + t * long,
      );
    });
    for (let i = 1; i < arm.length; i++)
      path(
        canvas,
        [arm[i - 1]!, arm[i]!],
        thin * (k % 3 === 0 ? 1.5 : 0.8),
        k % 3 === 0 ? edge : bell,
        0.3 * dim * (1 - i / 16),
      );
  }
  const top = place(0, -0.45);
  glow(canvas, top[0], top[1], size * 1.7, bell, 0.16 * dim);
  glow(canvas, top[0], top[1], size * 0.75, edge, 0.3 * dim);
  for (let k = 0; k <= 16; k++) {
    const m = Math.cos((k / 16) * Math.PI);
    const meridian = Array.from({ length: 13 }, (_, i): Point => {
      const a = (i / 12) * Math.PI * 0.5;
      return place(m * Math.sin(a), 0.14 * Math.sqrt(1 - m * m) * Math.sin(a) - Math.cos(a) + 0.08 * Math.sin(a * 2));
    });
    path(canvas, meridian, thin, bell, 0.38 * dim);
  }
  const rim = Array.from({ length: 41 }, (_, i): Point => {
    const a = (i / 40) * Math.PI * 2;
    return place(Math.cos(a), 0.14 * Math.sin(a) + 0.025 * Math.sin(a * 12));
  });
  path(canvas, rim, thin * 1.6, edge, 0.55 * dim);
}
