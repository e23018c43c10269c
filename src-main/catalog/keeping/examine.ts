/** Examines a library's catalog without opening it for writing: whether it exists, is sound and matches its seal. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LostCode } from '../../contract/library/backups.ts';
import { CATALOG_FILE, openReader } from '../connection.ts';
import { APPLICATION_ID } from '../migrations/migrate.ts';
import { readRevision } from '../writes/generations/revision.ts';
import { isDamage } from './damage.ts';
import { readLibraryFile } from './library-file.ts';
import { openSeal, SEAL_FILE, type SealState } from './seal.ts';
import { lost, snapshotNames } from './way-back.ts';

export interface Examined {
  /** "none": there was never a library here. */
  readonly state: 'none' | 'sound' | LostCode;
  /** Why the catalog is not sound, and how to restore it; '' when it is sound. */
  readonly sentence: string;
  /**
   * "sealed": every byte was compared with the seal. Otherwise only the structure was checked: the seal is open, or it
   * is unread because the folder cannot be written.
   */
  readonly seal: 'sealed' | 'open' | 'unread';
}

/** Reads the whole file. Throws errors that do not concern the catalog itself, such as a folder that cannot be read. */
export function examineCatalog(directory: string): Examined {
  const path = join(directory, CATALOG_FILE);
  const was = readLibraryFile(directory) !== null || snapshotNames(directory).length > 0;
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? null;
  const because = (code: LostCode): Examined => ({
    state: code,
    sentence: lost(code, directory, path).message,
    seal: 'unread',
  });
  const none: Examined = { state: 'none', sentence: '', seal: 'unread' };
  if (size === null) return was ? because('catalog-missing') : none;
  if (size === 0) return was ? because('catalog-empty') : none;
  const { state, revision } = sealOf(directory, path);
  if (state === 'broken') return because('library-damaged');
  try {
    const db = openReader(directory);
    try {
      const id = db.pragma('application_id', { simple: true });
      if (id !== APPLICATION_ID) {
        const isBlank = id === 0 && db.prepare(`SELECT count(*) FROM sqlite_schema`).pluck().get() === 0;
        if (!isBlank) return because('catalog-foreign');
        // A program that was killed while it made a library leaves a database without tables.
        return was ? because('catalog-empty') : none;
      }
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return because('library-damaged');
      if (readRevision(db) < revision) return because('edits-missing');
    } finally {
      db.close();
    }
  } catch (cause) {
    if (isDamage(cause)) return because('library-damaged');
    throw cause;
  }
  return { state: 'sound', sentence: '', seal: state };
}

function sealOf(directory: string, path: string): { readonly state: SealState | 'unread'; readonly revision: number } {
  if (!existsSync(join(directory, SEAL_FILE))) return { state: 'open', revision: 0 };
  try {
    const seal = openSeal(directory, path);
    try {
      return { state: seal.examine(true), revision: seal.revision() };
    } finally {
      seal.close();
    }
  } catch {
    // The seal cannot be opened in a folder that cannot be written. Then only the structure is checked.
    return { state: 'unread', revision: 0 };
  }
}
