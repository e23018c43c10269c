/** Second copies ("mirrors"): what one holds, how it stands, and what a run or a check of it found. */
import { z } from 'zod';
import { Problem } from '../archive/problem.ts';

/** The file in a mirror that says what every file of it is. */
export const MIRROR_MANIFEST = 'afterimage-mirror.json';

/** What a mirror holds: whole sources, and what collections and a query find. */
export const MirrorContent = z.object({
  /** Numbers of sources. */
  sources: z.array(z.number().int()).max(10_000).default([]),
  /** Names of collections, made by hand or smart. */
  collections: z.array(z.string().min(1).max(1_000)).max(1_000).default([]),
  query: z.string().max(10_000).nullable().default(null),
});
export type MirrorContent = z.infer<typeof MirrorContent>;

export const MirrorWish = MirrorContent.extend({
  /** A whole path. */
  directory: z.string(),
});
export type MirrorWish = z.infer<typeof MirrorWish>;

export const MirrorRunOptions = z.object({
  /** Every copy is read again and compared with its hash. */
  full: z.boolean().default(false),
  /** What the sources hold no more goes into the folder “removed” of the mirror. */
  setAside: z.boolean().default(false),
});
export type MirrorRunOptions = z.infer<typeof MirrorRunOptions>;

/** What a run did. */
export const MirrorReport = z.object({
  mirrorId: z.number().int(),
  directory: z.string(),
  /** Copies in the mirror that are those of files in the library. */
  files: z.number().int(),
  copied: z.number().int(),
  renamed: z.number().int(),
  /** Older contents that moved into the folder “replaced”. */
  replaced: z.number().int(),
  unchanged: z.number().int(),
  /** Copies whose file is in no source any more; `setAside` of them moved into the folder “removed” in this run. */
  kept: z.number().int(),
  setAside: z.number().int(),
  /** Bytes copied in this run. */
  bytes: z.number(),
  problems: z.array(Problem),
  seconds: z.number(),
});
export type MirrorReport = z.infer<typeof MirrorReport>;

const Place = z.object({ path: z.string() });
/** What reading every copy again found; paths are whole. */
export const MirrorCheck = z.object({
  mirrorId: z.number().int(),
  directory: z.string(),
  intact: z.number().int(),
  changed: z.array(Place),
  missing: z.array(Place),
  seconds: z.number(),
});
export type MirrorCheck = z.infer<typeof MirrorCheck>;

export const MirrorInfo = z.object({
  id: z.number().int(),
  path: z.string(),
  /** The sources it copies; `id` is null for one that was removed from the library. */
  sources: z.array(z.object({ id: z.number().int().nullable(), path: z.string() })),
  collections: z.array(z.string()),
  query: z.string().nullable(),
  /** `away`: its folder is not there, or holds another thing. `behind`: some files have no copy yet. */
  state: z.enum(['current', 'behind', 'away']),
  /** Originals that have no copy in it yet. */
  pending: z.number().int(),
  addedAt: z.string(),
  /** When a run last reached its end; null before the first. */
  finishedAt: z.string().nullable(),
  /** When its folder was last there; null while it is. */
  awaySince: z.string().nullable(),
  /** What the last run found; null before the first. */
  last: MirrorReport.nullable(),
});
export type MirrorInfo = z.infer<typeof MirrorInfo>;

/** One intact place in a mirror that holds some content. */
export const MirrorCopy = z.object({
  mirrorId: z.number().int(),
  /** The mirror's folder. */
  directory: z.string(),
  /** Of the copy, whole. */
  path: z.string(),
  /** The name inside the zip when the copy is one; else null. */
  entry: z.string().nullable(),
  verifiedAt: z.string(),
});
export type MirrorCopy = z.infer<typeof MirrorCopy>;
