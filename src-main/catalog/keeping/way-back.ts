/** What is told of a library whose catalog is lost or damaged: what happened, and the way back. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LostCode } from '../../contract/library/backups.ts';
import { CatalogError } from '../catalog-error.ts';

const BACKUPS = 'backups';
export const backupsFolder = (directory: string): string => join(directory, BACKUPS);

/** Names of snapshots: the moment in UTC, and why it was made. */
export const SNAPSHOT_NAME = /^catalog-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)-([a-z]+)\.sqlite$/;

/** The name of a snapshot made now, or at `moment`. */
export const snapshotName = (reason: string, moment = new Date()): string =>
  `catalog-${moment.toISOString().replaceAll(/[:.]/g, '-')}-${reason}.sqlite`;

/** The whole copies in a library, newest first: those made by the clock and those made before a large change. */
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

/** The newest copy that is not one of a catalog that was set aside; null without one. */
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

/** @param path the catalog's */
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
      ? ' To go on with the catalog as it is: afterimage restore --as-is.'
      : '';
  return snapshot
    ? `It comes back from the newest copy (${snapshot}) with what was entered since: afterimage restore.${asIs}`
    : `There is no copy in its “${BACKUPS}” folder; what can be read comes back with: afterimage restore. Or restore a backup: afterimage restore FILE.${asIs}`;
}
