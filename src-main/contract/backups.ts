/** Snapshots of a library, as the page lists them. */
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
