/** Errors for a library whose catalog is lost or damaged. They name the damage and the command that restores it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LostCode } from '../../contract/library/backups.ts';
import { CatalogError } from '../catalog-error.ts';

const BACKUPS = 'backups';
export const backupsFolder = (directory: string): string => join(directory, BACKUPS);

/** The names of snapshots: the time in UTC and the reason. */
export const SNAPSHOT_NAME = /^catalog-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)-([a-z]+)\.sqlite$/;

/** The name of a snapshot made now, or at `moment`. */
export const snapshotName = (reason: string, moment = new Date()): string =>
  `catalog-${moment.toISOString().replaceAll(/[:.]/g, '-')}-${reason}.sqlite`;

/** The names of all snapshots in a library, newest first. */
export function snapshotNames(directory: string): readonly string[] {
  try {
    return readdirSync(backupsFolder(directory))
      .filter((name) => SNAPSHOT_NAME.test(name))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

/** The path of the newest snapshot that is not a catalog set aside by a restore; null when there is none. */
function newestSnapshot(directory: string): string | null {
  const name = snapshotNames(directory).find((one) => SNAPSHOT_NAME.exec(one)?.[2] !== 'replaced');
  return name === undefined ? null : join(backupsFolder(directory), name);
}

const SENTENCES: Readonly<Record<LostCode, string>> = {
  'catalog-missing': 'The catalog of this library is missing.',
  'catalog-empty': 'The catalog of this library is empty, although the library was in use.',
  'library-damaged': 'The catalog of this library is damaged.',
  'edits-missing': 'The last changes are missing from the catalog: the file that held them was lost or damaged.',
  'catalog-foreign': 'The catalog of this library is a database of another program.',
};

/** @param path the path of the catalog */
export function lost(code: LostCode, directory: string, path: string): CatalogError {
  const snapshot = newestSnapshot(directory);
  return new CatalogError(code, `${SENTENCES[code]} ${wayBack(code, snapshot)}`, path, {
    snapshot: snapshot ?? '',
    copy: snapshot ? 'some' : 'none',
  });
}

function wayBack(code: LostCode, snapshot: string | null): string {
  const asIs =
    code === 'edits-missing' || code === 'library-damaged'
      ? ' To use the catalog as it is, run: afterimage restore --as-is.'
      : '';
  return snapshot
    ? `To restore the newest copy (${snapshot}) with the edits made since, run: afterimage restore.${asIs}`
    : `There is no copy in its “${BACKUPS}” folder. To restore what can be read, run: afterimage restore. To restore a backup, run: afterimage restore FILE.${asIs}`;
}
