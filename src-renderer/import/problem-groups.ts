/** Problems of an import, grouped by what to do about them. */
import type { Problem } from '../../src-main/contract/report.ts';

export type GroupName = 'damaged' | 'unreadable' | 'nothing' | 'aside' | 'conflict' | 'other';

export interface ProblemGroup {
  readonly name: GroupName;
  readonly problems: readonly Problem[];
}

/** In the order of urgency. */
const ORDER: readonly GroupName[] = ['nothing', 'unreadable', 'damaged', 'aside', 'conflict', 'other'];

const GROUPS: Readonly<Record<string, GroupName>> = {
  'nothing-found': 'nothing',
  'no-records': 'nothing',
  'not-found': 'unreadable',
  'file-missing': 'unreadable',
  'file-unreadable': 'unreadable',
  unreadable: 'unreadable',
  'disk-full': 'unreadable',
  'link-outside': 'aside',
  'link-broken': 'aside',
  'not-media': 'aside',
  'json-too-large': 'aside',
  'json-too-deep': 'aside',
  'zip-encrypted': 'aside',
  'zip-method': 'aside',
  'zip-bomb': 'aside',
  'zip-too-large': 'aside',
  'zip-unsafe-name': 'aside',
  'zip-nested-deep': 'aside',
  'zip-nested-deflated': 'aside',
  'id-conflict': 'conflict',
};

/** What begins so is damage, whatever exactly it is. */
const DAMAGE = /^(?:json|zip|record|media|file|name|document)-|^undecodable$/;

/** Only groups that have something in them. */
export function groupProblems(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = Map.groupBy(problems, ({ code }) => groupOf(code));
  return ORDER.flatMap((name) => {
    const found = groups.get(name);
    return found ? [{ name, problems: found }] : [];
  });
}

function groupOf(code: string): GroupName {
  return (Object.hasOwn(GROUPS, code) ? GROUPS[code] : undefined) ?? (DAMAGE.test(code) ? 'damaged' : 'other');
}
