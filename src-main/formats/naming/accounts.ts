/** Finds the folders in which a user keeps the export parts of several accounts apart. */
import { baseName, folderName } from './file-names.ts';

/**
 * The name of a folder, zip or renamed document that is one part of an export: `sora-data-files-export-2`, `export
 * (3).zip`, `part 1`.
 */
const PART = /sora-data-files-export|(?:^|[^a-z])(?:export|part)[-_ ]?\(?\d{1,3}\)?(?:$|[^a-z0-9])/i;

/** Returns the account whose folder contains an entry of this name. */
export type AccountAt = (name: string) => string | undefined;

/**
 * Finds the account of every place in a source. The account folder of a document is the nearest folder above it that is
 * not an export part. It counts when the source has at least two such folders, or when it is in a folder named
 * `videos`. The top of the source is never an account. Returns a function from an entry's name to its account. | @param
 * documents the names of the export's documents in the source | @param root the last part of the source's own path
 */
export function findAccounts(documents: readonly string[], root: string): AccountAt {
  const folders = new Set(documents.map(accountFolder).filter((folder) => folder !== ''));
  const several = folders.size >= 2;
  const accounts = new Map<string, string>();
  for (const folder of folders) {
    const parent = folderName(folder) === '' ? root : baseName(folderName(folder));
    if (several || parent === 'videos') accounts.set(folder, baseName(folder).replace(/\.zip$/i, ''));
  }
  return (name) => {
    if (accounts.size === 0) return undefined;
    for (let folder = folderName(name); folder !== ''; folder = folderName(folder)) {
      const account = accounts.get(folder);
      if (account !== undefined) return account;
    }
    return undefined;
  };
}

function accountFolder(document: string): string {
  let folder = folderName(document);
  while (folder !== '' && isPart(folder)) folder = folderName(folder);
  // Without a part folder between, a folder name of digits (a year, a number) is a sort order, not an account.
  return /[^\d\s._-]/.test(baseName(folder)) ? folder : '';
}

function isPart(folder: string): boolean {
  return PART.test(baseName(folder));
}
