/** Counts problems by their code: all of them are counted, of each code only so many are listed. */
import type { ProblemCode } from '../contract/archive/problem-codes.ts';

export interface ProblemCounts {
  /** Counts one more; false when it is not to be listed any more. */
  add(code: ProblemCode): boolean;
  /** How many were counted, listed or not. */
  total(): number;
  perCode(): ReadonlyMap<ProblemCode, number>;
  /** How many of each code are not listed, where there are any. */
  unlisted(): readonly (readonly [code: ProblemCode, count: number])[];
}

/** @param most how many of a code are listed */
export function countProblems(most: number): ProblemCounts {
  const counts = new Map<ProblemCode, number>();
  let total = 0;
  return {
    add(code) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      total += 1;
      return count <= most;
    },
    total: () => total,
    perCode: () => counts,
    unlisted: () => [...counts].flatMap(([code, count]) => (count > most ? [[code, count - most] as const] : [])),
  };
}
