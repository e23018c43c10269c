/** Makes the sound of the clips with ffmpeg's own sources: one filter graph per mood. */

export type Sound = 'none' | 'pad' | 'chimes' | 'wind' | 'waves' | 'rain' | 'night' | 'crackle' | 'deep';

/** The graph for `-f lavfi`, faded in and out; null for silence. `seed` selects noise and key. */
export function soundGraph(sound: Sound, seconds: number, seed: number): string | null {
  if (sound === 'none') return null;
  const fades = `afade=t=in:d=0.5,afade=t=out:st=${Math.max(0, seconds - 0.9)}:d=0.9,aformat=channel_layouts=stereo:sample_rates=48000`;
  return `${SOURCES[sound](seed, seconds + 0.2)},${fades}`;
}

type Source = (seed: number, seconds: number) => string;

/** A pentatonic scale from A: all of its notes sound well together. */
const note = (step: number): number => 110 * 2 ** (([0, 3, 5, 7, 10][step % 5] ?? 0) / 12 + Math.floor(step / 5));
const noise = (colour: string, level: number, seed: number, seconds: number): string =>
  `anoisesrc=c=${colour}:a=${level}:s=${seed}:d=${seconds}:r=48000`;

const SOURCES: Readonly<Record<Exclude<Sound, 'none'>, Source>> = {
  pad: (seed, seconds) => {
    const voice = (step: number, rate: number): string =>
      `sin(2*PI*${note(seed + step).toFixed(2)}*t)*(0.6+0.4*sin(2*PI*${rate}*t))`;
    return `aevalsrc='0.05*(${voice(0, 0.11)}+${voice(2, 0.17)}+${voice(4, 0.07)})|0.05*(${voice(0, 0.13)}+${voice(3, 0.15)}+${voice(5, 0.09)})':d=${seconds}:s=48000,aecho=0.8:0.6:170|310:0.35|0.25`;
  },
  chimes: (seed, seconds) => {
    const bell = (step: number, every: number, late: number): string =>
      `sin(2*PI*${note(seed + step + 10).toFixed(2)}*t)*exp(-3.2*mod(t+${late},${every}))`;
    return `aevalsrc='0.07*(${bell(0, 2.3, 0.4)}+${bell(3, 3.1, 1.3)})|0.07*(${bell(2, 2.9, 0.9)}+${bell(4, 3.7, 2.2)})':d=${seconds}:s=48000,aecho=0.8:0.7:230|410:0.4|0.3`;
  },
  wind: (seed, seconds) => `${noise('brown', 0.55, seed, seconds)},lowpass=f=520,tremolo=f=0.23:d=0.55,volume=0.8`,
  waves: (seed, seconds) => `${noise('pink', 0.5, seed, seconds)},lowpass=f=1100,tremolo=f=0.19:d=0.8,volume=0.7`,
  rain: (seed, seconds) => `${noise('pink', 0.4, seed, seconds)},highpass=f=900,lowpass=f=7500,volume=0.5`,
  night: (_seed, seconds) =>
    `aevalsrc='0.018*sin(2*PI*4180*t)*max(0,sin(2*PI*17*t))*max(0,sin(2*PI*0.9*t))|0.014*sin(2*PI*4420*t)*max(0,sin(2*PI*19*t))*max(0,sin(2*PI*0.7*t+1))':d=${seconds}:s=48000,aecho=0.8:0.4:90:0.2`,
  crackle: (seed, seconds) =>
    `${noise('brown', 0.9, seed, seconds)},tremolo=f=2.3:d=0.9,lowpass=f=700,aecho=0.8:0.6:140|420:0.3|0.2,volume=0.8`,
  deep: (seed, seconds) =>
    `aevalsrc='0.11*sin(2*PI*${(note(seed) / 2).toFixed(2)}*t)*(0.7+0.3*sin(2*PI*0.21*t))|0.11*sin(2*PI*${(note(seed) / 2 + 0.4).toFixed(2)}*t)*(0.7+0.3*sin(2*PI*0.17*t))':d=${seconds}:s=48000,lowpass=f=300`,
};
