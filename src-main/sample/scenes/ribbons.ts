/** Paints lines of light: silk threads in a slow current, ink in water, and the ribbons of a harmonograph. */
import { type Canvas, fillSky } from '../paint/canvas.ts';
import { type Colour, colour, gradient, pick, scaled } from '../paint/colour.ts';
import { createNoise, random } from '../paint/noise.ts';
import { type Point, stroke } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';

const SILKS: Readonly<Record<string, readonly string[]>> = {
  peacock: ['#0f6d7a', '#1fb5a8', '#7fe0b0', '#e8d27a', '#3a5fc4'],
};

interface Mote {
  x: number;
  y: number;
  age: number;
  life: number;
  tone: Colour;
}

/** Threads follow the curl of a slowly changing noise, so they never accumulate. The picture fades slowly. */
export const silk: Scene = {
  scale: 0.5,
  look: { bloom: 0.28, vignette: 0.35 },
  remembers: true,
  set(stage) {
    const tones = gradient(moodOf(SILKS, stage));
    const noise = createNoise(stage.seed);
    const next = random(stage.seed + 1);
    const { width, height, unit } = stage;
    const born = (mote: Mote): Mote => {
      mote.x = (next() * 1.1 - 0.05) * width;
      mote.y = (next() * 1.1 - 0.05) * height;
      mote.age = 0;
      mote.life = 40 + next() * 110;
      mote.tone = pick(
        tones,
        0.5 + 0.5 * noise.at((mote.x / unit) * 1.4 + 9, (mote.y / unit) * 1.4) + (next() - 0.5) * 0.35,
      );
      return mote;
    };
    const motes = Array.from({ length: Math.round((1500 * width * height) / unit / unit) }, () =>
      born({ x: 0, y: 0, age: 0, life: 0, tone: [0, 0, 0] }),
    );
    for (const mote of motes) mote.age = next() * mote.life;
    const memory = new Float32Array(width * height * 3);
    const advance = (canvas: Canvas, time: number): void => {
      for (let i = 0; i < memory.length; i++) memory[i] = memory[i]! * 0.978;
      for (const mote of motes) {
        if (mote.age++ > mote.life) born(mote);
        const [dx, dy] = current(noise.at3, mote.x / unit, mote.y / unit, time * 0.13);
        const from: Point = [mote.x, mote.y];
        mote.x += dx * unit * 0.006;
        mote.y += dy * unit * 0.006;
        const ease = Math.sin((Math.PI * mote.age) / (mote.life + 1));
        stroke({ ...canvas, rgb: memory }, from, [mote.x, mote.y], unit * 0.0024, mote.tone, 0.34 * ease);
      }
    };
    let begun = false;
    return (canvas, time) => {
      for (let k = begun ? 1 : 45; k > 0; k--) advance(canvas, time - (k - 1) / 30);
      begun = true;
      for (let i = 0; i < memory.length; i += 3) {
        canvas.rgb[i] = memory[i]! + 0.0022;
        canvas.rgb[i + 1] = memory[i + 1]! + 0.002;
        canvas.rgb[i + 2] = memory[i + 2]! + 0.006;
      }
    };
  },
};

/** The curl of a noise field by finite differences: a flow without sources or sinks. */
function current(
  at: (x: number, y: number, z: number) => number,
  x: number,
  y: number,
  z: number,
): readonly [number, number] {
  const step = 0.01;
  const here = at(x * 1.5, y * 1.5, z);
  return [(at(x * 1.5, y * 1.5 + step, z) - here) / step, (here - at(x * 1.5 + step, y * 1.5, z)) / step];
}

interface Pendulums {
  readonly ratios: readonly [number, number, number];
  readonly tones: readonly string[];
}

const PENDULUMS: Readonly<Record<string, Pendulums>> = {
  rose: { ratios: [2, 3, 0.01], tones: ['#ff5f8f', '#ffb36b', '#7f6bff'] },
};

