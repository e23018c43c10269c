/**
 * Decides what a run does: which copies stay, which are renamed, which are copied. It compares lists and changes no
 * file.
 */
import type { MirrorFile } from './manifest.ts';
import type { Places } from './names.ts';
import type { Found, Wanted } from './wanted.ts';

export interface Plan {
  /** Copies that are up to date, with new facts about their originals. */
  readonly stay: readonly { readonly file: MirrorFile; readonly wanted: Wanted; readonly mtimeMs: number }[];
  /** Copies whose original was moved inside its source. */
  readonly rename: readonly { readonly from: MirrorFile; readonly to: string; readonly found: Found }[];
  /** Copies of older contents. They move into the folder “replaced” before the new content is copied. */
  readonly replace: readonly MirrorFile[];
  readonly copy: readonly CopyPlan[];
  /** Copies of originals that the sources no longer contain. */
  readonly kept: readonly MirrorFile[];
  /** Originals without a copy that are missing, although their source is there. */
  readonly missing: readonly Wanted[];
  /** Originals with a copy that cannot be read or differ from the catalog. The copy stays. */
  readonly refused: readonly { readonly wanted: Wanted; readonly why: 'changed' | 'unreadable' }[];
  /** Folders of sources whose files are all missing: their drives are away. */
  readonly away: ReadonlySet<string>;
}

export interface CopyPlan {
  readonly found: Found;
  readonly to: string;
}

export interface PlanOptions {
  readonly found: readonly Found[];
  readonly files: Iterable<MirrorFile>;
  readonly places: Places;
  /** The SHA-256 of the original as it is now, in hex; null when it cannot be read. */
  readonly contentOf: (found: Found) => Promise<string | null>;
}

export async function planRun({ found, files, places, contentOf }: PlanOptions): Promise<Plan> {
  const live = [...files].filter(({ state }) => state === 'current' || state === 'kept');
  const byOrigin = new Map(live.map((file) => [file.origin, file]));
  const away = foldersAway(found);
  const stay: Plan['stay'][number][] = [];
  const needed: Found[] = [];
  const missing: Wanted[] = [];
  const refused: Plan['refused'][number][] = [];
  const pool = new Map<string, MirrorFile[]>();
  const settled = new Set<MirrorFile>();
  for (const one of found) {
    const { wanted, size, mtimeMs } = one;
    const file = byOrigin.get(wanted.origin);
    if (size === null) {
      // The copy is still wanted when the original of an item is on a drive that is away.
      const isOnlyAway = one.isUnsure || wanted.folder === 'items' || away.has(wanted.folder);
      if (file && isOnlyAway) settled.add(file);
      if (!file && !away.has(wanted.folder)) missing.push(wanted);
      continue;
    }
    if (file && !file.spoiled && (await isCopyOf(file, one, contentOf))) {
      stay.push({ file, wanted, mtimeMs });
      settled.add(file);
      continue;
    }
    // A copy is replaced only when the hash proves that the new content is the one in the catalog.
    const content = file ? await contentOf(one) : null;
    if (file && (content === null || (wanted.sha256 !== null && content !== wanted.sha256))) {
      refused.push({ wanted, why: content === null ? 'unreadable' : 'changed' });
      settled.add(file);
    } else needed.push(one);
  }
  for (const file of live) {
    if (settled.has(file) || file.spoiled) continue;
    pool.set(file.sha256, [...(pool.get(file.sha256) ?? []), file]);
  }
  const { rename, copy } = await renamesIn(needed, byOrigin, pool, places, contentOf);
  const moved = new Set(rename.map(({ from }) => from));
  const anew = new Set(copy.map(({ found: { wanted } }) => wanted.origin));
  const left = live.filter((file) => !settled.has(file) && !moved.has(file));
  return {
    stay,
    rename,
    copy,
    missing,
    refused,
    away,
    replace: left.filter(({ origin }) => anew.has(origin)),
    kept: left.filter(({ origin }) => !anew.has(origin)),
  };
}

/** Folders of sources whose files are all missing. An empty mount point does not prove that files were deleted. */
function foldersAway(found: readonly Found[]): ReadonlySet<string> {
  const here = new Set(found.filter(({ size }) => size !== null).map(({ wanted }) => wanted.folder));
  return new Set(found.map(({ wanted }) => wanted.folder).filter((folder) => folder !== '' && !here.has(folder)));
}

/** Whether the size and date of the file equal those in the catalog. */
function isAsKnown({ wanted: { known, entry, sha256 }, size, mtimeMs }: Found): boolean {
  if (sha256 === null) return false;
  return entry !== null || (known !== null && known.size === size && Math.abs(known.mtimeMs - mtimeMs) < 2);
}

async function isCopyOf(file: MirrorFile, found: Found, contentOf: PlanOptions['contentOf']): Promise<boolean> {
  const { wanted, size, mtimeMs } = found;
  const isUntouched = file.source.mtimeMs === mtimeMs && (wanted.entry !== null || file.size === size);
  if (wanted.sha256 !== null && isAsKnown(found)) return wanted.sha256 === file.sha256;
  if (isUntouched) return wanted.sha256 === null || wanted.sha256 === file.sha256;
  if (wanted.entry === null && file.size !== size) return false;
  return (await contentOf(found)) === file.sha256;
}

async function renamesIn(
  needed: readonly Found[],
  byOrigin: ReadonlyMap<string, MirrorFile>,
  pool: Map<string, MirrorFile[]>,
  places: Places,
  contentOf: PlanOptions['contentOf'],
): Promise<Pick<Plan, 'rename' | 'copy'>> {
  const rename: Plan['rename'][number][] = [];
  const taken = new Set<MirrorFile>();
  const sizes = new Set([...pool.values()].flat().map(({ size }) => size));
  let rest = needed;
  // A rename may free the path for another one: a → b → c takes two rounds.
  for (let before = -1; before !== rest.length; ) {
    before = rest.length;
    const later: Found[] = [];
    for (const found of rest) {
      const { wanted, size } = found;
      const own = byOrigin.get(wanted.origin);
      const isRoom = own === undefined || taken.has(own);
      const isWorth = isRoom && (wanted.entry !== null || sizes.has(size ?? -1));
      const sha256 = !isWorth ? null : isAsKnown(found) ? wanted.sha256 : await contentOf(found);
      const from = sha256 === null ? undefined : pool.get(sha256)?.find((file) => !taken.has(file));
      if (!from || (wanted.sha256 !== null && wanted.sha256 !== sha256)) {
        later.push(found);
        continue;
      }
      taken.add(from);
      rename.push({ from, to: own?.path ?? places.place(wanted.folder, wanted.parts), found });
    }
    rest = later;
  }
  const copy = rest.map((found): CopyPlan => {
    const { wanted } = found;
    return { found, to: byOrigin.get(wanted.origin)?.path ?? places.place(wanted.folder, wanted.parts) };
  });
  return { rename, copy };
}
