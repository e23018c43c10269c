/** Paints a spiral galaxy of single stars. */
import type { Canvas } from '../paint/canvas.ts';
import { type Colour, colour, gradient, pick } from '../paint/colour.ts';
import { clamp, random } from '../paint/noise.ts';
import { glow } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const GALAXIES: Readonly<Record<string, readonly string[]>> = {
  blue: ['#fff1d0', '#ffc98a', '#e58fb0', '#7f8fff', '#3f6fe0', '#6fd0ff'],
};

/** About twenty thousand stars on two logarithmic arms, turning faster near the core. */
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
