/** The types of a campaign: many numbered cases of one kind of fault, and a table of their outcomes. */
import { generator, type Random } from '../fuzz/mutations.ts';

/**
 * "sound": everything is correct. "told": something is lost or refused, and a sentence says so. "FAULT": anything else.
 */
export type Verdict = 'sound' | 'told' | 'FAULT';

export interface Outcome {
  /** The kind of case, for the table. */
  readonly what: string;
  readonly verdict: Verdict;
  /** The code of the reported error, or a description of the fault. */
  readonly detail: string;
  /** The number of disturbances in this case; absent: one. */
  readonly mishaps?: number;
}

export interface Case extends Outcome {
  /** Repeats the case: `npm run campaign -- NAME --cases 1 --seed NUMBER`. */
  readonly number: number;
}

export interface Opened {
  /** Runs a case. The same number gives the same case, as far as threads and clocks allow. */
  run(number: number, random: Random): Promise<Outcome>;
  close?(): Promise<void>;
}

export interface Campaign {
  readonly name: string;
  /** Describes the campaign in one sentence. */
  readonly about: string;
  /** The number of cases that `npm run campaign` runs. */
  readonly cases: number;
  /** Prepares the cases in an empty folder. Resolves to a sentence when this computer cannot run the campaign. */
  open(root: string): Promise<Opened | string>;
}

export const sound = (what: string, detail = ''): Outcome => ({ what, verdict: 'sound', detail });
export const told = (what: string, detail: string): Outcome => ({ what, verdict: 'told', detail });
export const fault = (what: string, detail: string): Outcome => ({ what, verdict: 'FAULT', detail });

/** Runs one case. A thrown error counts as a fault, of the program or of the campaign. */
export async function runCase({ run }: Opened, number: number): Promise<Case> {
  try {
    return { number, ...(await run(number, generator(number))) };
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return { number, ...fault('threw', detail.split('\n').slice(0, 4).join(' | ')) };
  }
}

/** One row for each kind of case, and one for all. */
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
