/** The code of a thrown value, as the system, SQLite and our own errors carry one: ENOENT, SQLITE_FULL, not-found. */

/** '' for a thrown value without a code. */
export function codeOf(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
