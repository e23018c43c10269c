/** Living things: jellyfish in the deep, fireflies over a meadow, koi seen from above. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { clamp, createNoise, random, smooth } from '../paint/noise.ts';
import { ellipse, glow, type Point, path, polygon, ridge, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

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

/** Bells drawn as meridians of light, opening and closing; tentacles trail after them. */
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
      return place(root * (1 - 0.35 * t) + Math.sin(t * 5 - time * 2.1 + k * 0.9 + jelly.phase) * 0.13 * t, 0.12 + t * long);
    });
    for (let i = 1; i < arm.length; i++)
      path(canvas, [arm[i - 1]!, arm[i]!], thin * (k % 3 === 0 ? 1.5 : 0.8), k % 3 === 0 ? edge : bell, 0.3 * dim * (1 - i / 16));
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

const MEADOWS: Readonly<Record<string, readonly string[]>> = {
  summer: ['#0a1630', '#14345a', '#2f6a7a', '#86a86a', '#e8c87a'],
  blue: ['#050a1c', '#0c1f3f', '#1c4058', '#3f6f70', '#8aa890'],
};

/** Grass in front of the last light, and fireflies that each keep their own time. */
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

const COATS: readonly (readonly [string, string])[] = [
  ['#f4efe6', '#e8502a'],
  ['#f0a030', '#ffd890'],
  ['#f6f2ea', '#1f2430'],
  ['#e8482f', '#f7e6d0'],
  ['#ffffff', '#f08a3a'],
];

/** Koi from above: each follows its own slow loop, its body a chain that bends after the head; lily pads, rings of rain. */
export const koi: Scene = {
  scale: 0.5,
  look: { bloom: 0.14, vignette: 0.45 },
  set(stage) {
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const water = gradient(['#0f4048', '#12565a', '#0c3a48', '#08262f']);
    const bed = backdrop(width, height, (canvas) => {
      for (let y = 0, i = 0; y < height; y++) {
        for (let x = 0; x < width; x++, i += 3)
          canvas.rgb.set(pick(water, 0.5 + 0.75 * noise.layers((x / unit) * 1.6, (y / unit) * 1.6, 1, 4)), i);
      }
    });
    const fish = Array.from({ length: 7 }, (_, k) => ({
      phase: next() * 6.28,
      centre: [0.5 + (next() - 0.5) * 0.5, 0.5 + (next() - 0.5) * 0.6] as const,
      reach: [0.24 + 0.2 * next(), 0.2 + 0.22 * next()] as const,
      speed: (0.2 + 0.12 * next()) * (next() < 0.5 ? -1 : 1),
      size: unit * (0.17 + 0.08 * next()),
      coat: COATS[k % COATS.length]!,
      marks: next() * 9,
    }));
    const pads = Array.from({ length: 9 }, () => ({
      x: next() * width,
      y: next() < 0.5 ? next() * height * 0.2 : height * (0.8 + 0.2 * next()),
      r: unit * (0.05 + 0.055 * next()),
      turn: next() * 6.28,
    }));
    const rings = Array.from({ length: 12 }, () => ({ x: next() * width, y: next() * height, at: next() * 3 }));
    return (canvas, time) => {
      bed(canvas);
      for (const item of fish) {
        const at = (t: number): Point => [
          (item.centre[0] + item.reach[0] * Math.cos(t * item.speed + item.phase) + 0.05 * Math.sin(t * 0.7 + item.phase)) * width,
          (item.centre[1] + item.reach[1] * Math.sin(t * item.speed * 1.3 + item.phase)) * height,
        ];
        paintKoi(canvas, at, item, noise.at, time);
      }
      for (const ring of rings) {
        const age = (time + ring.at) % 3;
        const r = unit * 0.1 * age;
        const circle = Array.from(
          { length: 37 },
          (_, i): Point => [ring.x + Math.cos((i / 36) * 6.2832) * r, ring.y + Math.sin((i / 36) * 6.2832) * r],
        );
        if (age < 1.6) path(canvas, circle, unit * 0.003, colour('#cfeee8'), 0.16 * (1 - age / 1.6));
      }
      for (const pad of pads) lilyPad(canvas, pad.x, pad.y, pad.r, pad.turn + 0.05 * Math.sin(time + pad.x));
    };
  },
};

interface Koi {
  readonly size: number;
  readonly coat: readonly [string, string];
  readonly marks: number;
  readonly phase: number;
}

