/** Paints the coast at night: a lighthouse with a turning beam, fireworks over a bay. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { mirror } from '../paint/mirror.ts';
import { clamp, createNoise, random } from '../paint/noise.ts';
import { ellipse, glow, polygon, rect, ridge, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const NIGHTS: Readonly<Record<string, readonly string[]>> = {
  storm: ['#070d1c', '#12243f', '#2a4a66', '#5f7f8a', '#c9a98a'],
};

/** Two opposite beams sweep through the mist. When one points at the viewer, the lamp flares. */
export const lighthouse: Scene = {
  scale: 0.5,
  look: { bloom: 0.32, vignette: 0.3 },
  set(stage) {
    const sky = gradient(moodOf(NIGHTS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const stars = createStars(stage, 190, 0.6);
    const line = Math.floor(height * 0.74);
    const heavens = backdrop(width, height, (canvas) => fillSky(canvas, sky, 0, 0.76));
    const [x, tall] = [width * 0.62, Math.min(unit * 0.5, height * 0.4)];
    const foot = line - unit * 0.14;
    const lamp = foot - tall;
    const cliff = Float32Array.from({ length: width }, (_, px) => {
      const u = (px - x) / unit;
      const body = u < 0 ? Math.exp(-((u / 0.3) ** 4)) : Math.exp(-((u / 0.9) ** 4));
      return line + unit * 0.02 - body * unit * (0.17 + 0.03 * noise.at(u * 9, 1) + 0.014 * noise.at(u * 31, 2));
    });
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 0.7);
      const turn = time * 1.25 + stage.seed;
      for (const angle of [turn, turn + Math.PI])
        beam(canvas, x, lamp, Math.cos(angle), Math.sin(angle), noise.at3, time, line);
      ridge(canvas, cliff, colour('#0c121d'), colour('#05070c'), unit * 0.2, line + unit * 0.03);
      tower(canvas, x, foot, lamp);
      const flare = Math.max(0, Math.abs(Math.sin(turn))) ** 24;
      glow(canvas, x, lamp, unit * (0.1 + 0.3 * flare), colour('#ffe9b8'), 0.7 + 1.6 * flare);
      glow(canvas, x, lamp, unit * 0.03, colour('#fff6dc'), 3);
      mirror(canvas, line, time, { keep: 0.5, tint: scaled(pick(sky, 0.5), 0.12), rough: 1.8 });
    };
  },
};

function beam(
  canvas: Canvas,
  x: number,
  y: number,
  across: number,
  towards: number,
  mist: (x: number, y: number, z: number) => number,
  time: number,
  line: number,
): void {
  const { width, unit, rgb } = canvas;
  const side = Math.sign(across) || 1;
  const spread = 0.05 + 0.12 * Math.abs(towards);
  const strength = (0.25 + 0.75 * Math.abs(across)) * (towards > 0 ? 1 : 0.6) * 0.55;
  for (let py = 0; py < line; py++) {
    for (let px = side > 0 ? Math.ceil(x) : 0; px < (side > 0 ? width : x); px++) {
      const [dx, dy] = [Math.abs(px - x) / unit, (py - y) / unit];
      const v = dy / (0.012 + dx * spread);
      if (v > 1.6 || v < -1.6) continue;
      const reach = Math.exp((-dx * 0.75) / (0.2 + Math.abs(across)));
      const value =
        Math.exp(-v * v * 2.2) *
        reach *
        strength *
        (0.75 + 0.6 * mist((px / unit) * 3 - time * 0.3, (py / unit) * 5, time * 0.3));
      const i = (py * width + px) * 3;
      rgb[i] = rgb[i]! + value;
      rgb[i + 1] = rgb[i + 1]! + value * 0.86;
      rgb[i + 2] = rgb[i + 2]! + value * 0.6;
    }
  }
}

function tower(canvas: Canvas, x: number, foot: number, lamp: number): void {
  const u = canvas.unit;
  const tall = foot - lamp;
  const half = (t: number): number => u * (0.052 - 0.02 * t);
  for (let k = 0; k < 7; k++) {
    const [t0, t1] = [k / 7.6, (k + 1) / 7.6];
    const tone = k % 2 === 0 ? colour('#8f95a3', 0.75) : colour('#7a2a26', 0.7);
    const [y0, y1] = [foot + u * 0.01 - tall * t0, foot + u * 0.01 - tall * t1];
    polygon(
      canvas,
      [
        [x - half(t0), y0],
        [x + half(t0), y0],
        [x + half(t1), y1],
        [x - half(t1), y1],
      ],
      scaled(tone, 0.32),
    );
    polygon(
      canvas,
      [
        [x - half(t0), y0],
        [x - half(t0) * 0.3, y0],
        [x - half(t1) * 0.3, y1],
        [x - half(t1), y1],
      ],
      tone,
      0.55,
    );
  }
  rect(canvas, x - u * 0.043, lamp + u * 0.03, u * 0.086, u * 0.01, colour('#0b0e15'));
  rect(canvas, x - u * 0.024, lamp - u * 0.028, u * 0.048, u * 0.058, colour('#ffe6a8', 0.9));
  polygon(
    canvas,
    [
      [x - u * 0.034, lamp - u * 0.028],
      [x, lamp - u * 0.075],
      [x + u * 0.034, lamp - u * 0.028],
    ],
    colour('#3a1416'),
  );
  rect(canvas, x - u * 0.012, foot - u * 0.05, u * 0.024, u * 0.06, colour('#0b0e15'));
}

