/**
 * Paints systems that grow by rules: Gray-Scott coral, one-dimensional automata as cloth, the Game of Life with trails.
 */
import { colour, gradient, offsetAt } from '../paint/colour.ts';
import { random, smooth } from '../paint/noise.ts';
import { moodOf, type Scene } from './scene.ts';

interface Culture {
  readonly feed: number;
  readonly kill: number;
  readonly palette: readonly string[];
}

const CULTURES: Readonly<Record<string, Culture>> = {
  coral: { feed: 0.0545, kill: 0.062, palette: ['#0b1030', '#1f2a6b', '#8a3f7f', '#f0785a', '#ffd9a8', '#fff6e6'] },
};

const DISH = 176;
const STEPS = 12;

/** Gray-Scott reaction and diffusion on a surface without edges, lit from the upper left like a relief. */
export const reaction: Scene = {
  scale: 0.5,
  look: { bloom: 0.1, vignette: 0.35 },
  remembers: true,
  set(stage) {
    const culture = moodOf(CULTURES, stage);
    const palette = gradient(culture.palette);
    const { width, height, unit } = stage;
    const w = Math.round((DISH * width) / unit);
    const h = Math.round((DISH * height) / unit);
    let u = new Float32Array(w * h).fill(1);
    let v = new Float32Array(w * h);
    let nextU = new Float32Array(w * h);
    let nextV = new Float32Array(w * h);
    const next = random(stage.seed);
    for (let k = 0; k < 26; k++) {
      const [cx, cy, r] = [next() * w, next() * h, 2 + next() * 4];
      for (let i = 0; i < w * h; i++)
        if (Math.hypot((i % w) - cx, Math.floor(i / w) - cy) < r) v[i] = 0.5 + next() * 0.3;
    }
    const step = (): void => {
      for (let y = 0; y < h; y++) {
        const row = y * w;
        const above = (y === 0 ? h - 1 : y - 1) * w;
        const below = (y === h - 1 ? 0 : y + 1) * w;
        for (let x = 0; x < w; x++) {
          const left = x === 0 ? w - 1 : x - 1;
          const right = x === w - 1 ? 0 : x + 1;
          const i = row + x;
          const a = u[i]!;
          const b = v[i]!;
          const meet = a * b * b;
          const spreadU = (u[row + left]! + u[row + right]! + u[above + x]! + u[below + x]!) * 0.25 - a;
          const spreadV = (v[row + left]! + v[row + right]! + v[above + x]! + v[below + x]!) * 0.25 - b;
          nextU[i] = a + 0.84 * spreadU - meet + culture.feed * (1 - a);
          nextV[i] = b + 0.42 * spreadV + meet - (culture.feed + culture.kill) * b;
        }
      }
      [u, nextU] = [nextU, u];
      [v, nextV] = [nextV, v];
    };
    for (let k = 0; k < 500; k++) step();
    const at = (x: number, y: number): number => {
      const fx = Math.min(w - 1.001, Math.max(0, x));
      const fy = Math.min(h - 1.001, Math.max(0, y));
      const i = (fy | 0) * w + (fx | 0);
      const [a, b] = [fx % 1, fy % 1];
      return (v[i]! * (1 - a) + v[i + 1]! * a) * (1 - b) + (v[i + w]! * (1 - a) + v[i + w + 1]! * a) * b;
    };
    return ({ rgb }) => {
      for (let k = 0; k < STEPS; k++) step();
      for (let y = 0, i = 0; y < height; y++) {
        for (let x = 0; x < width; x++, i += 3) {
          const gx = ((x + 0.5) / width) * w - 0.5;
          const gy = ((y + 0.5) / height) * h - 0.5;
          const tall = at(gx, gy);
          const lit = (at(gx + 0.9, gy + 0.9) - tall) * 3.2;
          const o = offsetAt(tall * 2.5);
          const shade = Math.max(0.25, 1 + lit);
          rgb[i] = palette.table[o]! * shade;
          rgb[i + 1] = palette.table[o + 1]! * shade;
          rgb[i + 2] = palette.table[o + 2]! * shade;
        }
      }
    };
  },
};

interface Cloth {
  readonly rule: number;
  readonly seeds: 'one' | 'many';
  readonly thread: readonly string[];
  readonly ground: string;
}

const CLOTHS: Readonly<Record<string, Cloth>> = {
  indigo: { rule: 30, seeds: 'one', thread: ['#f4ecd8', '#9fc3d9', '#4f7fb8', '#f0b05f'], ground: '#101a3a' },
};

