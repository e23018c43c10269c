/**
 * What a campaign is: many cases of one kind of mishap, each made by its number, and the table of what became of them.
 */
import { generator, type Random } from '../fuzz/mutations.ts';

/**
 * "sound": everything is as it must be. "told": something is lost or refused, and a sentence says so. "FAULT": anything
 * else.
 */
export type Verdict = 'sound' | 'told' | 'FAULT';

export interface Outcome {
  /** The kind of case, for the table. */
  readonly what: string;
  readonly verdict: Verdict;
  /** The code it was told with, or what went wrong. */
  readonly detail: string;
  /** How often the mishap happened in this case, where that is not once. */
  readonly mishaps?: number;
}

export interface Case extends Outcome {
  /** Makes the case again: `npm run campaign -- NAME --cases 1 --seed NUMBER`. */
  readonly number: number;
}

export interface Opened {
  /** The same number makes the same case, as far as threads and clocks allow. */
  run(number: number, random: Random): Promise<Outcome>;
  close?(): Promise<void>;
}

export interface Campaign {
  readonly name: string;
  /** What happens in it, in one sentence. */
  readonly about: string;
  /** How many cases `npm run campaign` makes. */
  readonly cases: number;
  /** Makes what the cases start from, in an empty folder. Resolves to a sentence where this computer cannot run it. */
  open(root: string): Promise<Opened | string>;
}

export const sound = (what: string, detail = ''): Outcome => ({ what, verdict: 'sound', detail });
export const told = (what: string, detail: string): Outcome => ({ what, verdict: 'told', detail });
export const fault = (what: string, detail: string): Outcome => ({ what, verdict: 'FAULT', detail });

/** Runs one case; what it throws is a fault of the program or of the campaign, and counts as one. */
export async function runCase({ run }: Opened, number: number): Promise<Case> {
  try {
    return { number, ...(await run(number, generator(number))) };
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return { number, ...fault('threw', detail.split('\n').slice(0, 4).join(' | ')) };
  }
}

/** A row for each kind of case, and one for all. */
export function table(cases: readonly Case[]): string {
  const groups = [...Map.groupBy(cases, ({ what }) => what)].sort(([one], [other]) => one.localeCompare(other));
  const row = (name: string, of: readonly Case[]): string => {
    const count = (verdict: Verdict): number => of.filter((one) => one.verdict === verdict).length;
    const mishaps = of.reduce((sum, one) => sum + (one.mishaps ?? 1), 0);
    const figures = [of.length, mishaps, count('sound'), count('told'), count('FAULT')];
    return `${name.padEnd(46)} ${figures.map((figure) => String(figure).padStart(7)).join(' ')}`;
  };
  const head = `${''.padEnd(46)} ${['cases', 'mishaps', 'sound', 'told', 'FAULT'].map((word) => word.padStart(7)).join(' ')}`;
  return [head, ...groups.map(([what, of]) => row(what, of)), row('together', cases)].join('\n');
}
