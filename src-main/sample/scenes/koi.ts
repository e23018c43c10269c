/** Paints koi in a pond, seen from above. */
import { backdrop, type Canvas } from '../paint/canvas.ts';
import { type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { createNoise, random, smooth } from '../paint/noise.ts';
import { ellipse, type Point, path, polygon } from '../paint/shapes.ts';
import type { Scene } from './scene.ts';

const COATS: readonly (readonly [string, string])[] = [
  ['#f4efe6', '#e8502a'],
  ['#f0a030', '#ffd890'],
  ['#f6f2ea', '#1f2430'],
  ['#e8482f', '#f7e6d0'],
  ['#ffffff', '#f08a3a'],
];

/**
 * Each koi follows its own slow loop. Its body is a chain that bends after the head. Lily pads and rain rings are
 * around it.
 */
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
          (item.centre[0] +
            item.reach[0] * Math.cos(t * item.speed + item.phase) +
            0.05 * Math.sin(t * 0.7 + item.phase)) *
            width,
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

function paintKoi(
  canvas: Canvas,
  at: (time: number) => Point,
  fish: Koi,
  noise: (x: number, y: number) => number,
  time: number,
): void {
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
    ellipse(
      canvas,
      joints[k]![0] - fish.size * 0.012,
      joints[k]![1] - fish.size * 0.018,
      thick(t) * 0.5,
      thick(t) * 0.5,
      0,
      tone,
      0.5,
    );
  }
}

function lilyPad(canvas: Canvas, x: number, y: number, r: number, turn: number): void {
  const outline = (grow: number): Point[] => [
    [x, y],
    ...Array.from(
      { length: 30 },
      (_, i): Point => [
        x + Math.cos(turn + 0.25 + (i / 29) * 5.78) * r * grow,
        y + Math.sin(turn + 0.25 + (i / 29) * 5.78) * r * grow,
      ],
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
