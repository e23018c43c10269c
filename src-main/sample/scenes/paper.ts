/** Paints paper and shapes: a folded dragon in the evening sky, ridges of cut paper, slow wax in a lamp. */
import { backdrop, type Canvas, fillSky } from '../paint/canvas.ts';
import { blend, type Colour, colour, gradient, offsetAt, pick, scaled } from '../paint/colour.ts';
import { clamp, createNoise, length, mix, random, smooth } from '../paint/noise.ts';
import { ellipse, glow, type Point, path, polygon, ridge } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

interface Papers {
  readonly sky: readonly string[];
  readonly body: readonly string[];
  readonly fin: string;
}

const DRAGONS: Readonly<Record<string, Papers>> = {
  red: {
    sky: ['#12143a', '#3a2760', '#8f4a70', '#f09a70'],
    body: ['#c81f2a', '#f04a30', '#ff8a3a', '#ffc04a'],
    fin: '#ffd878',
  },
  jade: {
    sky: ['#0c2a3a', '#1f5560', '#6fa090', '#f0dca8'],
    body: ['#0f6a58', '#1f9a78', '#6fc890', '#d8e8a0'],
    fin: '#fff0c0',
  },
};

const SEGMENTS = 54;

/**
 * The spine is a path through the air. Every segment is a sheet with one fold, light on one side and dark on the other.
 */
export const dragon: Scene = {
  scale: 0.55,
  look: { bloom: 0.24, vignette: 0.25 },
  set(stage) {
    const papers = moodOf(DRAGONS, stage);
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const noise = createNoise(stage.seed);
    const body = gradient(papers.body);
    const stars = createStars(stage, 70, 0.5);
    const heavens = backdrop(width, height, (canvas) => fillSky(canvas, gradient(papers.sky)));
    const lanterns = Array.from({ length: 36 }, () => ({
      x: next() * width,
      y: next() * height,
      r: unit * (0.004 + 0.008 * next()),
      phase: next() * 6.28,
    }));
    const clouds = Array.from({ length: 5 }, (_, k) => ({ y: height * (0.62 + 0.1 * k), k }));
    const spine = (s: number): Point => [
      width * (0.5 + 0.34 * Math.sin(s * 1.1 + 0.6) + 0.06 * Math.sin(s * 2.9)),
      height * (0.42 + 0.2 * Math.sin(s * 1.83 + 1.2) + 0.05 * Math.cos(s * 3.1)),
    ];
    return (canvas, time) => {
      heavens(canvas);
      stars(canvas, time, 0.6);
      for (const lamp of lanterns)
        glow(
          canvas,
          lamp.x + Math.sin(time * 0.5 + lamp.phase) * unit * 0.01,
          (((lamp.y - time * unit * 0.012) % height) + height) % height,
          lamp.r * 3,
          colour('#ffb060'),
          0.7,
        );
      for (const cloud of clouds)
        paperCloud(canvas, cloud.y, cloud.k, noise.at, time, pick(gradient(papers.sky), 0.55 + cloud.k * 0.1));
      const start = time * 0.5 + stage.seed;
      const points = Array.from({ length: SEGMENTS + 2 }, (_, k) => spine(start - k * 0.052));
      for (let k = SEGMENTS - 1; k >= 1; k--) segment(canvas, points, k, unit, body, colour(papers.fin), time);
      head(canvas, points, unit, body, colour(papers.fin), time);
    };
  },
};

function frame(points: readonly Point[], k: number): { at: Point; along: Point; across: Point } {
  const [a, b] = [points[k]!, points[k + 1]!];
  const far = length(a[0] - b[0], a[1] - b[1]) || 1;
  const along: Point = [(a[0] - b[0]) / far, (a[1] - b[1]) / far];
  return { at: a, along, across: [-along[1], along[0]] };
}

const shift = (at: Point, along: Point, across: Point, u: number, v: number): Point => [
  at[0] + along[0] * u + across[0] * v,
  at[1] + along[1] * u + across[1] * v,
];

