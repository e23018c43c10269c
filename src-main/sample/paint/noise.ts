/** Makes seeded random numbers and gradient noise. The same seed always gives the same picture. */

/** A stream of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Noise {
  /** Perlin noise in about [-1, 1]. */
  at(x: number, y: number): number;
  /** The same with a third axis, usually time. */
  at3(x: number, y: number, z: number): number;
  /** Octaves of `at3`, each with double frequency and half strength, in about [-1, 1]. */
  layers(x: number, y: number, z: number, octaves: number): number;
}

/** Perlin's improved gradient noise, with a permutation from the seed. */
export function createNoise(seed: number): Noise {
  const next = random(seed);
  const order = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (let i = 255; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const table = new Uint8Array(768);
  for (let i = 0; i < 768; i++) table[i] = order[i & 255]!;

  const at = (x: number, y: number): number => {
    const fx = Math.floor(x);
    const fy = Math.floor(y);
    const dx = x - fx;
    const dy = y - fy;
    const a = table[fx & 255]! + (fy & 255);
    const b = table[(fx + 1) & 255]! + (fy & 255);
    const u = fade(dx);
    const low = mix(slope2(table[a]!, dx, dy), slope2(table[b]!, dx - 1, dy), u);
    const high = mix(slope2(table[a + 1]!, dx, dy - 1), slope2(table[b + 1]!, dx - 1, dy - 1), u);
    return mix(low, high, fade(dy)) * 0.9;
  };

  const at3 = (x: number, y: number, z: number): number => {
    const fx = Math.floor(x);
    const fy = Math.floor(y);
    const fz = Math.floor(z);
    const dx = x - fx;
    const dy = y - fy;
    const dz = z - fz;
    const a = table[fx & 255]! + (fy & 255);
    const b = table[(fx + 1) & 255]! + (fy & 255);
    const deep = fz & 255;
    const aa = table[a]! + deep;
    const ab = table[a + 1]! + deep;
    const ba = table[b]! + deep;
    const bb = table[b + 1]! + deep;
    const u = fade(dx);
    const v = fade(dy);
    const near = mix(
      mix(slope3(table[aa]!, dx, dy, dz), slope3(table[ba]!, dx - 1, dy, dz), u),
      mix(slope3(table[ab]!, dx, dy - 1, dz), slope3(table[bb]!, dx - 1, dy - 1, dz), u),
      v,
    );
    const far = mix(
      mix(slope3(table[aa + 1]!, dx, dy, dz - 1), slope3(table[ba + 1]!, dx - 1, dy, dz - 1), u),
      mix(slope3(table[ab + 1]!, dx, dy - 1, dz - 1), slope3(table[bb + 1]!, dx - 1, dy - 1, dz - 1), u),
      v,
    );
    return mix(near, far, fade(dz));
  };

  const layers = (x: number, y: number, z: number, octaves: number): number => {
    let sum = 0;
    let strength = 0.5;
    let scale = 1;
    for (let i = 0; i < octaves; i++) {
      sum += strength * at3(x * scale + i * 17.3, y * scale - i * 9.1, z * scale);
      strength *= 0.5;
      scale *= 2.03;
    }
    return sum * 1.4;
  };

  return { at, at3, layers };
}

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
export const clamp = (value: number, low = 0, high = 1): number => (value < low ? low : value > high ? high : value);

/** 0 below `low`, 1 above `high`, and a smooth curve between them. */
export function smooth(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** `Math.hypot` protects against overflow, and is therefore ten times slower. */
export const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const TURN = Float32Array.from({ length: 4097 }, (_, index) => Math.sin((index / 4096) * Math.PI * 2));

/** Sine from a table, because a picture needs millions of them. */
export function wave(angle: number): number {
  const at = angle * (4096 / (Math.PI * 2));
  return TURN[(at < 0 ? at - 1 : at) & 4095]!;
}

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

function slope2(hash: number, x: number, y: number): number {
  switch (hash & 7) {
    case 0:
      return x + y;
    case 1:
      return x - y;
    case 2:
      return y - x;
    case 3:
      return -x - y;
    case 4:
      return x * Math.SQRT2;
    case 5:
      return x * -Math.SQRT2;
    case 6:
      return y * Math.SQRT2;
    default:
      return y * -Math.SQRT2;
  }
}

function slope3(hash: number, x: number, y: number, z: number): number {
  const low = hash & 15;
  const u = low < 8 ? x : y;
  const v = low < 4 ? y : low === 12 || low === 14 ? x : z;
  return ((low & 1) === 0 ? u : -u) + ((low & 2) === 0 ? v : -v);
}