/** A harmonograph: two oscillations drawn as a fading ribbon, with a slowly changing phase. */
export const harmonograph: Scene = {
  scale: 0.75,
  look: { bloom: 0.4, vignette: 0.3 },
  set(stage) {
    const mood = moodOf(PENDULUMS, stage);
    const { width, height, unit } = stage;
    const ground = gradient(['#04050d', '#0a0d20', '#05060f']);
    const tones = gradient([...mood.tones, mood.tones[0] ?? '#ffffff']);
    const phase = stage.seed * 0.83;
    return (canvas, time) => {
      fillSky(canvas, ground);
      const count = 2600;
      let last: Point = [0, 0];
      for (let k = 0; k <= count; k++) {
        const t = (k / count) * 26 * Math.PI;
        const rest = Math.exp(-t * 0.012);
        const [fx, fy, drift] = mood.ratios;
        const x =
          Math.sin(t * fx * 0.5 + phase + time * 0.22) * 0.62 + Math.sin(t * (fx * 0.5 + drift) + time * 0.31) * 0.38;
        const y =
          Math.sin(t * fy * 0.5 + time * 0.17) * 0.62 + Math.cos(t * (fy * 0.5 - drift) + phase - time * 0.26) * 0.38;
        const point: Point = [
          width / 2 + x * rest * unit * 0.46,
          height / 2 + y * rest * unit * 0.46 * Math.min(1.5, height / unit),
        ];
        const tone = pick(tones, (k / count + time * 0.03) % 1);
        if (k > 0) stroke(canvas, last, point, unit * 0.0022, scaled(tone, 0.5));
        last = point;
      }
    };
  },
};

interface Wash {
  readonly paper: string;
  readonly inks: readonly (readonly [string, string])[];
}

const WASHES: Readonly<Record<string, Wash>> = {
  sumi: {
    paper: '#f2ead8',
    inks: [
      ['#14161c', '#2a3550'],
      ['#a8322a', '#c4553a'],
    ],
  },
};

/** Ink in water: the threads darken the paper, strongly at first, then less. */
export const ink: Scene = {
  scale: 0.5,
  look: { bloom: 0, vignette: 0.2 },
  remembers: true,
  set(stage) {
    const wash = moodOf(WASHES, stage);
    const noise = createNoise(stage.seed);
    const next = random(stage.seed + 2);
    const { width, height, unit } = stage;
    const paper = colour(wash.paper);
    const density = new Float32Array(width * height * 3);
    const drops = wash.inks.map((tones, k) => ({
      x: (0.36 + k * 0.26) * width,
      y: (0.36 + k * 0.2) * height,
      absorb: tones.map((tone) => colour(tone).map((value) => -Math.log(value + 0.02)) as unknown as Colour),
    }));
    const motes = Array.from({ length: 2600 }, (_, i) => {
      const drop = drops[i % 5 === 0 ? drops.length - 1 : 0]!;
      const [angle, reach] = [next() * 6.283, Math.sqrt(next()) * 0.1 * unit];
      return { x: drop.x + Math.cos(angle) * reach, y: drop.y + Math.sin(angle) * reach, tone: drop.absorb[i % 2]! };
    });
    return (canvas, time) => {
      for (let k = time === 0 ? 24 : 1; k > 0; k--) {
        for (const mote of motes) {
          const [dx, dy] = current(noise.at3, (mote.x / unit) * 2.1, (mote.y / unit) * 2.1, time * 0.25);
          const from: Point = [mote.x, mote.y];
          mote.x += dx * unit * 0.0026 + (next() - 0.5) * unit * 0.002;
          mote.y += dy * unit * 0.0026 + (next() - 0.5) * unit * 0.002;
          stroke({ ...canvas, rgb: density }, from, [mote.x, mote.y], unit * 0.004, mote.tone, 0.022);
        }
      }
      for (let i = 0; i < density.length; i += 3) {
        for (let c = 0; c < 3; c++) {
          density[i + c] = density[i + c]! * 0.992;
          canvas.rgb[i + c] = paper[c as 0 | 1 | 2] * Math.exp(-density[i + c]!);
        }
      }
    };
  },
};
