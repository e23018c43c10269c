/** Lists the codes of request errors. A request can also fail with a `ProblemCode`. */
import { z } from 'zod';

export const ERROR_CODES = [
  // Requests.
  'bad-request',
  'unauthorized',
  'forbidden',
  'not-found',
  'too-large',
  'aborted',
  'dropped',
  'internal',
  // The library as a whole.
  'library-busy',
  'library-unavailable',
  'library-damaged',
  'catalog-missing',
  'catalog-empty',
  'edits-missing',
  // Backups.
  'backup-damaged',
  'backup-foreign',
  'backup-newer',
  'file-exists',
  'catalog-newer',
  'catalog-foreign',
  'disk-full',
  // A thread of the program ended unexpectedly.
  'thread-ended',
  'edit-unconfirmed',
  'work-interrupted',
  'library-unwritable',
  // Files and folders.
  'unreadable',
  'not-readable',
  'folder-unusable',
  'same-place',
  'beside-originals',
  'library-among-originals',
  // Work on all results of a query.
  'query-not-understood',
  // Tags, collections, searches and stacks.
  'unknown-id',
  'unknown-tag',
  'unknown-collection',
  'unknown-search',
  'tag-exists',
  'tag-inside-itself',
  'alias-exists',
  'collection-exists',
  'collection-smart',
  'collection-by-hand',
  'search-exists',
  'stack-too-small',
  // Words files.
  'not-words',
  'words-newer',
  'words-unreadable',
  // Verifying.
  'verify-running',
  // Exports.
  'export-inside',
  'export-not-empty',
  'export-exists',
  'path-not-whole',
  // Second copies.
  'mirror-inside',
  'mirror-around',
  'mirror-not-empty',
  'mirror-foreign',
  'mirror-exists',
  'mirror-away',
  'mirror-busy',
  'mirror-nothing',
  'mirror-full',
  'mirror-unusable',
  // The browser door.
  'port-busy',
  'port-forbidden',
  'bad-host',
] as const;
export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;
