/** The types of a zip listing: where the zip lies, its files, and whether the listing is complete. */
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { InnerZip } from './zip-spool.ts';

/** A byte range of a file that is a zip: the whole file, or a zip stored inside another zip. */
export interface ZipRegion {
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** The bytes of a zip that is open for listing: one file, or the parts of a split zip one after the other. */
export interface ZipBytes {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

/** One file of a zip: where its bytes are, and how they are packed. */
export interface ZipMember {
  /** The decoded name as the zip states it. Unsafe names are not corrected here. */
  readonly name: string;
  /** Absolute offset of its local header in the file, in bytes. */
  readonly headerAt: number;
  readonly packedSize: number;
  readonly size: number;
  /** 0 stored, 8 deflated. Other methods cannot be read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly mtimeMs: number;
  /** True when the file ends before the member's data ends. The data is then incomplete. */
  readonly cut: boolean;
  /** CRC-32 of the unpacked bytes. Null when the zip states none: some writers leave the field at zero. */
  readonly crc: number | null;
  /** Set for a member of a split zip: the part in which it lies. Offsets then refer to that part. */
  readonly part?: string;
  /**
   * Set when the member is in a zip that is compressed inside the file. Offsets then refer to the unpacked inner zip.
   */
  readonly within?: InnerZip;
}

/** A member whose name is not decoded yet: its encoding is that of all such names of the zip. */
export type RawMember = ZipMember & { readonly rawName?: Buffer };

export interface ZipListing {
  readonly members: readonly ZipMember[];
  /** Why the listing can lack members; null when it is complete. */
  readonly damage: Omit<KnownProblem, 'path'> | null;
}

/**
 * The CRC-32 that a zip states; null for zero, because writers leave zero when they compute none. An empty file also
 * has CRC zero, and needs no check.
 */
export const statedCrc = (crc: number): number | null => (crc === 0 ? null : crc);
