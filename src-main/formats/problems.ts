/**
 * Collects problems while a source is read. After 100 problems of a code, one sentence gives the number of the others.
 */

import type { SentenceParams } from '../contract/archive/problem.ts';
import type { FaultReason, KnownProblem, ProblemCode } from '../contract/archive/problem-codes.ts';
import { codeOf } from '../storage/error-code.ts';
import { countProblems } from './problem-counts.ts';

const MOST_OF_A_KIND = 100;

export interface ProblemList {
  add(path: string, code: ProblemCode, message: string, params?: SentenceParams): void;
  /** Adds the problems of another list. */
  include(problems: readonly KnownProblem[]): void;
  /** All problems so far, with one closing sentence for each code that was cut off. */
  all(): KnownProblem[];
}

/** Keeps the first hundred problems of each code. The closing sentence names `path`. */
export function createProblems(path: string): ProblemList {
  const kept: KnownProblem[] = [];
  const counts = countProblems(MOST_OF_A_KIND);
  return {
    add(at, code, message, params) {
      if (counts.add(code)) kept.push({ path: at, code, message, ...(params && { params }) });
    },
    include(problems) {
      kept.push(...problems);
    },
    all() {
      const closing = counts.unlisted().map(([code, more]) => ({
        path,
        code,
        message: `${more} more like the ones listed before.`,
        params: { more },
      }));
      return [...kept, ...closing];
    },
  };
}

const REASONS: Readonly<Record<string, FaultReason>> = {
  ENOENT: 'gone',
  EACCES: 'denied',
  EPERM: 'denied',
  ELOOP: 'loop',
  ENAMETOOLONG: 'long-path',
  ENOTDIR: 'no-folder',
  EIO: 'disk',
  EMFILE: 'busy',
  ENFILE: 'busy',
};

const SENTENCES: Readonly<Record<FaultReason, string>> = {
  gone: 'It is no longer there.',
  denied: 'Permission was denied.',
  loop: 'It is a link that leads back to itself.',
  'long-path': 'Its path is too long.',
  'no-folder': 'It is not a folder.',
  disk: 'The disk reported a read error.',
  busy: 'Too many files are open.',
};

function reasonOf(cause: unknown): FaultReason | undefined {
  const code = codeOf(cause);
  return Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
}

/** A sentence about a failed system call, without system jargon. */
export function explain(cause: unknown): string {
  const reason = reasonOf(cause);
  if (reason) return SENTENCES[reason];
  return cause instanceof Error ? cause.message : String(cause);
}

/** Builds a message with its reason: `message`, followed by the sentence about the system's error. */
export function explained(message: string, cause: unknown): Pick<KnownProblem, 'message' | 'params'> {
  const reason = reasonOf(cause);
  return { message: `${message} ${explain(cause)}`, params: reason ? { reason } : { detail: explain(cause) } };
}
