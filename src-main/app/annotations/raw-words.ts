/** A words file before its entries are checked. */
import type { SentenceParams } from '../../contract/archive/problem.ts';
import type { ProblemCode } from '../../contract/archive/problem-codes.ts';

/** Tells a problem of the file. */
export type Report = (code: ProblemCode, message: string, params?: SentenceParams) => void;

export interface RawWords {
  readonly tags?: unknown;
  readonly collections?: unknown;
  readonly searches?: unknown;
  readonly items?: unknown;
}
