/** Paints a city by the water: in a few seconds the sky darkens and the windows light up. */
import { type Canvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, type Gradient, gradient, pick, scaled } from '../paint/colour.ts';
import { mirror } from '../paint/mirror.ts';
import { random, smooth } from '../paint/noise.ts';
import { glow, polygon, rect } from '../paint/shapes.ts';
import { moodOf, type Scene, type Stage } from './scene.ts';
import { createStars } from './stars.ts';

interface Hours {
  readonly evening: readonly string[];
  readonly night: readonly string[];
}

const HOURS: Readonly<Record<string, Hours>> = {
  violet: {
    evening: ['#5a4a9f', '#b06fae', '#ff9a9a', '#ffd9b0'],
    night: ['#0a071e', '#22124a', '#55307a', '#b0508a'],
  },
};

const LAMPS = gradient(['#ffc36b', '#ffe2a8', '#ff9f4f', '#cfe6ff']);
/** The colours of a wall from night to evening haze. */
const WALLS = gradient(['#070b20', '#23285a', '#6a5a8a', '#c79aa0']);
const WATER = 0.7;

interface Window {
  readonly x: number;
  readonly y: number;
  readonly light: Colour;
  /** The hour at which it lights up, 0…1. */
  readonly from: number;
}

interface Tower {
  readonly x: number;
  readonly top: number;
  readonly wide: number;
  /** The height of a spire above the roof; 0 for a flat roof. */
  readonly spire: number;
  /** 0 far away, 1 at the water. */
  readonly near: number;
  readonly pane: readonly [number, number];
  readonly windows: readonly Window[];
}

export const city: Scene = {
  scale: 0.55,
  look: { bloom: 0.3, vignette: 0.25 },
  set(stage) {
    const hours = moodOf(HOURS, stage);
    const [evening, night] = [gradient(hours.evening), gradient(hours.night)];
    const line = Math.floor(stage.height * WATER);
    const stars = createStars(stage, 130, 0.5);
    const towers = [0, 0.5, 1].flatMap((near) => row(stage, near, line));
    return (canvas, time) => {
      const hour = smooth(-0.15, 0.95, time / stage.seconds);
      const sky: Gradient = {
        steps: evening.steps,
        table: evening.table.map((value, i) => value + (night.table[i]! - value) * hour),
      };
      fillSky(canvas, sky, 0, WATER);
      if (hour > 0.4) stars(canvas, time, (hour - 0.4) * 1.2);
      const air = pick(sky, 0.92);
      for (const tower of towers) paintTower(canvas, tower, line, air, hour, time);
      mirror(canvas, line, time, { keep: 0.62, tint: scaled(air, 0.03), rough: 1 });
    };
  },
};

function row(stage: Stage, near: number, line: number): Tower[] {
  const { width, unit } = stage;
  const next = random(stage.seed + near * 10);
  const towers: Tower[] = [];
  const pane = [unit * (0.0055 + 0.004 * near), unit * (0.0075 + 0.006 * near)] as const;
  for (let x = -unit * 0.05; x < width; ) {
    const wide = unit * (0.05 + 0.075 * next()) * (0.8 + 0.35 * near);
    const middle = Math.exp(-(((x + wide / 2) / width - 0.52) ** 2) * 9);
    const tall = unit * (0.07 + (0.5 - 0.26 * near) * next() ** 1.6 * (0.35 + middle) + 0.1 * (1 - near) * middle);
    const top = line - tall;
    const spire = next() < 0.22 && near < 1 ? unit * (0.03 + 0.09 * next()) : 0;
    towers.push({ x, top, wide, spire, near, pane, windows: windowsOf(x, top, wide, line, pane, next) });
    x += wide + (next() < 0.3 ? unit * 0.02 * next() : 0);
  }
  return towers;
}

function windowsOf(
  x: number,
  top: number,
  wide: number,
  line: number,
  pane: readonly [number, number],
  next: () => number,
): Window[] {
  const windows: Window[] = [];
  const columns = Math.floor((wide - pane[0]) / (pane[0] * 1.9));
  const busy = 0.25 + 0.4 * next();
  for (let wy = top + pane[1]; wy < line - pane[1] * 2; wy += pane[1] * 1.9) {
    for (let c = 0; c < columns; c++) {
      if (next() > busy) continue;
      windows.push({
        x: x + pane[0] * (0.95 + c * 1.9),
        y: wy,
        light: scaled(pick(LAMPS, next() ** 2), 0.7 + next()),
        from: 0.1 + next() * 0.85,
      });
    }
  }
  return windows;
}

function paintTower(canvas: Canvas, tower: Tower, line: number, air: Colour, hour: number, time: number): void {
  const { x, top, wide, near } = tower;
  const tone = pick(WALLS, (0.2 + 0.7 * (1 - near)) * (1 - hour * 0.72));
  rect(canvas, x, top, wide, line - top, tone);
  rect(canvas, x, top, wide * 0.22, line - top, air, 0.1);
  const middle = x + wide / 2;
  if (tower.spire > 0)
    polygon(
      canvas,
      [
        [middle - wide * 0.22, top],
        [middle, top - tower.spire],
        [middle + wide * 0.22, top],
      ],
      tone,
    );
  for (const window of tower.windows) {
    const on = smooth(window.from, window.from + 0.04, hour) * (0.45 + 0.55 * near);
    if (on > 0) rect(canvas, window.x, window.y, tower.pane[0], tower.pane[1], window.light, on);
  }
  if (tower.spire > 0)
    glow(
      canvas,
      middle,
      top - tower.spire,
      canvas.unit * 0.016,
      colour('#ff5040'),
      2.4 * Math.max(0, Math.sin(time * 3 + x)),
    );
}
