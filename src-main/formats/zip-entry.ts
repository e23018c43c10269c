/** What a zip holds: where it lies, its files, and whether its list is whole. */
import type { KnownProblem } from '../contract/problem-codes.ts';
import type { InnerZip } from './zip-spool.ts';

/** A stretch of a file that is a zip: the whole file, or a zip stored inside another. */
export interface ZipRegion {
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** One file of a zip: where its bytes are, and how packed. */
export interface ZipMember {
  /** As the zip says, decoded; unsafe names are still unsafe here. */
  readonly name: string;
  /** Absolute offset of its local header in the file. */
  readonly headerAt: number;
  readonly packedSize: number;
  readonly size: number;
  /** 0 stored, 8 deflated; nothing else can be read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly mtimeMs: number;
  /** Set where the file ends before the member does: what there is, is all there is. */
  readonly cut: boolean;
  /** CRC-32 of the unpacked bytes; null where the zip states none: some writers leave it at zero. */
  readonly crc: number | null;
  /** Set where it lies in a zip that is compressed inside the file: then its places are those in the unpacked zip. */
  readonly within?: InnerZip;
}

export interface ZipListing {
  readonly members: readonly ZipMember[];
  /** Why the listing may lack members, null when it is whole. */
  readonly damage: Omit<KnownProblem, 'path'> | null;
}

/** The CRC-32 that a zip states; null for zero, which writers leave where they did not compute one. An empty file loses nothing by it. */
export const statedCrc = (crc: number): number | null => (crc === 0 ? null : crc);
