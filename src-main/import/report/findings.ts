/** Findings that would complete the library: absent parts of an export, and listed media that no source contains. */
import type { ImportLookups } from '../../catalog/reads/sources/import-lookups.ts';
import type { Finding } from '../../contract/archive/report.ts';

/** One part of an export in several parts, as its name says. */
interface Part {
  /** The common name of the parts. */
  readonly set: string;
  readonly number: number;
  /** The number of parts, if the name states it. */
  readonly total: number | null;
  /** The folder of the part. */
  readonly folder: string;
}

const PATTERNS: readonly RegExp[] = [
  /^(sora-data-files-export)-(\d{1,3})(?!\d)/i,
  /^(save-sora-library\S*?)[._-]part-(\d{1,3})-of-(\d{1,3})(?!\d)/i,
  /^(soravault_manifest_\S*?)_part(\d{1,3})\.json$/i,
  /^(SORA_EXPORT_\S+?)_batch(\d{1,3})of(\d{1,3})(?!\d)/i,
];

/** The parts named by a path inside an archive, the innermost last. */
function* partsIn(place: string): Generator<Part> {
  const names = place.split(/[/\\]/);
  for (const [depth, name] of names.entries()) {
    for (const pattern of PATTERNS) {
      const [, set, number, total] = pattern.exec(name) ?? [];
      if (set === undefined) continue;
      yield {
        set,
        number: Number(number),
        total: total === undefined ? null : Number(total),
        folder: names.slice(0, depth).join('/'),
      };
    }
  }
}

/**
 * All findings about the sources that were just read.
 * @param isMeant whether a path belongs to one of them
 */
export function findingsOf(
  sources: readonly { readonly id: number; readonly path: string }[],
  lookups: Pick<ImportLookups, 'partDocuments' | 'absentMedia'>,
  isMeant: (path: string) => boolean,
): readonly Finding[] {
  return [
    ...absentParts(lookups.partDocuments(), isMeant),
    ...sources.flatMap((source) => absentMedia(source, lookups)),
  ];
}

/**
 * Absent parts of the sets that were just read. The other parts are searched in the whole library, because they may
 * come from anywhere.
 */
function absentParts(
  places: Iterable<{ readonly path: string; readonly place: string }>,
  isMeant: (path: string) => boolean,
): readonly Finding[] {
  const parts = new Map<string, Part & { readonly isMeant: boolean }>();
  for (const { path, place } of places)
    for (const part of partsIn(place))
      parts.set(`${part.folder}\0${part.set}\0${part.number}`, { ...part, isMeant: isMeant(path) });
  const sets = Map.groupBy(parts.values(), ({ set }) => set);
  return [...sets.values()].flatMap(byOwner).flatMap((set) => {
    if (!set.some((part) => part.isMeant)) return [];
    const total = set.find((part) => part.total !== null)?.total ?? null;
    const here = new Set(set.map(({ number }) => number));
    const numbers = Array.from({ length: total ?? Math.max(...here) }, (_, at) => at + 1);
    const absent = numbers.filter((number) => !here.has(number));
    const [first] = set;
    return absent.length === 0 || !first ? [] : [partAbsent(first, absent, total)];
  });
}

/**
 * Splits a set by folder when a part number occurs in several folders: several accounts have parts with equal numbers.
 */
function byOwner<T extends Part>(set: readonly T[]): readonly (readonly T[])[] {
  const isRepeated = new Set(set.map(({ number }) => number)).size < set.length;
  return isRepeated ? [...Map.groupBy(set, ({ folder }) => folder).values()] : [set];
}

function partAbsent({ set, folder }: Part, absent: readonly number[], total: number | null): Finding {
  const list =
    absent.length === 1 ? `Part ${absent[0]}` : `Parts ${absent.slice(0, -1).join(', ')} and ${absent.at(-1)}`;
  const message = `${list}${total === null ? '' : ` of ${total}`} of “${set}” ${absent.length === 1 ? 'is' : 'are'} not here. Add ${absent.length === 1 ? 'it' : 'them'} to complete the export.`;
  return { code: 'part-absent', path: folder, message, count: absent.length, absent: [...absent], total };
}

function absentMedia(
  { id, path }: { readonly id: number; readonly path: string },
  lookups: Pick<ImportLookups, 'absentMedia'>,
): readonly Finding[] {
  const count = lookups.absentMedia(id);
  if (count === 0) return [];
  const message = `${count} ${count === 1 ? 'clip is' : 'clips are'} listed in the export but ${count === 1 ? 'its file is' : 'their files are'} not in the folder. Add the other parts of the export to complete ${count === 1 ? 'it' : 'them'}.`;
  return [{ code: 'media-absent', path, message, count }];
}
