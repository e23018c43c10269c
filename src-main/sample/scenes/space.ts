/** The deep sky: a spiral galaxy, a ringed giant, star trails over a hill, a nebula, a comet above the ranges. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, type Colour, colour, gradient, offsetAt, pick, scaled } from '../paint/colour.ts';
import { clamp, createNoise, length, mix, random, smooth } from '../paint/noise.ts';
import { glow, type Point, polygon, ridge, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const GALAXIES: Readonly<Record<string, readonly string[]>> = {
  blue: ['#fff1d0', '#ffc98a', '#e58fb0', '#7f8fff', '#3f6fe0', '#6fd0ff'],
  rose: ['#fff4e0', '#ffd0a0', '#ff8f7a', '#e0559a', '#8a4fd0', '#5f7fff'],
};

/** Some twenty thousand stars on two logarithmic arms, turning faster near the core. */
export const galaxy: Scene = {
  scale: 0.5,
  look: { bloom: 0.5, vignette: 0.3 },
  set(stage) {
    const tones = gradient(moodOf(GALAXIES, stage));
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const bell = (): number => next() + next() + next() - 1.5;
    const stars = Array.from({ length: 17000 }, () => {
      const r = 0.04 + 0.96 * next() ** 0.85;
      const arm = next() < 0.5 ? 0 : Math.PI;
      const loose = bell() * (0.16 + 0.4 * r * next()) + (next() < 0.22 ? bell() * 2.6 : 0);
      return {
        r,
        angle: arm + Math.log(r + 0.06) * 3.1 + loose,
        lift: bell() * 0.03 * (1.2 - r),
        tone: pick(tones, clamp(r * 1.15 + bell() * 0.12)),
        power: 0.16 + 1.5 * next() ** 7,
      };
    });
    const far = createStars(stage, 260);
    return (canvas, time) => {
      canvas.rgb.fill(0.0012);
      far(canvas, time, 0.6);
      const tilt = 0.42 + 0.04 * Math.sin(time * 0.3);
      const lean = -0.42;
      const size = Math.max(unit * 0.62, Math.max(width, height) * 0.42) * (1 + time * 0.012);
      const [cx, cy] = [width * 0.5, height * 0.5];
      for (const [reach, power] of [
        [0.8, 0.022],
        [0.42, 0.06],
        [0.2, 0.28],
        [0.08, 1.1],
      ] as const)
        glow(canvas, cx, cy, size * reach, colour('#ffdfb0'), power);
      for (const star of stars) {
        const angle = star.angle + time * (0.045 + 0.05 / (star.r + 0.25));
        const x = Math.cos(angle) * star.r;
        const y = Math.sin(angle) * star.r * tilt + star.lift;
        add(
          canvas,
          cx + (x * Math.cos(lean) - y * Math.sin(lean)) * size,
          cy + (x * Math.sin(lean) + y * Math.cos(lean)) * size,
          star.tone,
          star.power,
        );
      }
    };
  },
};

/** Adds light to the four pixels around a point. */
function add(canvas: Canvas, x: number, y: number, light: Colour, power: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= canvas.width - 1 || top >= canvas.height - 1) return;
  const [u, v] = [x - left, y - top];
  const row = canvas.width * 3;
  const i = (top * canvas.width + left) * 3;
  for (let c = 0; c < 3; c++) {
    const value = light[c as 0 | 1 | 2] * power;
    canvas.rgb[i + c] = canvas.rgb[i + c]! + value * (1 - u) * (1 - v);
    canvas.rgb[i + c + 3] = canvas.rgb[i + c + 3]! + value * u * (1 - v);
    canvas.rgb[i + c + row] = canvas.rgb[i + c + row]! + value * (1 - u) * v;
    canvas.rgb[i + c + row + 3] = canvas.rgb[i + c + row + 3]! + value * u * v;
  }
}

const GIANTS: Readonly<Record<string, readonly string[]>> = {
  amber: ['#5a2c1a', '#b5713f', '#f0d0a0', '#c98a55', '#fff0d8', '#a85a3a', '#e8b98a', '#6f3a26'],
  teal: ['#0d2f4a', '#2f7f9a', '#c8ece4', '#5fb0b8', '#f4fff4', '#3f8aa8', '#9fd8d0', '#123f5f'],
};

const MAP_W = 768;
const MAP_H = 384;

