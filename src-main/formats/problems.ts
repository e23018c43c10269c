/** Problems collected while something is read: many of a kind end in one sentence instead of a flood. */
import type { Problem } from '../contract/report.ts';

const MOST_OF_A_KIND = 100;

export interface ProblemList {
  add(path: string, code: string, message: string): void;
  /** Takes over what another list gathered. */
  include(problems: readonly Problem[]): void;
  /** Everything so far, with a closing line for each kind that was cut short. */
  all(): Problem[];
}

/** A list that keeps the first hundred problems of each code; `path` stands for the rest of them. */
export function createProblems(path: string): ProblemList {
  const kept: Problem[] = [];
  const counts = new Map<string, number>();
  return {
    add(at, code, message) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MOST_OF_A_KIND) kept.push({ path: at, code, message });
    },
    include(problems) {
      kept.push(...problems);
    },
    all() {
      const more = [...counts].filter(([, count]) => count > MOST_OF_A_KIND);
      const closing = more.map(([code, count]) => ({
        path,
        code,
        message: `${count - MOST_OF_A_KIND} more like the ones listed before.`,
      }));
      return [...kept, ...closing];
    },
  };
}

/** A sentence about a failed system call, without the call's own jargon. */
export function explain(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code;
  if (code === 'ENOENT') return 'It is no longer there.';
  if (code === 'EACCES' || code === 'EPERM') return 'Permission was denied.';
  if (code === 'ELOOP') return 'It is a link that leads back to itself.';
  if (code === 'ENAMETOOLONG') return 'Its path is too long.';
  if (code === 'ENOTDIR') return 'It is not a folder.';
  if (code === 'EIO') return 'The disk reported a read error.';
  if (code === 'EMFILE' || code === 'ENFILE') return 'Too many files are open.';
  return cause instanceof Error ? cause.message : String(cause);
}
