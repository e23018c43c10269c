/** Lists the codes of problems. The page has a sentence for each code in every language; a type enforces this. */
import { z } from 'zod';
import type { Problem } from './problem.ts';

export const PROBLEM_CODES = [
  // Places and files.
  'nothing-found',
  'not-found',
  'not-the-same',
  'source-missing',
  'file-missing',
  'file-unreadable',
  'file-cut',
  'file-empty',
  'folder-unreadable',
  'unreadable',
  'name-undecodable',
  'link-outside',
  'link-broken',
  'not-media',
  'media-unread',
  'media-damaged',
  'original-changed',
  'no-intact-copy',
  'disk-full',
  // Zips.
  'zip-damaged',
  'zip-checksum',
  'zip-encrypted',
  'zip-method',
  'zip-bomb',
  'zip-too-large',
  'zip-unsafe-name',
  'zip-nested-deflated',
  'zip-nested-deep',
  // Archives of other kinds, and split zips without all parts.
  'archive-unread',
  // Documents.
  'json-empty',
  'json-not-json',
  'json-truncated',
  'json-malformed',
  'json-too-large',
  'json-too-deep',
  'json-trailing',
  'text-too-long',
  'csv-malformed',
  'part-missing',
  'unrecognised-json',
  'no-records',
  'record-malformed',
  // Words files and sidecars.
  'words-malformed',
  'words-more',
  'alias-exists',
  'collection-exists',
  'not-written',
  'sidecar-foreign',
  // Exports.
  'file-changed',
  'export-name-taken',
  // Second copies.
  'copy-damaged',
  'copy-lost',
] as const;
export const ProblemCode = z.enum(PROBLEM_CODES);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** The reason of a failed system call, when it is a common one. */
export const FAULT_REASONS = ['gone', 'denied', 'loop', 'long-path', 'no-folder', 'disk', 'busy'] as const;
export const FaultReason = z.enum(FAULT_REASONS);
export type FaultReason = z.infer<typeof FaultReason>;

/** A problem of this version. Stored reports of earlier versions can have other codes. */
export type KnownProblem = Problem & { readonly code: ProblemCode };