/** A ball of cloud bands from a map made once, turning under a far sun; rings of dust before and behind it. */
export const giant: Scene = {
  scale: 0.5,
  look: { bloom: 0.18, vignette: 0.25 },
  set(stage) {
    const bands = gradient(moodOf(GIANTS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const map = new Uint16Array(MAP_W * MAP_H);
    for (let y = 0; y < MAP_H; y++) {
      for (let x = 0; x < MAP_W; x++) {
        const a = (x / MAP_W) * Math.PI * 2;
        const lat = y / MAP_H;
        const [u, v] = [Math.cos(a) * 1.6, Math.sin(a) * 1.6];
        const curl = noise.layers(u, v + lat * 3, lat * 14, 4) * 0.05;
        const storm = noise.layers(u * 3 + curl * 20, v * 3, lat * 34, 3) * 0.06;
        map[y * MAP_W + x] = offsetAt(0.5 + 0.5 * Math.sin((lat + curl + storm * 0.4) * 23 + Math.sin(lat * 9) * 2) * (0.75 + storm * 3));
      }
    }
    const stars = createStars(stage, 300);
    const [cx, cy, r] = [width * 0.5, height * 0.46, unit * 0.3];
    const dust = pick(bands, 0.33);
    const rings = (canvas: Canvas, front: boolean): void => {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [dx, dy] = [(x - cx) / r, (y - cy) / r];
          const u = dx * 0.94 + dy * 0.34;
          const v = (dy * 0.94 - dx * 0.34) / 0.22;
          const d = length(u, v);
          if (d < 1.32 || d > 2.25 || v > 0 !== front) continue;
          const fine = 0.55 + 0.45 * noise.at(d * 34, 3) + 0.3 * noise.at(d * 90, 7);
          const gap = smooth(0.015, 0.04, Math.abs(d - 1.86));
          const shade = !front && length(dx, dy * 1.02) < 1.35 && dx > -0.3 ? 0.25 : 1;
          const cover = clamp(fine * gap * smooth(1.32, 1.4, d) * smooth(2.25, 2.1, d)) * 0.75;
          const i = (y * width + x) * 3;
          for (let c = 0; c < 3; c++) canvas.rgb[i + c] = mix(canvas.rgb[i + c]!, dust[c as 0 | 1 | 2] * shade * (0.6 + 0.5 * fine), cover);
        }
      }
    };
    const behind = backdrop(width, height, (canvas) => {
      canvas.rgb.fill(0.0015);
      glow(canvas, width * 0.12, height * 0.18, unit * 0.9, colour('#3a4a8f'), 0.06);
      stars(canvas, 0, 0.8);
      rings(canvas, false);
    });
    return (canvas, time) => {
      behind(canvas);
      for (let y = Math.ceil(cy - r - 1); y < cy + r + 1; y++) {
        for (let x = Math.ceil(cx - r - 1); x < cx + r + 1; x++) {
          const [dx, dy] = [(x - cx) / r, (y - cy) / r];
          const flat = dx * dx + dy * dy;
          const cover = clamp((1 - Math.sqrt(flat)) * r + 0.5);
          if (cover <= 0) continue;
          const dz = Math.sqrt(Math.max(0, 1 - flat));
          const lon = Math.atan2(dx * 0.94 + dy * 0.34, dz) / (Math.PI * 2) + time * 0.018 + 1;
          const lat = Math.acos(clamp(dy * 0.94 - dx * 0.34, -1, 1)) / Math.PI;
          const at = map[Math.min(MAP_H - 1, Math.floor((1 - lat) * MAP_H)) * MAP_W + (Math.floor(lon * MAP_W) % MAP_W)]!;
          const day = clamp(-dx * 0.62 - dy * 0.38 + dz * 0.69) ** 0.8;
          const rim = (1 - dz) ** 3 * clamp(-dx * 0.8 - dy * 0.5 + 0.3) * 0.5;
          const i = (y * width + x) * 3;
          for (let c = 0; c < 3; c++)
            canvas.rgb[i + c] = mix(canvas.rgb[i + c]!, bands.table[at + c]! * (day * 1.15 + 0.008) + rim * (0.5 + c * 0.2), cover);
        }
      }
      rings(canvas, true);
    };
  },
};

/** A long exposure: stars wheel about the pole and leave arcs; below, a hill with one lit tent. */
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
          const at = (t: number): Point => [px + Math.cos(star.angle + t) * star.r, py + Math.sin(star.angle + t) * star.r];
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

