/**
 * Bulk work needs a query that was understood completely, because an invalid filter is left out and would select
 * everything.
 */
import type { QueryMessage } from '../../contract/searching/search.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { LibraryError } from '../library/library-error.ts';

const LONGEST_SHOWN = 60;

/** Whether the person confirmed a query with parts that were not understood, after seeing the number of items. */
export interface Confirmation {
  readonly asUnderstood?: boolean | undefined;
}

/**
 * The rowids of the whole result, newest first. Rejects with a {@link LibraryError} "query-not-understood" when a part
 * of the query was not understood and the person did not confirm it.
 */
export async function wholeResult(
  reads: CatalogReads,
  q: string,
  { asUnderstood = false }: Confirmation = {},
): Promise<Uint32Array> {
  const rowids = await reads.rowids(q);
  const mistake = asUnderstood ? undefined : (await reads.understand(q)).messages.find(mayFindTooMuch);
  if (mistake) throw refusal(q, mistake, rowids.length);
  return rowids;
}

/** Whether a message may mean a too large result. An unknown name finds nothing, which is safe unless it is negated. */
const mayFindTooMuch = ({ code, isKeptOut }: QueryMessage): boolean => code !== 'unknown-name' || isKeptOut === true;

function refusal(q: string, mistake: QueryMessage, count: number): LibraryError {
  const word = termAt(q, mistake);
  const { suggestion } = mistake;
  const isExample = mistake.message.endsWith(`For example: ${suggestion}.`);
  const next = suggestion === null ? '' : isExample ? ` For example: ${suggestion}.` : ` Did you mean “${suggestion}”?`;
  const message = `Nothing was changed, because “${word}” in the query is not understood.${next}`;
  return new LibraryError('query-not-understood', message, null, { word, mistake: mistake.code, count });
}

/** The wrong term with its field: `type:vidoe`, not `vidoe`. */
function termAt(q: string, { start, end }: QueryMessage): string {
  const term = `${/[^\s()]*$/u.exec(q.slice(0, start))?.[0] ?? ''}${q.slice(start, end)}`.trim();
  return term.length > LONGEST_SHOWN ? `${term.slice(0, LONGEST_SHOWN)}…` : term;
}
