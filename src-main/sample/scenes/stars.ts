/** Paints the stars of a night sky, for all scenes that have one. */
import type { Canvas } from '../paint/canvas.ts';
import { blend, colour } from '../paint/colour.ts';
import { random } from '../paint/noise.ts';
import { glow } from '../paint/shapes.ts';
import type { Stage } from './scene.ts';

/** Paints `count` twinkling stars between the top and `bottom` (fraction of the height), moved by `dx`, `dy` px. */
export type Stars = (canvas: Canvas, time: number, amount: number, dx?: number, dy?: number) => void;

export function createStars(stage: Stage, count: number, bottom = 1): Stars {
  const next = random(stage.seed + 901);
  const stars = Array.from({ length: count }, () => {
    const size = next() ** 9;
    return {
      x: next() * stage.width,
      y: next() * stage.height * bottom,
      radius: (0.0028 + size * 0.0075) * stage.unit,
      light: blend(colour('#a9c4ff'), colour('#ffe9c9'), next()),
      power: 0.16 + 0.5 * next() ** 3 + size * 1.6,
      rate: 1 + next() * 3,
      phase: next() * 6.28,
    };
  });
  return (canvas, time, amount, dx = 0, dy = 0) => {
    for (const star of stars) {
      const x = (((star.x + dx) % stage.width) + stage.width) % stage.width;
      const twinkle = 0.8 + 0.2 * Math.sin(time * star.rate + star.phase);
      glow(canvas, x, star.y + dy, Math.max(1.3, star.radius), star.light, star.power * twinkle * amount);
    }
  };
}