const NEBULAE: Readonly<Record<string, readonly string[]>> = {
  orion: ['#03030a', '#0d1030', '#3a1f5f', '#a03a6f', '#f08a5f', '#ffe6b8', '#ffffff'],
  veil: ['#02060c', '#06202f', '#0f5a6a', '#3fb0a0', '#e0e8b0', '#ffb08a', '#fff4ea'],
};

/** Folded gas: noise whose place is bent by other noise, computed coarsely and stretched, with sharp stars over it. */
export const nebula: Scene = {
  scale: 0.5,
  look: { bloom: 0.3, vignette: 0.35 },
  set(stage) {
    const gas = gradient(moodOf(NEBULAE, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const stars = createStars(stage, 420);
    const step = 4;
    const w = Math.ceil(width / step) + 2;
    const h = Math.ceil(height / step) + 2;
    const field = new Float32Array(w * h);
    return (canvas, time) => {
      const zoom = 1.5 - time * 0.03;
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) {
          const u = ((x * step - width / 2) / unit) * zoom;
          const v = ((y * step - height / 2) / unit) * zoom;
          const a = noise.layers(u * 1.2 + 3, v * 1.2, time * 0.03, 3);
          const b = noise.layers(u * 1.2 - 7, v * 1.2 + 5, time * 0.03 + 9, 3);
          const folds = 1 - Math.abs(noise.layers(u * 1.5 + a * 1.5, v * 1.5 + b * 1.5, time * 0.045, 5)) * 2.3;
          const lanes = noise.layers(u * 0.9 + b * 0.7, v * 0.9 - a * 0.7, 20 + time * 0.02, 3);
          field[y * w + x] = clamp(folds * 0.66 + a * 0.4 + 0.1) * smooth(-0.6, 0.12, lanes) * clamp(1 - 0.3 * (u * u + v * v));
        }
      }
      for (let y = 0, i = 0; y < height; y++) {
        const row = Math.floor(y / step) * w;
        const v = (y % step) / step;
        for (let x = 0; x < width; x++, i += 3) {
          const k = row + Math.floor(x / step);
          const t = (x % step) / step;
          const value = (field[k]! * (1 - t) + field[k + 1]! * t) * (1 - v) + (field[k + w]! * (1 - t) + field[k + w + 1]! * t) * v;
          const at = offsetAt(value);
          canvas.rgb[i] = gas.table[at]!;
          canvas.rgb[i + 1] = gas.table[at + 1]!;
          canvas.rgb[i + 2] = gas.table[at + 2]!;
        }
      }
      stars(canvas, time, 0.9, time * 1.2);
    };
  },
};

/** A comet with a dust tail and a blue ion tail, low above dark hills and their own faint afterglow. */
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
          height * (0.78 + 0.06 * k) - unit * (0.12 * noise.at((x / unit) * (1.6 + k), k * 9) + 0.04 * noise.at((x / unit) * 6, k * 5)),
      );
    const hills = [crest(0), crest(1), crest(2)];
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 1, time * -1.5);
      const head: Point = [width * (0.36 + time * 0.008), height * (0.5 + time * 0.006)];
      for (let k = 0; k < 170; k++) {
        const t = (k / 170) ** 1.3;
        const waver = noise.at(t * 5 - time * 0.9, 4) * 0.03 * t;
        const dust: Point = [head[0] + (0.62 * t + 0.16 * t * t) * unit, head[1] - (0.86 * t - 0.22 * t * t + waver) * unit * 0.95];
        glow(canvas, dust[0], dust[1], unit * (0.014 + 0.1 * t), blend(colour('#fff3d6'), colour('#d8b090'), t), 0.055 * (1 - t) ** 1.5);
        const gas: Point = [head[0] + (0.4 * t + waver) * unit, head[1] - 1.06 * t * unit * 0.95];
        glow(canvas, gas[0], gas[1], unit * (0.01 + 0.035 * t), colour('#5fa8ff'), 0.05 * (1 - t));
      }
      glow(canvas, head[0], head[1], unit * 0.075, colour('#cfeaff'), 0.5);
      glow(canvas, head[0], head[1], unit * 0.02, colour('#ffffff'), 3);
      hills.forEach((heights, k) => {
        ridge(canvas, heights, scaled(colour('#1a3450'), 0.55 - k * 0.22), scaled(colour('#0a1420'), 0.8 - k * 0.35), height * 0.2);
      });
    };
  },
};
