/** The file outcomes of an import as a JSON or CSV file, written part by part, so that any number fits. */
import type { FileOutcome, FileOutcomeFilter } from '../../contract/archive/file-outcome.ts';
import { csvLine } from '../files/csv-cell.ts';
import { textStream } from '../files/text-stream.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';

type Form = 'json' | 'csv';

const COLUMNS = ['path', 'entry', 'fate', 'reason', 'format', 'of'] as const satisfies readonly (keyof FileOutcome)[];

/** A download of the outcomes that match the filter. */
export function fileOutcomesFile(
  reads: Pick<CatalogReads, 'fileOutcomesAfter'>,
  importId: number,
  form: Form,
  filter: FileOutcomeFilter,
): Response {
  return new Response(textStream(fileOutcomesText(reads, importId, form, filter)), {
    headers: {
      'content-type': form === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="import-${importId}-files.${form}"`,
      'cache-control': 'no-store',
    },
  });
}

/** All outcomes that match the filter, part by part. */
export async function* everyFileOutcome(
  reads: Pick<CatalogReads, 'fileOutcomesAfter'>,
  importId: number,
  filter: FileOutcomeFilter,
): AsyncGenerator<readonly FileOutcome[]> {
  for (
    let at = await reads.fileOutcomesAfter(importId, -1, filter);
    at;
    at = await reads.fileOutcomesAfter(importId, at.part, filter)
  )
    yield at.items;
}

async function* fileOutcomesText(
  reads: Pick<CatalogReads, 'fileOutcomesAfter'>,
  importId: number,
  form: Form,
  filter: FileOutcomeFilter,
): AsyncGenerator<string> {
  yield form === 'json' ? '[' : csvLine(COLUMNS);
  let first = true;
  for await (const outcomes of everyFileOutcome(reads, importId, filter)) {
    if (outcomes.length === 0) continue;
    if (form === 'csv') yield outcomes.map(rowOf).join('');
    else yield `${first ? '\n' : ',\n'}${outcomes.map((outcome) => JSON.stringify(outcome)).join(',\n')}`;
    first = false;
  }
  if (form === 'json') yield '\n]\n';
}

const rowOf = (outcome: FileOutcome): string => csvLine(COLUMNS.map((column) => outcome[column] ?? ''));
