/** The file outcomes of an import as a download: JSON or CSV, written part by part so that any number fits. */
import type { FileOutcome, FileOutcomeFilter } from '../../contract/archive/file-outcome.ts';
import { csvLine } from '../files/csv-cell.ts';
import { textStream } from '../files/text-stream.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';

type Form = 'json' | 'csv';

const COLUMNS = ['path', 'entry', 'fate', 'reason', 'format', 'of'] as const satisfies readonly (keyof FileOutcome)[];

/** A download of the file outcomes that match the filter. */
export function accountFile(
  reads: Pick<CatalogReads, 'accountsAfter'>,
  importId: number,
  form: Form,
  filter: FileOutcomeFilter,
): Response {
  return new Response(textStream(accountText(reads, importId, form, filter)), {
    headers: {
      'content-type': form === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="import-${importId}-files.${form}"`,
      'cache-control': 'no-store',
    },
  });
}

/** All file outcomes that match the filter, part by part. */
export async function* everyAccount(
  reads: Pick<CatalogReads, 'accountsAfter'>,
  importId: number,
  filter: FileOutcomeFilter,
): AsyncGenerator<readonly FileOutcome[]> {
  for (
    let at = await reads.accountsAfter(importId, -1, filter);
    at;
    at = await reads.accountsAfter(importId, at.part, filter)
  )
    yield at.items;
}

async function* accountText(
  reads: Pick<CatalogReads, 'accountsAfter'>,
  importId: number,
  form: Form,
  filter: FileOutcomeFilter,
): AsyncGenerator<string> {
  yield form === 'json' ? '[' : csvLine(COLUMNS);
  let first = true;
  for await (const accounts of everyAccount(reads, importId, filter)) {
    if (accounts.length === 0) continue;
    if (form === 'csv') yield accounts.map(rowOf).join('');
    else yield `${first ? '\n' : ',\n'}${accounts.map((account) => JSON.stringify(account)).join(',\n')}`;
    first = false;
  }
  if (form === 'json') yield '\n]\n';
}

const rowOf = (account: FileOutcome): string => csvLine(COLUMNS.map((column) => account[column] ?? ''));
