/** Formats the report of an import: totals, detected formats with reasons, problems and findings with advice. */
import { Fate, type FileOutcome, type FileOutcomeFilter } from '../../contract/archive/file-outcome.ts';
import { groupProblems, PROBLEM_TODO, problemGroupOf } from '../../contract/archive/problem-groups.ts';
import type { Belief, ImportReport } from '../../contract/archive/report.ts';
import type { Context } from '../command-line/command.ts';
import { clean, count, counted, pad } from './terminal.ts';

const MAX_SHOWN = 20;

/** Whether a report gives exit code 1. An incomplete export is no failure. */
export const needsAttention = (report: ImportReport): boolean =>
  report.problems.some(({ code }) => problemGroupOf(code) !== 'incomplete');

export function reportText(report: ImportReport, { paint }: Pick<Context, 'paint'>): string {
  const rows: readonly (readonly [string, ImportReport['generations'] | ImportReport['files']])[] = [
    ['Items', report.generations],
    ['Files', report.files],
  ];
  const lines = rows.map(([label, { added, updated, unchanged }]) => {
    const cells = [`${count(added)} new`, `${count(updated)} updated`, `${count(unchanged)} unchanged`];
    return `  ${pad(label, 8)}${cells.map((cell) => pad(cell, 18)).join('')}`.trimEnd();
  });
  const asides = [
    report.promptOnly > 0 && `${counted(report.promptOnly, 'prompt')} without a file`,
    report.mediaOnly > 0 && `${counted(report.mediaOnly, 'file')} without a record`,
    report.files.missing > 0 && `${counted(report.files.missing, 'file')} missing`,
    report.relinked > 0 && `${counted(report.relinked, 'file')} found in a new place`,
    report.files.duplicates > 0 && counted(report.files.duplicates, 'duplicate'),
    report.files.skipped > 0 && `${count(report.files.skipped)} skipped`,
  ].filter((aside) => aside !== false);
  return [
    paint('bold', `Imported in ${report.seconds.toFixed(1)} s`),
    '',
    ...lines,
    ...(asides.length > 0 ? ['', `  ${asides.join(' · ')}`] : []),
    ...beliefLines(report.beliefs, paint),
    ...fateLines(report, paint),
    ...problemLines(report, paint),
    ...findingLines(report, paint),
    '',
  ].join('\n');
}

/** The detected formats of each source with the reasons. */
export function beliefLines(beliefs: readonly Belief[], paint: Context['paint']): readonly string[] {
  const width = Math.max(0, ...beliefs.map(({ format }) => format.length));
  const lines = beliefs.flatMap(({ path, format, why, documents, asked }) => {
    const how = [asked ? 'chosen by you' : null, clean(why), documents > 1 ? `${count(documents)} documents.` : null]
      .filter(Boolean)
      .join(' · ');
    return [`  ${paint('dim', pad(format, width))}  ${clean(path)}`, `  ${pad('', width)}  ${paint('dim', how)}`];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function fateLines({ walked, fates }: ImportReport, paint: Context['paint']): readonly string[] {
  if (fates.length === 0) return [];
  const ordered = [...fates].sort(
    (a, b) => Fate.options.indexOf(a.fate) - Fate.options.indexOf(b.fate) || b.count - a.count,
  );
  const told = ordered.map(
    ({ fate, reason, count: many }) => `${count(many)} ${fate}${reason === null ? '' : ` (${reason})`}`,
  );
  return ['', paint('dim', `  ${counted(walked, 'file')} found: ${told.join(', ')}`)];
}

function problemLines({ problems }: ImportReport, paint: Context['paint']): readonly string[] {
  if (problems.length === 0) return [];
  let left = MAX_SHOWN;
  const groups = groupProblems(problems).flatMap(({ name, problems: own }) => {
    const shown = own.slice(0, left);
    left -= shown.length;
    const lines = shown.flatMap(({ path, message }) => [`  ${clean(message)}`, paint('dim', `    ${clean(path)}`)]);
    return ['', `  ${paint('bold', PROBLEM_TODO[name])}`, ...lines];
  });
  const rest = problems.length - MAX_SHOWN;
  return [
    '',
    paint('yellow', counted(problems.length, 'problem')),
    ...groups,
    ...(rest > 0 ? [`  … and ${count(rest)} more; --json lists them all.`] : []),
  ];
}

function findingLines({ findings }: ImportReport, paint: Context['paint']): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap(({ message, path }) => [`  ${clean(message)}`, paint('dim', `    ${clean(path)}`)]);
  return ['', paint('bold', 'Incomplete'), ...lines];
}

/** File outcomes, one per line. */
export function fileOutcomeLines(outcomes: readonly FileOutcome[], paint: Context['paint']): readonly string[] {
  const width = Math.max(0, ...outcomes.map(({ fate }) => fate.length));
  return outcomes.map(({ path, entry, fate, reason, format, of }) => {
    const more = [format, reason, of === null ? null : `of ${clean(of)}`].filter(Boolean).join(', ');
    return `  ${pad(fate, width)}  ${clean(entry === null ? path : `${path} › ${entry}`)}${more ? `  ${paint('dim', more)}` : ''}`;
  });
}

/** The filter that matches all file outcomes. */
export const EVERYTHING: FileOutcomeFilter = { fate: null, reason: null, text: null };
