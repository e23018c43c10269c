/** Looks at the head of a catalog file, without SQLite: whether this program will most likely open it. */
import { join } from 'node:path';
import { readHead } from '../storage/read-bytes.ts';
import { CATALOG_FILE } from './connection.ts';
import { APPLICATION_ID, CATALOG_VERSION } from './migrations/migrate.ts';

/** Offsets in SQLite's file header (sqlite.org/fileformat.html, section 1.3). */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

/**
 * True when the library at `directory` has a catalog of ours of this version or an older one. Opening it can still fail; false
 * also when there is no library yet.
 */
export function catalogLooksWell(directory: string): boolean {
  try {
    const head = readHead(join(directory, CATALOG_FILE), APPLICATION_ID_AT + 4);
    return (
      head.subarray(0, MAGIC.length).equals(MAGIC) &&
      head.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID &&
      head.readUInt32BE(USER_VERSION_AT) > 0 &&
      head.readUInt32BE(USER_VERSION_AT) <= CATALOG_VERSION
    );
  } catch {
    // There is no library yet, or it cannot be read: opening it says so.
    return false;
  }
}
