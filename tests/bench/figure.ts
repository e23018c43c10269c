/** What a benchmark yields: one figure beside the plain way of doing the same, measured in the same run. */

export interface Figure {
  /** What was done, in a few words. */
  readonly what: string;
  readonly value: number;
  readonly unit: 'rows/s' | 'files/s' | 'pairs/s' | 'posters/s' | 's' | 'ms' | 'MB' | 'KB' | 'bytes' | 'cells';
  /** The plain way, or several, and what it is; null where there is none. */
  readonly baseline: Baseline | readonly Baseline[] | null;
}

export interface Baseline {
  readonly what: string;
  readonly value: number;
}

export interface Section {
  readonly title: string;
  /** One or two sentences: what is measured, and how. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

/** Rounded to three digits that mean something. */
export function rounded(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
