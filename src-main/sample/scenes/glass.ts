/**
 * Paints glass: rain on a window in front of street lights, a kaleidoscope, and a stained-glass mosaic with the sun
 * behind it.
 */
import { type Canvas, createCanvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, gradient, offsetAt, pick, scaled } from '../paint/colour.ts';
import { clamp, createNoise, length, random, smooth } from '../paint/noise.ts';
import { bokeh, ellipse, glow, polygon } from '../paint/shapes.ts';
import { moodOf, type Scene, type Stage } from './scene.ts';

interface Street {
  readonly night: readonly string[];
  readonly lights: readonly string[];
}

const STREETS: Readonly<Record<string, Street>> = {
  neon: {
    night: ['#0c0f2e', '#2a1a5a', '#4a1a6a', '#140a2a'],
    lights: ['#ff4fa0', '#5fd0ff', '#a06bff', '#ffd0f0', '#40ffc0'],
  },
};

interface Drop {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** Each drop is a small lens that turns the street upside down. Some drops run down and leave a clear path. */
export const rain: Scene = {
  scale: 0.5,
  look: { bloom: 0.22, vignette: 0.35 },
  set(stage) {
    const street = moodOf(STREETS, stage);
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const view = createCanvas(width, height);
    const night = gradient(street.night);
    const lamps = Array.from({ length: 64 }, () => ({
      x: next() * 1.1 - 0.05,
      y: 0.16 + 0.66 * next(),
      r: (0.024 + 0.075 * next() ** 1.6) * unit,
      light: colour(street.lights[Math.floor(next() * street.lights.length)] ?? '#ffffff'),
      power: 0.12 + 0.35 * next(),
      speed: (next() - 0.5) * 0.05,
      beat: next() * 6,
    }));
    const drops: readonly Drop[] = Array.from({ length: Math.round((360 * width * height) / unit / unit) }, () => ({
      x: next() * width,
      y: next() * height,
      r: unit * (0.005 + 0.024 * next() ** 5),
    }));
    const runners = Array.from({ length: 9 }, () => ({
      x: next() * width,
      start: next() * 1.4,
      speed: 0.12 + 0.16 * next(),
      r: unit * (0.019 + 0.012 * next()),
      wobble: next() * 9,
    }));
    return (canvas, time) => {
      fillSky(view, night);
      for (const lamp of lamps) {
        const flicker = 0.85 + 0.15 * Math.sin(time * 2 + lamp.beat);
        bokeh(
          view,
          (((lamp.x + lamp.speed * time + 2.1) % 1.1) - 0.05) * width,
          lamp.y * height,
          lamp.r,
          lamp.light,
          lamp.power * flicker,
        );
      }
      canvas.rgb.set(view.rgb);
      for (const drop of drops) lens(canvas, view, drop.x, drop.y, drop.r);
      for (const run of runners) {
        const y =
          (((run.start + time * run.speed * (0.7 + 0.3 * Math.sin(time * 3 + run.wobble))) % 1.4) - 0.2) * height;
        for (let k = 1; k < 16; k++) {
          const up = y - k * unit * 0.03;
          lens(canvas, view, run.x + Math.sin(up * 0.03 + run.wobble) * unit * 0.012, up, run.r * 0.55 * (1 - k / 17));
        }
        lens(canvas, view, run.x + Math.sin(y * 0.03 + run.wobble) * unit * 0.012, y, run.r);
      }
    };
  },
};

function lens(canvas: Canvas, view: Canvas, x: number, y: number, r: number): void {
  const { width, height, rgb } = canvas;
  for (let py = Math.max(0, Math.ceil(y - r * 1.15)); py <= Math.min(height - 1, y + r * 1.15); py++) {
    for (let px = Math.max(0, Math.ceil(x - r)); px <= Math.min(width - 1, x + r); px++) {
      const [u, v] = [(px - x) / r, (py - y) / (r * 1.15)];
      const d = length(u, v);
      const cover = clamp((1 - d) * r + 0.3);
      if (cover <= 0) continue;
      const sx = Math.round(clamp(x - u * r * 7, 0, width - 1));
      const sy = Math.round(clamp(y - v * r * 9, 0, height - 1));
      const from = (sy * width + sx) * 3;
      const shade = (0.62 + 0.55 * v) * (1 - 0.55 * d ** 5);
      const glint = Math.max(0, 1 - length(u + 0.35, v + 0.45) * 3.4) * 0.55;
      const i = (py * width + px) * 3;
      for (let c = 0; c < 3; c++)
        rgb[i + c] = rgb[i + c]! * (1 - cover) + (view.rgb[from + c]! * 1.7 * shade + glint + 0.012) * cover;
    }
  }
}

const GEMS: Readonly<Record<string, readonly string[]>> = {
  jewel: ['#0c1445', '#7a1f6f', '#e0457a', '#ff9f5a', '#ffe6a0', '#3fc0b0', '#1f5fb0'],
};

const TABLE = 360;

/** Coloured pieces on a turning table, seen through mirrors: every pixel is folded into one sector. */
export const kaleidoscope: Scene = {
  scale: 0.5,
  look: { bloom: 0.2, vignette: 0.55 },
  set(stage) {
    const gems = gradient(moodOf(GEMS, stage));
    const { width, height, unit } = stage;
    const table = scraps(stage, gems);
    const mirrors = 6 + (stage.seed % 3) * 2;
    const wedge = (Math.PI * 2) / mirrors;
    const folded = new Float32Array(width * height * 2);
    for (let k = 0; k < width * height; k++) {
      const x = ((k % width) - width / 2 + 0.5) / unit;
      const y = (Math.floor(k / width) - height / 2 + 0.5) / unit;
      const angle = Math.atan2(y, x) + Math.PI;
      const inside = Math.abs(((angle + wedge / 2) % wedge) - wedge / 2);
      const r = Math.hypot(x, y);
      folded[k * 2] = Math.cos(inside) * r;
      folded[k * 2 + 1] = Math.sin(inside) * r;
    }
    return ({ rgb }, time) => {
      const turn = time * 0.22;
      const [cos, sin] = [Math.cos(turn) * TABLE * 0.62, Math.sin(turn) * TABLE * 0.62];
      const [ox, oy] = [TABLE * (4 + 0.32 * Math.sin(time * 0.19)), TABLE * (4 + 0.32 * Math.cos(time * 0.23))];
      for (let k = 0, i = 0; i < rgb.length; k += 2, i += 3) {
        const x = folded[k]! * cos - folded[k + 1]! * sin + ox;
        const y = folded[k]! * sin + folded[k + 1]! * cos + oy;
        const [left, top] = [x | 0, y | 0];
        const [u, v] = [x - left, y - top];
        const a = ((top % TABLE) * TABLE + (left % TABLE)) * 3;
        const b = ((top % TABLE) * TABLE + ((left + 1) % TABLE)) * 3;
        const c = (((top + 1) % TABLE) * TABLE + (left % TABLE)) * 3;
        const d = (((top + 1) % TABLE) * TABLE + ((left + 1) % TABLE)) * 3;
        for (let n = 0; n < 3; n++)
          rgb[i + n] =
            (table[a + n]! * (1 - u) + table[b + n]! * u) * (1 - v) + (table[c + n]! * (1 - u) + table[d + n]! * u) * v;
      }
    };
  },
};

/** A square of overlapping coloured discs, shards and beads that repeats at its edges. */
function scraps(stage: Stage, gems: ReturnType<typeof gradient>): Float32Array {
  const canvas = createCanvas(TABLE, TABLE);
  const next = random(stage.seed + 40);
  fillSky(canvas, gradient(['#060818', '#1a1030', '#060818']));
  for (let k = 0; k < 110; k++) {
    const [x, y, size, spin] = [next() * TABLE, next() * TABLE, TABLE * (0.02 + 0.12 * next() ** 2), next() * 6.283];
    const tone = pick(gems, next());
    for (const [ox, oy] of [
      [0, 0],
      [TABLE, 0],
      [-TABLE, 0],
      [0, TABLE],
      [0, -TABLE],
    ] as const) {
      if (k % 3 === 0) shard(canvas, x + ox, y + oy, size * 1.3, spin, tone);
      else {
        ellipse(canvas, x + ox, y + oy, size, size, 0, scaled(tone, 0.85), 0.8);
        ellipse(canvas, x + ox, y + oy, size * 0.62, size * 0.62, 0, scaled(tone, 1.5), 0.55);
        glow(canvas, x + ox - size * 0.3, y + oy - size * 0.3, size * 0.5, [1, 1, 1], 0.3);
      }
    }
  }
  return canvas.rgb;
}

function shard(canvas: Canvas, x: number, y: number, size: number, spin: number, tone: Colour): void {
  const corner = (k: number, r: number): readonly [number, number] => [
    x + Math.cos(spin + k * 1.2566) * size * r,
    y + Math.sin(spin + k * 1.2566) * size * r,
  ];
  const all = [corner(0, 1), corner(1, 0.6), corner(2, 1), corner(3, 0.6), corner(4, 0.9)];
  polygon(canvas, all, tone, 0.75);
  polygon(canvas, [all[0]!, all[1]!, [x, y]], scaled(tone, 1.7), 0.6);
  polygon(canvas, [all[2]!, all[3]!, [x, y]], scaled(tone, 0.55), 0.6);
}

const WINDOWS: Readonly<Record<string, readonly string[]>> = {
  cathedral: ['#142a7a', '#2f5fc0', '#c0283f', '#f0a030', '#f7e0a0', '#1f7f6a', '#6f2f8f'],
  sea: ['#0a2f4f', '#1f6f8f', '#5fc0b8', '#d8f0d0', '#f7d090', '#f08f6a', '#3f4f9f'],
};

/** Cells around slowly moving points, lead between the cells, and a patch of sunlight that moves behind the pane. */
export const mosaic: Scene = {
  scale: 0.5,
  look: { bloom: 0.3, vignette: 0.3 },
  set(stage) {
    const panes = gradient(moodOf(WINDOWS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const next = random(stage.seed);
    const cell = unit / 8.5;
    const columns = Math.ceil(width / cell) + 3;
    const rows = Math.ceil(height / cell) + 3;
    const cells = Array.from({ length: columns * rows }, (_, k) => {
      const at = offsetAt(
        clamp(0.5 + 0.8 * noise.at((k % columns) * 0.31, Math.floor(k / columns) * 0.31) + (next() - 0.5) * 0.5),
      );
      return { jx: next(), jy: next(), phase: next() * 6.28, at, tone: 0.75 + 0.5 * next() };
    });
    const xs = new Float32Array(cells.length);
    const ys = new Float32Array(cells.length);
    return ({ rgb }, time) => {
      cells.forEach((item, k) => {
        xs[k] = ((k % columns) - 1 + 0.15 + 0.7 * item.jx + 0.16 * Math.sin(time * 0.7 + item.phase)) * cell;
        ys[k] = (Math.floor(k / columns) - 1 + 0.15 + 0.7 * item.jy + 0.16 * Math.cos(time * 0.6 + item.phase)) * cell;
      });
      const sx = width * (0.5 + 0.34 * Math.sin(time * 0.45 + stage.seed));
      const sy = height * (0.42 + 0.26 * Math.cos(time * 0.38 + stage.seed));
      for (let y = 0, i = 0; y < height; y++) {
        const cy = Math.floor(y / cell) + 1;
        for (let x = 0; x < width; x++, i += 3) {
          const cx = Math.floor(x / cell) + 1;
          let best = 1e9;
          let second = 1e9;
          let found = 0;
          for (let gy = Math.max(0, cy - 1); gy <= cy + 1; gy++) {
            for (let k = gy * columns + Math.max(0, cx - 1); k <= gy * columns + cx + 1; k++) {
              const dx = x - xs[k]!;
              const dy = y - ys[k]!;
              const d = dx * dx + dy * dy;
              if (d < best) {
                second = best;
                best = d;
                found = k;
              } else if (d < second) second = d;
            }
          }
          const edge = (second - best) / (2 * Math.sqrt(second) + 1e-3);
          const lead = smooth(cell * 0.03, cell * 0.075, edge);
          const pane = cells[found]!;
          const sun = 1 / (1 + ((x - sx) ** 2 + (y - sy) ** 2) / (unit * unit * 0.1));
          const light = (0.3 + 1.5 * sun + 0.25 * Math.min(1, edge / cell)) * pane.tone * lead + 0.004;
          rgb[i] = panes.table[pane.at]! * light;
          rgb[i + 1] = panes.table[pane.at + 1]! * light;
          rgb[i + 2] = panes.table[pane.at + 2]! * light;
        }
      }
    };
  },
};
