/** Collects the statistics and problems of an import for its report. */
import { sumFates } from '../../catalog/file-outcome-parts.ts';
import type { Fate, FateCount } from '../../contract/archive/file-outcome.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { PROBLEM_TODO, ProblemGroupName, problemGroupOf } from '../../contract/archive/problem-groups.ts';
import type { Belief, Finding, GroupCount, ImportReport } from '../../contract/archive/report.ts';
import type { FormatName } from '../../contract/items/generation.ts';
import { countProblems, type ProblemCounts } from '../../formats/problem-counts.ts';
import { openIdSet } from '../collect/id-set.ts';
import type { Committed } from '../derive/commit.ts';

/** Problems of one code that are listed; further ones are only counted. */
const LISTED = 1_000;

/** Reasons that do not count as skipped: system files, links, and files whose container reports the problem. */
const LEFT_ALONE: ReadonlySet<string | null> = new Set(['system', 'link', 'unreadable']);

export interface ImportStatistics {
  problem(problem: KnownProblem): void;
  committed(committed: Pick<Committed, 'added' | 'updated'>): void;
  /** The number of problems so far, listed or not. */
  problems(): number;
  report(found: Findings, seconds: number): ImportReport;
}

/** The parts of a report that are known at the end only. */
export interface Findings {
  /** All generations of the imported sources. */
  readonly generations: Iterable<readonly [id: number, state: string]>;
  /** The counts of file outcomes, by part. */
  readonly fates: readonly (readonly FateCount[])[];
  readonly beliefs: readonly Belief[];
  readonly findings: readonly Finding[];
}

/** Opens empty statistics. */
export function openImportStatistics(): ImportStatistics {
  const problems: KnownProblem[] = [];
  const counts = countProblems(LISTED);
  const added = openIdSet();
  const updated = openIdSet();

  return {
    problem(problem) {
      if (counts.add(problem.code)) problems.push(problem);
    },
    committed(committed) {
      for (const id of committed.added) added.add(id);
      for (const id of committed.updated) updated.add(id);
    },
    problems: counts.total,
    report({ generations, fates: parts, beliefs, findings }, seconds) {
      const fateOf = (id: number): 'added' | 'updated' | 'unchanged' =>
        added.has(id) ? 'added' : updated.has(id) ? 'updated' : 'unchanged';
      const totals = { added: 0, updated: 0, unchanged: 0 };
      const states = new Map<string, number>();
      for (const [id, state] of generations) {
        totals[fateOf(id)]++;
        states.set(state, (states.get(state) ?? 0) + 1);
      }
      const fates = sumFates(parts);
      return {
        sources: sourcesOf(beliefs),
        generations: totals,
        files: filesOf(fates),
        promptOnly: states.get('prompt-only') ?? 0,
        mediaOnly: states.get('media-only') ?? 0,
        problems: [...problems.sort(byPlace), ...untold(counts)],
        seconds: Math.round(seconds * 1000) / 1000,
        beliefs: [...beliefs],
        walked: countOf(fates, ({ fate }) => fate !== 'missing'),
        fates: [...fates],
        relinked: countOf(fates, ({ fate }) => fate === 'relinked'),
        findings: [...findings],
        groups: groupsOf(counts.perCode(), findings),
      };
    },
  };
}

function sourcesOf(beliefs: readonly Belief[]): { path: string; format: FormatName }[] {
  return [...new Map(beliefs.map(({ path, format }) => [`${path}\0${format}`, { path, format }])).values()];
}

function filesOf(fates: readonly FateCount[]): ImportReport['files'] {
  const of = (...wanted: readonly Fate[]): number => countOf(fates, ({ fate }) => wanted.includes(fate));
  return {
    added: of('new'),
    updated: of('updated', 'relinked'),
    unchanged: of('unchanged'),
    missing: of('missing'),
    duplicates: of('duplicate'),
    skipped: countOf(
      fates,
      ({ fate, reason }) => (fate === 'skipped' || fate === 'unreadable') && !LEFT_ALONE.has(reason),
    ),
  };
}

const countOf = (fates: readonly FateCount[], isMeant: (count: FateCount) => boolean): number =>
  fates.filter(isMeant).reduce((sum, { count }) => sum + count, 0);

/** Problems and findings by what to do about them, the most urgent first. */
function groupsOf(perCode: ReadonlyMap<string, number>, findings: readonly Finding[]): GroupCount[] {
  const counts = new Map<ProblemGroupName, number>();
  const count = (code: string, more: number): void => {
    const group = problemGroupOf(code);
    counts.set(group, (counts.get(group) ?? 0) + more);
  };
  for (const [code, times] of perCode) count(code, times);
  for (const { code } of findings) count(code, 1);
  return ProblemGroupName.options.flatMap((group) => {
    const found = counts.get(group);
    return found === undefined ? [] : [{ group, count: found, todo: PROBLEM_TODO[group] }];
  });
}

/** Sorts problems by path: files are read in parallel, so problems arrive in any order. */
const byPlace = (a: KnownProblem, b: KnownProblem): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.code < b.code ? -1 : 1;

function untold(counts: ProblemCounts): readonly KnownProblem[] {
  return counts.unlisted().map(([code, more]) => ({
    path: '',
    code,
    message: `${more} more problems of this kind are not listed.`,
    params: { more },
  }));
}