function segment(
  canvas: Canvas,
  points: readonly Point[],
  k: number,
  unit: number,
  body: ReturnType<typeof gradient>,
  fin: Colour,
  time: number,
): void {
  const t = k / SEGMENTS;
  const { at, along, across } = frame(points, k);
  const wide = unit * 0.052 * Math.sin(Math.PI * clamp(0.16 + t * 0.84)) ** 0.8 + unit * 0.006;
  const long = unit * 0.034;
  const beat = Math.sin(time * 4 - k * 0.42);
  const tone = pick(body, t);
  const place = (u: number, v: number): Point => shift(at, along, across, u, v);
  if (k % 3 === 0)
    polygon(
      canvas,
      [place(long, -wide * 0.2), place(-long * 0.4, -wide * (2.05 + 0.2 * beat)), place(-long * 0.9, -wide * 0.3)],
      scaled(fin, 0.85 + 0.15 * beat),
    );
  if (k === 9 || k === 10 || k === 34 || k === 35)
    polygon(
      canvas,
      [
        place(0, wide * 0.5),
        place(-long * 0.6, wide * 2.5 + beat * wide * 0.3),
        place(long * 0.7, wide * 2.1 + beat * wide * 0.3),
        place(long * 0.5, wide * 0.6),
      ],
      scaled(tone, 0.7),
    );
  polygon(
    canvas,
    [place(long, 0), place(-long * 0.2, -wide), place(-long, -wide * 0.5), place(-long * 0.7, 0)],
    scaled(tone, 1.12),
  );
  polygon(
    canvas,
    [place(long, 0), place(-long * 0.2, wide), place(-long, wide * 0.5), place(-long * 0.7, 0)],
    scaled(tone, 0.55),
  );
  path(canvas, [place(long, 0), place(-long * 0.7, 0)], Math.max(0.7, unit * 0.0025), scaled(fin, 0.9), 0.5, 'over');
}

function head(
  canvas: Canvas,
  points: readonly Point[],
  unit: number,
  body: ReturnType<typeof gradient>,
  fin: Colour,
  time: number,
): void {
  const { at, along, across } = frame(points, 0);
  const down = across[1] > 0 ? 1 : -1;
  const size = unit * 0.07;
  const place = (u: number, v: number): Point => shift(at, along, across, u * size, v * size * down);
  const tone = pick(body, 0.15);
  for (const side of [-1, 1]) {
    const whisker = Array.from(
      { length: 14 },
      (_, i): Point =>
        place(0.9 - i * 0.16, 0.25 * side + side * 0.09 * i + Math.sin(time * 3 - i * 0.5) * 0.05 * i * 0.4),
    );
    path(canvas, whisker, unit * 0.004, fin, 0.9, 'over');
    polygon(
      canvas,
      [place(-0.1, -0.35), place(-1.15, -1.0 + 0.25 * side), place(-0.4, -0.2)],
      scaled(fin, 0.9 + 0.1 * side),
    );
  }
  polygon(
    canvas,
    [place(-0.6, -0.3), place(-1.3, 0.1), place(-0.9, 0.3), place(-1.2, 0.65), place(-0.3, 0.5)],
    scaled(pick(body, 0.7), 0.9),
  );
  const jaw = 0.12 + 0.05 * Math.sin(time * 2.6);
  polygon(
    canvas,
    [place(-0.4, 0.2), place(0.95, 0.3 + jaw), place(0.2, 0.62 + jaw), place(-0.4, 0.5)],
    scaled(tone, 0.55),
  );
  polygon(
    canvas,
    [place(-0.5, -0.5), place(0.35, -0.38), place(1.15, 0.02), place(1.05, 0.28), place(-0.5, 0.3)],
    scaled(tone, 1.1),
  );
  polygon(canvas, [place(-0.5, 0.02), place(1.15, 0.04), place(1.05, 0.28), place(-0.5, 0.3)], scaled(tone, 0.7));
  const eye = place(0.22, -0.13);
  glow(canvas, eye[0], eye[1], size * 0.5, fin, 0.5);
  ellipse(canvas, eye[0], eye[1], size * 0.12, size * 0.12, 0, colour('#fff6d8'));
  ellipse(canvas, eye[0], eye[1], size * 0.06, size * 0.06, 0, colour('#1a0a10'));
}

/** A cloud bank cut from one sheet, with a shadow on the sheet behind it. */
function paperCloud(
  canvas: Canvas,
  y: number,
  k: number,
  noise: (x: number, y: number) => number,
  time: number,
  tone: Colour,
): void {
  const { width, unit } = canvas;
  const edge = Float32Array.from({ length: width }, (_, x) => {
    const u = (x / unit) * 2.6 + k * 7 + time * 0.05 * (k + 1);
    return (
      y -
      unit * 0.17 * Math.sqrt(Math.abs(noise(u, k)) + 0.02) -
      unit * 0.03 * Math.sqrt(Math.abs(noise(u * 3.1, k + 3)))
    );
  });
  const sheet = scaled(tone, 0.96 - 0.08 * k);
  ridge(
    canvas,
    edge.map((top) => top - unit * 0.012),
    scaled(tone, 0.3),
    sheet,
    unit * 0.1,
    y + unit * 0.05,
    0.22,
  );
  ridge(canvas, edge, sheet, sheet, unit);
}

interface Sheets {
  readonly ground: string;
  readonly line: readonly string[];
}

const SHEETS: Readonly<Record<string, Sheets>> = {
  chalk: { ground: '#0d1117', line: ['#5f7fa8', '#c8d8e8', '#ffffff'] },
  plum: { ground: '#f3ece0', line: ['#d88a7a', '#8f3f5a', '#2a1a3a'] },
};

