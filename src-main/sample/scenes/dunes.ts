/** Paints dunes in the evening. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { colour, gradient, pick } from '../paint/colour.ts';
import { clamp, createNoise, mix, smooth, wave } from '../paint/noise.ts';
import { ellipse, glow } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';

const DESERTS: Readonly<Record<string, readonly string[]>> = {
  evening: ['#3f5a9a', '#b08fae', '#f5b58a', '#ffe0a8'],
  rose: ['#5a4a8f', '#d08aa0', '#ffb89a', '#ffe8c8'],
};

/** Dunes: one side in the sun and one in shadow, with sand blowing from the crests. */
export const dunes: Scene = {
  scale: 0.5,
  look: { bloom: 0.2, vignette: 0.25 },
  set(stage) {
    const sky = gradient(moodOf(DESERTS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const [lit, shade] = [gradient(['#f7c48f', '#f0a060', '#d9793f']), gradient(['#b07a8a', '#7a4458', '#3a1f38'])];
    const heavens = backdrop(width, height, (canvas) => {
      fillSky(canvas, sky, 0, 0.6);
      glow(canvas, width * 0.2, height * 0.4, unit * 0.8, colour('#ffe2a8'), 0.4);
      ellipse(canvas, width * 0.2, height * 0.4, unit * 0.05, unit * 0.05, 0, colour('#fff2c8', 2.4));
    });
    return (canvas, time) => {
      heavens(canvas);
      for (let k = 0; k < 5; k++) dune(canvas, noise, k / 4, time, lit, shade);
    };
  },
};

function dune(
  canvas: Canvas,
  noise: ReturnType<typeof createNoise>,
  depth: number,
  time: number,
  lit: ReturnType<typeof gradient>,
  shade: ReturnType<typeof gradient>,
): void {
  const { width, height, unit, rgb } = canvas;
  const drift = time * (0.006 + 0.045 * depth * depth) + depth * 17;
  const base = height * mix(0.52, 0.98, depth ** 1.2);
  const tall = unit * mix(0.09, 0.34, depth);
  const reach = Math.ceil(unit * 1.2);
  const crests = Float32Array.from({ length: width + reach }, (_, x) => {
    const u = x / unit + drift;
    return (
      base - tall * (0.5 + 0.9 * noise.at(u * mix(1.8, 0.9, depth), depth * 9) + 0.14 * noise.at(u * 4, depth * 5))
    );
  });
  const [bright, dark] = [pick(lit, depth), pick(shade, depth)];
  const bottom = Math.min(height, base + height * 0.22);
  const step = Math.max(1, Math.round(unit * 0.02));
  for (let x = 0; x < width; x++) {
    const u = x / unit + drift;
    const top = crests[x]!;
    for (let y = Math.max(0, Math.floor(top)); y < bottom; y++) {
      const under = (y - top) / unit;
      const bend = x + unit * (under * 0.8 - 0.64 * under * noise.at(u * 2 + 5, under * 3 + depth * 4));
      const at = bend < step ? step : bend > width + reach - step - 1 ? width + reach - step - 1 : bend | 0;
      const slope = (crests[at + step]! - crests[at - step]!) / (2 * step);
      const sun = smooth(-0.4, 0.3, -slope + 0.025) * (1 - clamp(under * 1.3) * 0.25);
      const ripple = 1 + 0.035 * wave((under * 90) / (0.35 + under) + u * 7 + wave(u * 23) * 0.8) * depth;
      const cover = y + 1 - top < 1 ? y + 1 - top : 1;
      const i = (y * width + x) * 3;
      rgb[i] = mix(rgb[i]!, (dark[0] + (bright[0] - dark[0]) * sun) * ripple, cover);
      rgb[i + 1] = mix(rgb[i + 1]!, (dark[1] + (bright[1] - dark[1]) * sun) * ripple, cover);
      rgb[i + 2] = mix(rgb[i + 2]!, (dark[2] + (bright[2] - dark[2]) * sun) * ripple, cover);
    }
    const smoke = Math.max(0, noise.at3(u * 5 - time * 0.9, depth * 8, time * 0.4)) * depth;
    if (smoke > 0.05 && x % 2 === 0)
      glow(canvas, x, top - unit * 0.004, unit * 0.022 * smoke + 1.5, bright, 0.1 * smoke);
  }
}
