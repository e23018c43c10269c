/**
 * The SQL condition for rows of a source: rows read through it, or, for a source inside another source, rows at or
 * under its path.
 */
import { sep } from 'node:path';

/**
 * The character after the path separator. All paths in a folder sort between `folder/` and `folder` + this character.
 */
const AFTER = String.fromCharCode(sep.charCodeAt(0) + 1);

/**
 * The condition that a row of `table` (file or document) belongs to the source `s`. Each row refers to the outermost
 * source (`source_id`) through which it was read. A source inside it owns the rows at or under its own path.
 */
export const inScope = (table: string): string =>
  `${table}.source_id = coalesce(s.within, s.id) AND (s.within IS NULL OR ${table}.path = s.path
     OR (${table}.path >= s.path || '${sep}' AND ${table}.path < s.path || '${AFTER}'))`;