/** Rows of one line each. Every row hides the rows behind it, and hills move through them. */
export const contours: Scene = {
  scale: 0.75,
  look: { bloom: 0.06, vignette: 0.15 },
  set(stage) {
    const sheets = moodOf(SHEETS, stage);
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const ground = colour(sheets.ground);
    const ink = gradient(sheets.line);
    const rows = Math.round((46 * height) / unit);
    return (canvas, time) => {
      for (let i = 0; i < canvas.rgb.length; i += 3) canvas.rgb.set(ground, i);
      for (let r = 0; r < rows; r++) {
        const t = r / (rows - 1);
        const base = height * mix(0.2, 0.9, t);
        const line: Point[] = [];
        let tallest = 0;
        for (let x = width * 0.1; x <= width * 0.9; x += unit * 0.008) {
          const u = (x / width - 0.5) * 2;
          const body = Math.exp(-((u * 1.7) ** 4)) * Math.exp(-(((t - 0.52) * 2.1) ** 4));
          const wave =
            Math.max(0, noise.at3(u * 2.4 + 3, t * 4.5 - time * 0.22, time * 0.16)) +
            0.5 * Math.max(0, noise.at3(u * 6, t * 9 - time * 0.4, time * 0.25));
          const tall = (wave * body * 0.3 + 0.004 * noise.at3(u * 30, t * 40, time)) * unit;
          tallest = Math.max(tallest, tall / unit);
          line.push([x, base - tall]);
        }
        polygon(canvas, [...line, [width * 0.9, base + unit * 0.03], [width * 0.1, base + unit * 0.03]], ground);
        path(canvas, line, unit * 0.0036, pick(ink, clamp(0.15 + tallest * 4)), 0.95, 'over');
      }
    };
  },
};

interface Wax {
  readonly ground: readonly string[];
  readonly wax: readonly string[];
}

const WAXES: Readonly<Record<string, Wax>> = {
  coral: { ground: ['#1a0b3a', '#3f1458', '#7a2060'], wax: ['#ff4f6a', '#ff8a4a', '#ffd06a', '#fff3c0'] },
};

/** Slow wax: round masses that meet, join and separate, shaded by their thickness. */
export const lava: Scene = {
  scale: 0.36,
  look: { bloom: 0.34, vignette: 0.3 },
  set(stage) {
    const mood = moodOf(WAXES, stage);
    const { width, height, unit } = stage;
    const next = random(stage.seed);
    const wax = gradient(mood.wax);
    const ground = gradient(mood.ground);
    const balls = Array.from({ length: Math.round((13 * height * width) / unit / unit) }, () => ({
      x: next(),
      r: unit * (0.05 + 0.085 * next()),
      phase: next() * 6.28,
      speed: 0.24 + 0.3 * next(),
      lean: 0.03 + 0.08 * next(),
    }));
    return (canvas, time) => {
      fillSky(canvas, ground);
      const places = balls.map((ball) => ({
        x: (ball.x + ball.lean * Math.sin(time * 0.5 + ball.phase * 3)) * width,
        y: (0.5 - 0.52 * Math.cos(time * ball.speed + ball.phase)) * height,
        rr: ball.r * ball.r,
      }));
      for (let y = 0, i = 0; y < height; y++) {
        for (let x = 0; x < width; x++, i += 3) {
          let sum = 0;
          let gx = 0;
          let gy = 0;
          for (const ball of places) {
            const dx = x - ball.x;
            const dy = y - ball.y;
            const pull = ball.rr / (dx * dx + dy * dy + 1);
            sum += pull;
            const steep = (pull * pull) / ball.rr;
            gx -= dx * steep;
            gy -= dy * steep;
          }
          const inside = smooth(0.93, 1.03, sum);
          const steep = length(gx, gy) * unit + 1e-6;
          const lit = clamp(0.5 + (0.5 * (gx * 0.5 + gy * 0.8) * unit) / steep);
          const at = offsetAt(clamp(y / height) * 0.55 + 0.3 * smooth(1, 3, sum) + 0.25 * (1 - lit) - 0.1);
          const shade = 0.62 + 0.5 * (1 - lit) + 0.15 * smooth(1, 1.6, sum);
          const near = smooth(0.35, 1, sum) * 0.22 * (1 - inside);
          for (let c = 0; c < 3; c++)
            canvas.rgb[i + c] = mix(canvas.rgb[i + c]! + wax.table[at + c]! * near, wax.table[at + c]! * shade, inside);
        }
      }
      for (const ball of places)
        glow(
          canvas,
          ball.x - Math.sqrt(ball.rr) * 0.3,
          ball.y - Math.sqrt(ball.rr) * 0.35,
          Math.sqrt(ball.rr) * 0.42,
          blend([1, 1, 1], pick(wax, 1), 0.5),
          0.22,
        );
    };
  },
};