const SHOWS: Readonly<Record<string, readonly string[]>> = {
  summer: ['#ff5f6a', '#ffc04a', '#6fd0ff', '#c98aff', '#fff0c0', '#6fffb0'],
  gold: ['#ffd070', '#ffb040', '#fff0c8', '#ff8a4a'],
};

interface Spark {
  x: number;
  y: number;
  vx: number;
  vy: number;
  life: number;
  readonly light: Colour;
}

/** Shells rise, explode and fall. Their light fades slowly and is mirrored in the bay. */
export const fireworks: Scene = {
  scale: 0.5,
  look: { bloom: 0.45, vignette: 0.3 },
  remembers: true,
  set(stage) {
    const lights = moodOf(SHOWS, stage).map((hex) => colour(hex));
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const line = Math.floor(height * 0.76);
    const sky = gradient(['#02030a', '#070d22', '#141a3a', '#3a2a4a']);
    const shore = Float32Array.from(
      { length: width },
      (_, x) =>
        line - unit * (0.045 + 0.03 * noise.at((x / unit) * 2, 1) + 0.016 * Math.abs(noise.at((x / unit) * 14, 2))),
    );
    const lamps = Array.from({ length: 46 }, () => ({
      x: next() * width,
      y: line - unit * (0.006 + 0.03 * next()),
      light: colour(next() < 0.75 ? '#ffc070' : '#a0d0ff'),
    }));
    const memory = new Float32Array(width * height * 3);
    let sparks: Spark[] = [];
    let wait = 0;
    const open = (): void => {
      const [x, y] = [width * (0.16 + 0.68 * next()), height * (0.14 + 0.26 * next())];
      const light = lights[Math.floor(next() * lights.length)]!;
      const second = lights[Math.floor(next() * lights.length)]!;
      const size = unit * (0.14 + 0.14 * next());
      for (let k = 0; k < 150; k++) {
        const [a, z] = [next() * 6.283, next() * 2 - 1];
        const flat = Math.sqrt(1 - z * z) * (0.9 + 0.2 * next());
        sparks.push({
          x,
          y,
          vx: Math.cos(a) * flat * size * 2.1,
          vy: Math.sin(a) * flat * size * 2.1,
          life: 1.1 + 0.9 * next(),
          light: k % 4 === 0 ? second : light,
        });
      }
    };
    const advance = (canvas: Canvas): void => {
      for (let i = 0; i < memory.length; i++) memory[i] = memory[i]! * 0.9;
      wait -= 1 / 30;
      if (wait <= 0) {
        open();
        wait = 0.28 + 0.5 * next();
      }
      sparks = sparks.filter((spark) => spark.life > 0);
      for (const spark of sparks) {
        const [x, y] = [spark.x, spark.y];
        spark.vx *= 0.955;
        spark.vy = spark.vy * 0.955 + unit * 0.0042;
        spark.x += spark.vx / 30;
        spark.y += spark.vy / 30;
        spark.life -= 1 / 30;
        const twinkle = spark.life < 0.5 ? 0.4 + 1.2 * next() : 1;
        stroke(
          { ...canvas, rgb: memory },
          [x, y],
          [spark.x, spark.y],
          unit * 0.0042,
          spark.light,
          clamp(spark.life * 1.3) * 1.15 * twinkle,
        );
      }
    };
    return (canvas, time) => {
      for (let k = time === 0 ? 40 : 1; k > 0; k--) advance(canvas);
      fillSky(canvas, sky, 0, 0.78);
      for (let i = 0; i < line * width * 3; i++) canvas.rgb[i] = canvas.rgb[i]! + memory[i]!;
      ridge(canvas, shore, colour('#04050b'), colour('#030409'), unit * 0.1, line + 1);
      for (const lamp of lamps) glow(canvas, lamp.x, lamp.y, unit * 0.009, lamp.light, 1.3);
      ellipse(canvas, width * 0.3, line - unit * 0.004, unit * 0.05, unit * 0.008, 0, colour('#05060a'));
      mirror(canvas, line, time, {
        keep: 0.75,
        tint: [0.0008, 0.001, 0.003],
        rough: 1.5,
        squeeze: line / (height - line),
      });
    };
  },
};
