/** Failures that say that the catalog itself is damaged, as one sentence instead of SQLite's words. */

import { join } from 'node:path';
import { ZodError } from 'zod';
import { codeOf } from '../../storage/error-code.ts';
import { CatalogError } from '../catalog-error.ts';
import { CATALOG_FILE } from '../connection.ts';
import { lost } from './way-back.ts';

/**
 * Whether a failure of a function that works on the catalog comes from damaged pages, a missing table, or a column that
 * is not ours.
 */
export function isDamage(cause: unknown): boolean {
  if (cause instanceof CatalogError) return cause.code === 'library-damaged';
  if (!(cause instanceof Error)) return false;
  const code = codeOf(cause);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_FORMAT') return true;
  if (code === 'SQLITE_IOERR_SHORT_READ') return true;
  if (code === 'SQLITE_ERROR')
    return /^no such (table|column|index)|malformed|vtable constructor failed/.test(cause.message);
  // Everything that is parsed in these threads is a column that the program wrote, or was checked before it came here.
  return cause instanceof SyntaxError || cause instanceof ZodError;
}

/** The failure as the person is told it; everything else stays as it is. */
export function asDamage(cause: unknown, directory: string): unknown {
  if (!isDamage(cause) || cause instanceof CatalogError) return cause;
  return Object.assign(lost('library-damaged', directory, join(directory, CATALOG_FILE)), { cause });
}

/** The same functions, whose failures from damage carry "library-damaged". */
export function tellingDamage<T extends object>(directory: string, functions: T): T {
  const told = Object.entries(functions).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      try {
        const answer = (call as (...args: unknown[]) => unknown)(...args);
        if (!(answer instanceof Promise)) return answer;
        return answer.catch((cause: unknown) => {
          throw asDamage(cause, directory);
        });
      } catch (cause) {
        throw asDamage(cause, directory);
      }
    },
  ]);
  return Object.fromEntries(told) as T;
}
