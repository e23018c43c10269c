/**
 * What the library tells by a code, in the person's language; its own English sentence where the code is of another
 * version.
 */

import type { Problem, SentenceParams } from '../../src-main/contract/archive/problem.ts';
import { FAULT_REASONS, PROBLEM_CODES } from '../../src-main/contract/archive/problem-codes.ts';
import { ERROR_CODES } from '../../src-main/contract/library/error-codes.ts';
import { oneOf } from '../../src-main/contract/library/one-of.ts';
import type { Text, TextValues } from './use-text.ts';

/** What a sentence says where nothing was given: reports of earlier versions have no params. */
const NOTHING: TextValues = {
  what: '',
  number: 0,
  count: 0,
  name: '…',
  tag: '…',
  field: 'none',
  word: '…',
  why: '',
  copy: 'none',
  snapshot: '',
};

export function problemText(t: Text, { code, message, params }: Pick<Problem, 'code' | 'message' | 'params'>): string {
  if (typeof params?.more === 'number') return t('problem.more', { count: params.more });
  const known = oneOf(PROBLEM_CODES, code);
  return known ? t(`problem.${known}`, { ...NOTHING, ...params, reason: reasonText(t, params) }).trim() : message;
}

/** What the system said where people know no word for it. */
function reasonText(t: Text, { reason, detail = '' }: SentenceParams = {}): string {
  const known = oneOf(FAULT_REASONS, reason);
  return known ? t(`reason.${known}`) : String(detail);
}

/** A failure that answered a request, or ended a job. */
export function failureText(t: Text, { code, message, params }: Pick<Problem, 'code' | 'message' | 'params'>): string {
  const known = oneOf(ERROR_CODES, code);
  return known ? t(`error.${known}`, { ...NOTHING, ...params, message }) : problemText(t, { code, message, params });
}
