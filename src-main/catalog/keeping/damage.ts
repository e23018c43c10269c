/** Recognises errors from a damaged catalog, and replaces SQLite's message by a sentence for the person. */
import { join } from 'node:path';
import { ZodError } from 'zod';
import { codeOf } from '../../storage/error-code.ts';
import { CatalogError } from '../catalog-error.ts';
import { CATALOG_FILE } from '../connection.ts';
import { lost } from './way-back.ts';

/**
 * Whether an error comes from damage of the catalog: damaged pages, a missing table or index, or a value that the
 * program cannot have written.
 */
export function isDamage(cause: unknown): boolean {
  if (cause instanceof CatalogError) return cause.code === 'library-damaged';
  if (!(cause instanceof Error)) return false;
  const code = codeOf(cause);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_FORMAT') return true;
  if (code === 'SQLITE_IOERR_SHORT_READ') return true;
  if (code === 'SQLITE_ERROR')
    return /^no such (table|column|index)|malformed|vtable constructor failed/.test(cause.message);
  // These threads only parse columns that the program wrote itself; other input is checked before it comes here.
  return cause instanceof SyntaxError || cause instanceof ZodError;
}

/** Turns an error from damage into "library-damaged". Returns every other error unchanged. */
export function asDamage(cause: unknown, directory: string): unknown {
  if (!isDamage(cause) || cause instanceof CatalogError) return cause;
  return Object.assign(lost('library-damaged', directory, join(directory, CATALOG_FILE)), { cause });
}

/** The same functions. Their errors from damage become "library-damaged". */
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
