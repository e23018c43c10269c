/** What the page's address says about the result on screen. The server reads it too, to prepare the first screen. */
import { oneOf } from '../library/one-of.ts';
import { type Query, SORTS, type Sort } from './search.ts';

/** The parameters that describe a view. */
export const ADDRESS_NAMES = [
  'q',
  'sort',
  'seed',
  'screen',
  'about',
  'selected',
  'open',
  'compare',
  'report',
  'at',
  'hide',
] as const;
export type AddressName = (typeof ADDRESS_NAMES)[number];

/** Whether an address describes a view. Foreign parameters, such as a token, do not count. */
export function isExplicit(search: string): boolean {
  const params = new URLSearchParams(search);
  return ADDRESS_NAMES.some((name) => params.has(name));
}

/** The result that a view shows. */
export interface ViewedResult {
  readonly q: string;
  readonly sort: Sort;
  readonly seed: number;
}

/** The query of a view. The seed counts only in a random order; the gallery shows stacks closed. */
export const queryOfView = ({ q, sort, seed }: ViewedResult): Query => ({
  q,
  sort,
  seed: sort === 'random' ? seed : 0,
  stacks: 'closed',
});

/** The result of an address. Absent, invalid and unknown values get the default of a new window. */
export function resultOfAddress(params: URLSearchParams): ViewedResult {
  return {
    q: params.get('q') ?? '',
    sort: oneOf(SORTS, params.get('sort')) ?? 'newest',
    seed: wholeNumber(params.get('seed')) ?? 1,
  };
}

/** A whole number; null for any other text. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