/** An elementary automaton that scrolls upwards as woven cloth: each living cell is a thread on top. */
export const weave: Scene = {
  scale: 1,
  look: { bloom: 0.06, vignette: 0.3 },
  set(stage) {
    const cloth = moodOf(CLOTHS, stage);
    const thread = gradient(cloth.thread);
    const ground = colour(cloth.ground);
    const { width, height, unit } = stage;
    const cell = Math.max(4, Math.round(unit / 88));
    const columns = Math.ceil(width / cell);
    const rowsShown = Math.ceil(height / cell) + 1;
    const speed = 13;
    const rows = grow(cloth, columns, Math.ceil(rowsShown + stage.seconds * speed) + 2, stage.seed);
    return ({ rgb }, time) => {
      const scroll = time * speed * cell;
      for (let y = 0, i = 0; y < height; y++) {
        const sy = y + scroll;
        const row = Math.floor(sy / cell);
        const v = (sy / cell) % 1;
        const line = rows[row]!;
        for (let x = 0; x < width; x++, i += 3) {
          const column = Math.floor(x / cell);
          const u = (x / cell) % 1;
          const alive = line[column]! === 1;
          const around = alive ? 1 - 0.45 * Math.abs(u - 0.5) ** 2 * 4 : 0.55 + 0.45 * (1 - Math.abs(v - 0.5) * 2);
          const edge = smooth(0, 0.16, Math.min(u, 1 - u, v, 1 - v));
          const at = offsetAt(Math.abs((((((column * 0.37 + row) / (rowsShown * 1.1)) % 2) + 2) % 2) - 1));
          const light = around * (0.55 + 0.45 * edge) * (alive ? 0.95 : 1);
          rgb[i] = (alive ? thread.table[at]! : ground[0] + thread.table[at]! * 0.03) * light;
          rgb[i + 1] = (alive ? thread.table[at + 1]! : ground[1] + thread.table[at + 1]! * 0.03) * light;
          rgb[i + 2] = (alive ? thread.table[at + 2]! : ground[2] + thread.table[at + 2]! * 0.03) * light;
        }
      }
    };
  },
};

function grow(cloth: Cloth, columns: number, count: number, seed: number): Uint8Array[] {
  const next = random(seed);
  const wide = columns + count * 2;
  let row = Uint8Array.from({ length: wide }, (_, x) =>
    cloth.seeds === 'one' ? (x === wide >> 1 ? 1 : 0) : next() < 0.5 ? 1 : 0,
  );
  return Array.from({ length: count }, () => {
    const shown = row.slice(count, count + columns);
    const last = row;
    row = last.map((self, x) => (cloth.rule >> (((last[x - 1] ?? 0) << 2) | (self << 1) | (last[x + 1] ?? 0))) & 1);
    return shown;
  });
}

const EMBERS: Readonly<Record<string, readonly string[]>> = {
  ember: ['#060410', '#1c0b3a', '#5a1458', '#b62a4c', '#f4703a', '#ffd67a', '#fffbe6'],
};

/** Conway's Game of Life. A dead cell fades slowly through the palette. */
export const life: Scene = {
  scale: 1,
  look: { bloom: 0.3, vignette: 0.3 },
  remembers: true,
  set(stage) {
    const palette = gradient(moodOf(EMBERS, stage));
    const { width, height, unit } = stage;
    const cell = Math.max(3, Math.round(unit / 96));
    const w = Math.ceil(width / cell);
    const h = Math.ceil(height / cell);
    const next = random(stage.seed);
    let alive = Uint8Array.from({ length: w * h }, (_, i) => {
      const [dx, dy] = [(i % w) / w - 0.5, Math.floor(i / w) / h - 0.5];
      return next() < 0.4 * smooth(0.75, 0.2, Math.hypot(dx, dy)) ? 1 : 0;
    });
    const heat = Float32Array.from(alive);
    let frame = 0;
    const step = (): void => {
      const last = alive;
      alive = last.map((self, i) => {
        const x = i % w;
        const [l, r] = [x === 0 ? w - 1 : -1, x === w - 1 ? 1 - w : 1];
        const up = i < w ? i + w * (h - 1) : i - w;
        const down = i >= w * (h - 1) ? i - w * (h - 1) : i + w;
        const sum =
          last[i + l]! +
          last[i + r]! +
          last[up]! +
          last[down]! +
          last[up + l]! +
          last[up + r]! +
          last[down + l]! +
          last[down + r]!;
        return sum === 3 || (self === 1 && sum === 2) ? 1 : 0;
      });
    };
    return ({ rgb }) => {
      if (frame++ % 2 === 0) step();
      for (let i = 0; i < heat.length; i++)
        heat[i] = alive[i] === 1 ? heat[i]! + (1 - heat[i]!) * 0.6 : heat[i]! * 0.968;
      for (let y = 0, i = 0; y < height; y++) {
        const row = Math.floor(y / cell) * w;
        const v = y % cell === 0 ? 0.55 : 1;
        for (let x = 0; x < width; x++, i += 3) {
          const at = offsetAt(heat[row + Math.floor(x / cell)]!);
          const light = x % cell === 0 ? v * 0.55 : v;
          rgb[i] = palette.table[at]! * light;
          rgb[i + 1] = palette.table[at + 1]! * light;
          rgb[i + 2] = palette.table[at + 2]! * light;
        }
      }
    };
  },
};
