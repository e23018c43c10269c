/** Counts what an import did, for its report. */
import type { FormatName } from '../contract/generation.ts';
import type { ImportReport, Problem } from '../contract/report.ts';
import type { Committed } from './commit.ts';

/** Problems of one code are listed up to this many times; the rest is told as a number. */
const LISTED = 1_000;

export interface Tally {
  source(path: string, format: FormatName): void;
  problem(problem: Problem): void;
  committed(committed: Committed): void;
  /** Counts a media file once, by what became of it. */
  file(fileId: number, fate: 'added' | 'updated' | 'unchanged'): void;
  missing(count: number): void;
  skipped(count: number): void;
  /** How many problems were met and files passed over so far. */
  soFar(): { readonly problems: number; readonly skipped: number };
  /**
   * The report. `copies` are the files that repeat another one of the same generation: they count as duplicates and as
   * nothing else. `generations` are all that the imported sources know now.
   */
  report(generations: Iterable<readonly [id: number, state: string]>, copies: readonly number[], seconds: number): ImportReport;
}

/** A tally at zero. */
export function openTally(): Tally {
  const sources = new Map<string, { readonly path: string; readonly format: FormatName }>();
  const problems: Problem[] = [];
  const perCode = new Map<string, number>();
  const added = new Set<number>();
  const updated = new Set<number>();
  const fates = { added: new Set<number>(), updated: new Set<number>(), unchanged: new Set<number>() };
  let missing = 0;
  let skipped = 0;

  return {
    source: (path, format) => void sources.set(`${path}\0${format}`, { path, format }),
    problem(problem) {
      const count = (perCode.get(problem.code) ?? 0) + 1;
      perCode.set(problem.code, count);
      if (count <= LISTED) problems.push(problem);
    },
    committed(committed) {
      for (const id of committed.added) added.add(id);
      for (const id of committed.updated) updated.add(id);
    },
    file: (fileId, fate) => void fates[fate].add(fileId),
    missing(count) {
      missing += count;
    },
    skipped(count) {
      skipped += count;
    },
    soFar: () => ({ problems: problems.length, skipped }),
    report(generations, copies, seconds) {
      for (const fate of Object.values(fates)) for (const id of copies) fate.delete(id);
      const fateOf = (id: number): 'added' | 'updated' | 'unchanged' =>
        added.has(id) ? 'added' : updated.has(id) ? 'updated' : 'unchanged';
      const totals = { added: 0, updated: 0, unchanged: 0 };
      const states = new Map<string, number>();
      for (const [id, state] of generations) {
        totals[fateOf(id)]++;
        states.set(state, (states.get(state) ?? 0) + 1);
      }
      return {
        sources: [...sources.values()],
        generations: totals,
        files: {
          added: fates.added.size,
          updated: fates.updated.size,
          unchanged: fates.unchanged.size,
          missing,
          duplicates: copies.length,
          skipped,
        },
        promptOnly: states.get('prompt-only') ?? 0,
        mediaOnly: states.get('media-only') ?? 0,
        problems: [...problems.sort(byPlace), ...untold(perCode)],
        seconds: Math.round(seconds * 1000) / 1000,
        beliefs: [],
        walked: 0,
        fates: [],
        relinked: 0,
        findings: [],
        groups: [],
      };
    },
  };
}

/** Files are looked at side by side, so problems arrive in any order; a report has one. */
const byPlace = (a: Problem, b: Problem): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.code < b.code ? -1 : 1);

function untold(perCode: ReadonlyMap<string, number>): readonly Problem[] {
  return [...perCode].flatMap(([code, count]) =>
    count > LISTED ? [{ path: '', code, message: `${count - LISTED} more problems of this kind are not listed.` }] : [],
  );
}
