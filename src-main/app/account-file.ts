/** An import's accounts as a file to keep: JSON or CSV, written part by part so that any number fits. */
import type { AccountFilter, FileAccount } from '../contract/account.ts';
import type { CatalogReads } from './catalog-reads.ts';
import { csvLine } from './csv-cell.ts';
import { textStream } from './text-stream.ts';

type Form = 'json' | 'csv';

const COLUMNS = ['path', 'entry', 'fate', 'reason', 'format', 'of'] as const satisfies readonly (keyof FileAccount)[];

/** A download of the accounts asked for. */
export function accountFile(reads: Pick<CatalogReads, 'accountsAfter'>, importId: number, form: Form, filter: AccountFilter): Response {
  return new Response(textStream(accountText(reads, importId, form, filter)), {
    headers: {
      'content-type': form === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="import-${importId}-files.${form}"`,
      'cache-control': 'no-store',
    },
  });
}

/** Every account asked for, from the first part to the last. */
export async function* everyAccount(
  reads: Pick<CatalogReads, 'accountsAfter'>,
  importId: number,
  filter: AccountFilter,
): AsyncGenerator<readonly FileAccount[]> {
  for (let at = await reads.accountsAfter(importId, -1, filter); at; at = await reads.accountsAfter(importId, at.part, filter))
    yield at.items;
}

async function* accountText(
  reads: Pick<CatalogReads, 'accountsAfter'>,
  importId: number,
  form: Form,
  filter: AccountFilter,
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

const rowOf = (account: FileAccount): string => csvLine(COLUMNS.map((column) => account[column] ?? ''));
