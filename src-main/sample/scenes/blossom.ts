/** Paints a blossoming branch in front of the moon. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, gradient, scaled } from '../paint/colour.ts';
import { random } from '../paint/noise.ts';
import { ellipse, glow, type Point, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';

interface Spring {
  readonly sky: readonly string[];
  readonly moon: string;
  readonly petal: readonly string[];
}

const SPRINGS: Readonly<Record<string, Spring>> = {
  night: {
    sky: ['#0c1030', '#1f2356', '#4a3f7f', '#8f6f9f'],
    moon: '#fff2d8',
    petal: ['#ffb8cc', '#ffd9e2', '#f58fb0'],
  },
  day: { sky: ['#8fc4e0', '#b8dceb', '#f0e6e0', '#ffe3d6'], moon: '#ffffff', petal: ['#ffb0c6', '#ffd0dc', '#f2819f'] },
};

/** A blossoming branch in front of the moon. Petals come loose and turn while they fall. */
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
      bough(
        canvas,
        at,
        heading + (next() < 0.5 ? -1 : 1) * (0.4 + 0.5 * next()),
        long * 0.56,
        thick * 0.5,
        depth + 1,
        next,
        tips,
      );
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
