/** What belongs to a source: the rows read through it; for a source inside another one, those at or under its own path. */
import { sep } from 'node:path';

/** The separator of paths and the letter after it: between the two lies everything in a folder. */
const AFTER = String.fromCharCode(sep.charCodeAt(0) + 1);

/**
 * The condition that a row of `table` (file or document) belongs to the source `s`. Each row hangs on the outermost source
 * around it (`source_id`), through which it was read; the sources within that one are parts of it by their paths.
 */
export const inScope = (table: string): string =>
  `${table}.source_id = coalesce(s.within, s.id) AND (s.within IS NULL OR ${table}.path = s.path
     OR (${table}.path >= s.path || '${sep}' AND ${table}.path < s.path || '${AFTER}'))`;
