/** Groups the problems and findings of an import by what to do about them. */

import {
  PROBLEM_GROUP_NAMES,
  type ProblemGroupName,
  problemGroupOf,
} from '../../../src-main/contract/archive/problem-groups.ts';
import type { Finding, ImportReport } from '../../../src-main/contract/archive/report.ts';
import type { Formatters } from '../../i18n/format.ts';
import { problemText } from '../../i18n/server-messages.ts';
import type { Text } from '../../i18n/use-text.ts';

/** One problem or finding: its sentence and its path. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly path: string;
}

export interface NoticeGroup {
  readonly name: ProblemGroupName;
  readonly notices: readonly Notice[];
}

/** The groups that are not empty, the most urgent first. */
export function noticeGroups(report: ImportReport, t: Text, format: Formatters): readonly NoticeGroup[] {
  const found = report.findings.map((finding) => ({
    code: finding.code,
    message: findingText(finding, t, format),
    path: finding.path,
  }));
  const problems = report.problems.map((problem) => ({
    code: problem.code,
    message: problemText(t, problem),
    path: problem.path,
  }));
  const groups = Map.groupBy<ProblemGroupName, Notice>([...problems, ...found], ({ code }) => problemGroupOf(code));
  return PROBLEM_GROUP_NAMES.flatMap((name) => {
    const notices = groups.get(name);
    return notices ? [{ name, notices }] : [];
  });
}

function findingText(finding: Finding, t: Text, format: Formatters): string {
  if (finding.code === 'media-absent') return t('report.finding.media', { count: finding.count });
  const parts = format.list(finding.absent.map((part) => format.number(part)));
  const { count, total } = finding;
  return total === null
    ? t('report.finding.parts', { count, parts })
    : t('report.finding.parts-of', { count, parts, total });
}
