/** Writes the person's words as JSON or CSV, piece by piece: a million items never stand in memory together. */

import type { WordsFile } from '../../contract/organising/annotations-file.ts';
import type { Organised } from '../../contract/organising/organised.ts';
import { type Confirmation, wholeResult } from '../edits/bulk-confirmation.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { CSV_HEADER, itemAsCsv, listsAsCsv } from './words-csv.ts';

const BATCH = 2_000;

/**
 * Everything arranged, then what was entered about each item that `q` finds. Rejects with "query-not-understood" before
 * anything is written.
 */
export async function exportWords(
  reads: CatalogReads,
  as: 'json' | 'csv',
  q: string,
  asked: Confirmation = {},
): Promise<AsyncIterable<string>> {
  return wordsOf(reads, as, await wholeResult(reads, q, asked));
}

/** Everything arranged, then what was entered about these. */
export async function* wordsOf(
  reads: CatalogReads,
  as: 'json' | 'csv',
  rowids: Uint32Array | readonly number[],
): AsyncGenerator<string> {
  const lists = listsOf(await reads.organised());
  yield as === 'csv' ? CSV_HEADER + listsAsCsv(lists) : jsonHead(lists);
  let isFirst = true;
  for (let from = 0; from < rowids.length; from += BATCH) {
    const items = await reads.enteredWords([...rowids.slice(from, from + BATCH)]);
    if (items.length === 0) continue;
    if (as === 'csv') yield items.map(itemAsCsv).join('');
    else yield `${isFirst ? '' : ','}\n${items.map((item) => JSON.stringify(item)).join(',\n')}`;
    isFirst = false;
  }
  if (as === 'json') yield '\n]}\n';
}

function jsonHead({ tags, collections, searches }: Omit<WordsFile, 'items'>): string {
  const head = { afterimage: 'words', version: 1, exportedAt: new Date().toISOString(), tags, collections, searches };
  return `${JSON.stringify(head).slice(0, -1)},"items":[`;
}

function listsOf({ tags, collections, searches }: Organised): Omit<WordsFile, 'items'> {
  const told = tags.filter(({ color, aliases }) => color !== null || aliases.length > 0);
  return {
    tags: told.map(({ name, color, aliases }) => ({ name, color, aliases })),
    collections: collections.map(({ name, query }) => ({ name, query })),
    searches,
  };
}