function paintKoi(canvas: Canvas, at: (time: number) => Point, fish: Koi, noise: (x: number, y: number) => number, time: number): void {
  const head = at(time);
  const ahead = at(time + 0.05);
  const angle = Math.atan2(ahead[1] - head[1], ahead[0] - head[0]);
  const [base, mark] = [colour(fish.coat[0]), colour(fish.coat[1])];
  const joints = Array.from({ length: 26 }, (_, k): Point => {
    const t = k / 25;
    const past = at(time - t * 1.1);
    const straight: Point = [head[0] - Math.cos(angle) * t * fish.size, head[1] - Math.sin(angle) * t * fish.size];
    const sway = Math.sin(time * 5 - t * 4.5 + fish.phase) * fish.size * 0.09 * t * t;
    const bend = 0.25 * t;
    return [
      straight[0] * (1 - bend) + past[0] * bend - Math.sin(angle) * sway,
      straight[1] * (1 - bend) + past[1] * bend + Math.cos(angle) * sway,
    ];
  });
  const thick = (t: number): number => fish.size * 0.125 * Math.sin(Math.PI * Math.min(1, (t + 0.1) * 0.86)) ** 0.75;
  for (let k = 25; k >= 0; k--)
    ellipse(
      canvas,
      joints[k]![0] + fish.size * 0.05,
      joints[k]![1] + fish.size * 0.09,
      thick(k / 25),
      thick(k / 25),
      0,
      [0.002, 0.012, 0.014],
      0.12,
    );
  const [tail, root] = [joints[25]!, joints[21]!];
  const back = Math.atan2(tail[1] - root[1], tail[0] - root[0]);
  const fan = (turn: number, long: number): Point => [
    tail[0] + Math.cos(back + turn) * fish.size * long,
    tail[1] + Math.sin(back + turn) * fish.size * long,
  ];
  polygon(canvas, [root, fan(0.55, 0.24), fan(0, 0.13), fan(-0.55, 0.24)], base, 0.55);
  for (const side of [-1, 1]) {
    const fin = joints[6]!;
    const swing = angle + Math.PI - side * (0.95 + 0.25 * Math.sin(time * 4 + fish.phase));
    ellipse(
      canvas,
      fin[0] + Math.cos(swing) * fish.size * 0.14,
      fin[1] + Math.sin(swing) * fish.size * 0.14,
      fish.size * 0.1,
      fish.size * 0.042,
      swing,
      base,
      0.5,
    );
  }
  for (let k = 25; k >= 0; k--) {
    const t = k / 25;
    const patch = smooth(0, 0.18, noise(t * 3.1 + fish.marks, fish.marks));
    const tone: Colour = [
      base[0] + (mark[0] - base[0]) * patch,
      base[1] + (mark[1] - base[1]) * patch,
      base[2] + (mark[2] - base[2]) * patch,
    ];
    ellipse(canvas, joints[k]![0], joints[k]![1], thick(t), thick(t), 0, scaled(tone, 0.8), 0.9);
    ellipse(canvas, joints[k]![0] - fish.size * 0.012, joints[k]![1] - fish.size * 0.018, thick(t) * 0.5, thick(t) * 0.5, 0, tone, 0.5);
  }
}

function lilyPad(canvas: Canvas, x: number, y: number, r: number, turn: number): void {
  const outline = (grow: number): Point[] => [
    [x, y],
    ...Array.from(
      { length: 30 },
      (_, i): Point => [x + Math.cos(turn + 0.25 + (i / 29) * 5.78) * r * grow, y + Math.sin(turn + 0.25 + (i / 29) * 5.78) * r * grow],
    ),
  ];
  polygon(
    canvas,
    outline(1).map(([px, py]): Point => [px + r * 0.1, py + r * 0.16]),
    [0.002, 0.012, 0.014],
    0.45,
  );
  polygon(canvas, outline(1), colour('#2f6a3f'));
  polygon(canvas, outline(0.82), colour('#3f8048'), 0.6);
  for (let k = 0; k < 9; k++)
    path(
      canvas,
      [
        [x, y],
        [x + Math.cos(turn + 0.5 + k * 0.66) * r * 0.9, y + Math.sin(turn + 0.5 + k * 0.66) * r * 0.9],
      ],
      Math.max(0.6, r * 0.02),
      colour('#7fb070'),
      0.5,
      'over',
    );
}
