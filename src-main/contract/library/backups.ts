/** Snapshots of a library and the ways back to them, as the page and the command line tell them. */
import { z } from 'zod';

/** Why a snapshot was made. "replaced": a catalog that a restore set aside. */
export const SnapshotReason = z.enum(['daily', 'asked', 'edit', 'removal', 'restore', 'migration', 'replaced']);
export type SnapshotReason = z.infer<typeof SnapshotReason>;

export const SnapshotInfo = z.object({
  path: z.string(),
  at: z.string(),
  reason: SnapshotReason,
  bytes: z.number().int(),
  /** Number of items in it; null when unknown. */
  items: z.number().int().nullable(),
});
export type SnapshotInfo = z.infer<typeof SnapshotInfo>;

/** How many are only in the library as it is, and would go; how many are only in the backup, and would come back. */
const Difference = z.object({ onlyHere: z.number().int(), onlyInBackup: z.number().int() });

/** What two catalogs say differently, counted. */
export const Differences = z.object({
  items: Difference,
  tags: Difference,
  ratings: Difference,
  favorites: Difference,
  notes: Difference,
  collections: Difference,
  searches: Difference,
});
export type Differences = z.infer<typeof Differences>;

/** How much a catalog holds, as people count it. */
const Held = z.object({
  items: z.number().int(),
  tagged: z.number().int(),
  marks: z.number().int(),
  collected: z.number().int(),
});

/** The way back of a library that cannot be opened, before or after it is gone. */
export const WayBack = z.object({
  /**
   * What it begins with: the newest sound snapshot, the library's own catalog where only its last edits are lost, or
   * what could be read.
   */
  from: z.enum(['snapshot', 'catalog', 'salvage']),
  snapshot: z.object({ path: z.string(), at: z.string() }).nullable(),
  /** Newer snapshots that are not sound. */
  passedOver: z.number().int(),
  counts: Held,
  /** Journal entries of the damaged catalog that came after the snapshot and are brought back. */
  edits: z.number().int(),
  /** Items whose words wait until their archive is imported again. */
  kept: z.number().int(),
  /** Journal entries that could not be read. */
  unread: z.number().int(),
  /** Between the damaged catalog, as far as it can be read, and the way back; null when nothing of it can be. */
  differences: Differences.nullable(),
  /** Sources to be read again. */
  sources: z.array(z.string()),
});
export type WayBack = z.infer<typeof WayBack>;

/** What restoring a file would do: when it was made, what it holds, and what it says differently than the library. */
export const RestorePlan = z.object({
  file: z.string(),
  madeAt: z.string().nullable(),
  counts: Held,
  differences: Differences.nullable(),
});
export type RestorePlan = z.infer<typeof RestorePlan>;

/** Why a library cannot be opened although the program could bring it back. */
export const LOST_CODES = [
  'catalog-missing',
  'catalog-empty',
  'library-damaged',
  'edits-missing',
  'catalog-foreign',
] as const;
export const LostCode = z.enum(LOST_CODES);
export type LostCode = z.infer<typeof LostCode>;

/** A library that waits for its way back. */
export const RecoveryInfo = z.object({
  code: LostCode,
  /** The library's folder. */
  path: z.string(),
  /** In English, for a page that does not know the code. */
  message: z.string(),
  snapshots: z.array(SnapshotInfo),
  /** Whether going on with the catalog as it is makes sense. */
  canGoOn: z.boolean(),
  door: z.enum(['desktop', 'browser']),
});
export type RecoveryInfo = z.infer<typeof RecoveryInfo>;

/**
 * What became of a way back: the catalog that was set aside, null where there was none. Restoring it takes the way back
 * back.
 */
export const Recovered = z.object({ replaced: z.string().nullable(), items: z.number().int() });
export type Recovered = z.infer<typeof Recovered>;
