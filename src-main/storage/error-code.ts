/** The code of a thrown value. The system, SQLite and our own errors have one: ENOENT, SQLITE_FULL, not-found. */

/** '' for a thrown value without a code. */
export function codeOf(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
