/** Sorts the files of a folder: zips to list, parts of split zips, archives that are not read, and everything else. */
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { foldName } from '../naming/file-names.ts';
import { isZipName, missingPart, splitPart, unreadArchive, unreadKind, withoutVolume } from './archives.ts';
import type { PlainEntry } from './plain-entry.ts';

interface Sorted {
  readonly entries: readonly PlainEntry[];
  /** Whole zips, and the main parts of split ones. Their other parts are in no list: they are read with them. */
  readonly zips: readonly PlainEntry[];
  readonly unread: readonly PlainEntry[];
  /** One for each archive that is not read, whatever the number of its volumes. */
  readonly problems: readonly KnownProblem[];
  /** False when a split zip lacks its main part: what it held at an earlier import is not gone. */
  readonly complete: boolean;
}

export function sortArchives(files: readonly PlainEntry[]): Sorted {
  const zips = files.filter(({ name }) => isZipName(name));
  const mains = new Set(zips.map(({ name }) => foldName(name)));
  const entries: PlainEntry[] = [];
  const unread: PlainEntry[] = [];
  const told = new Map<string, KnownProblem>();
  let complete = true;
  for (const file of files) {
    if (isZipName(file.name)) continue;
    const part = splitPart(file.name);
    const kind = part ? null : unreadKind(file.name);
    if (part && mains.has(foldName(part.main))) continue;
    if (!part && kind === null) {
      entries.push(file);
      continue;
    }
    unread.push(file);
    if (part) complete = false;
    const archive = foldName(part?.main ?? withoutVolume(file.name));
    const problem = part ? missingPart(lastPart(part.main)) : unreadArchive(kind as string);
    if (!told.has(archive)) told.set(archive, { path: file.path, ...problem });
  }
  return { entries, zips, unread, problems: [...told.values()], complete };
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
