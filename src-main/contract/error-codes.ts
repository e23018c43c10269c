/** The codes of failures that answer a request: the one list of them beside `ProblemCode`, whose problems can answer one too. */
import { z } from 'zod';

export const ErrorCode = z.enum([
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
  // A thread of the program that died.
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
  // Work on everything that a query finds.
  'query-not-understood',
  // What people put in order.
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
  // Files of words.
  'not-words',
  'words-newer',
  'words-unreadable',
  // Exports.
  'export-inside',
  'export-not-empty',
  'export-exists',
  // The browser's door.
  'port-busy',
  'port-forbidden',
  'bad-host',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;
