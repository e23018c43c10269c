/** Groups problems by what the user can do about them. Only this module assigns codes to groups. */
import { z } from 'zod';
import type { Problem } from './problem.ts';

/** In the order of urgency. */
export const PROBLEM_GROUP_NAMES = [
  'nothing',
  'away',
  'unreadable',
  'damaged',
  'incomplete',
  'aside',
  'conflict',
  'other',
] as const;
export const ProblemGroupName = z.enum(PROBLEM_GROUP_NAMES);
export type ProblemGroupName = z.infer<typeof ProblemGroupName>;

export interface ProblemGroup {
  readonly name: ProblemGroupName;
  readonly problems: readonly Problem[];
}

/** What the user can do about each group, in one or two sentences. The page has its own translations. */
export const PROBLEM_TODO: Readonly<Record<ProblemGroupName, string>> = {
  nothing: 'Check that this is the right folder. An export holds “generations.json” and its videos.',
  away: 'Connect the drive, or say where it is now: afterimage sources move OLD NEW. Previews and everything you entered are kept.',
  unreadable: 'Check that the drive is connected and that you may open these files, then import again.',
  damaged: 'Everything readable was kept. If you have the original ZIP or another copy, import that as well.',
  incomplete: 'Add the other parts of the export to complete it. Parts can be added at any time, in any order.',
  aside: 'Skipped on purpose. If an item belongs to the archive, add it separately.',
  conflict: 'Both statements are kept. Show the item to see its source records.',
  other: 'Nothing was lost. Read each message.',
};

const GROUPS: Readonly<Record<string, ProblemGroupName>> = {
  'nothing-found': 'nothing',
  'no-records': 'nothing',
  'source-missing': 'away',
  'not-found': 'unreadable',
  'file-missing': 'unreadable',
  'file-unreadable': 'unreadable',
  'folder-unreadable': 'unreadable',
  unreadable: 'unreadable',
  'disk-full': 'unreadable',
  'part-missing': 'incomplete',
  'part-absent': 'incomplete',
  'media-absent': 'incomplete',
  'link-outside': 'aside',
  'link-broken': 'aside',
  'not-media': 'aside',
  'media-unread': 'aside',
  'unrecognised-json': 'aside',
  'json-too-large': 'aside',
  'json-too-deep': 'aside',
  'zip-encrypted': 'aside',
  'zip-method': 'aside',
  'zip-bomb': 'aside',
  'zip-too-large': 'aside',
  'zip-unsafe-name': 'aside',
  'zip-nested-deep': 'aside',
  'zip-nested-deflated': 'aside',
  'archive-unread': 'aside',
  'file-changed': 'other',
  'original-changed': 'other',
  'no-intact-copy': 'other',
  'id-conflict': 'conflict',
};

/** Codes with these beginnings mean damage. */
const DAMAGE = /^(?:json|zip|record|media|file|name|document|csv|text)-|^undecodable$/;

/** The group of a problem or finding. Unknown codes are in the group "other". */
export function problemGroupOf(code: string): ProblemGroupName {
  return (Object.hasOwn(GROUPS, code) ? GROUPS[code] : undefined) ?? (DAMAGE.test(code) ? 'damaged' : 'other');
}

/** The groups that are not empty, the most urgent first. */
export function groupProblems(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = Map.groupBy(problems, ({ code }) => problemGroupOf(code));
  return ProblemGroupName.options.flatMap((name) => {
    const found = groups.get(name);
    return found ? [{ name, problems: found }] : [];
  });
}
