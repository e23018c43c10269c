/** The search benchmark as a section of the report. */
import type { Figure, Section } from './figure.ts';
import { benchSearch } from './search.ts';
import type { Times } from './times.ts';

/** @param keep a folder of libraries that stay for the next time, null for none */
export async function searchSection(count: number, keep: string | null): Promise<Section> {
  const found = await benchSearch(count, keep);
  const { beside } = found;
  const plain = (share: keyof Times): Figure['baseline'] => [
    { what: 'LIKE ‘%…%’', value: found.like[share] },
    { what: 'every prompt read', value: found.naive[share] },
  ];
  const ms = (what: string, value: number, baseline: Figure['baseline'] = null): Figure => ({
    what,
    value,
    unit: 'ms',
    baseline,
  });
  return {
    title: `Searching ${count.toLocaleString('en')} generations`,
    how: 'Queries in English, Chinese and Japanese are typed; each keystroke is measured, without a cache of the keystroke before. The plain ways use the same rows: LIKE with page and count, and a loop over all prompts with page, count and two facets.',
    figures: [
      ms('first page, p50', found.page.p50, plain('p50')),
      ms('first page, p95', found.page.p95, plain('p95')),
      ms('first page from the oldest, p95', found.oldest.p95),
      ms('page, total, layout, all facets and histogram, p50', found.everything.p50, plain('p50')),
      ms('page, total, layout, all facets and histogram, p95', found.everything.p95, plain('p95')),
      ms('the same for queries with words and filters, p95', found.filtered.p95, plain('p95')),
      ms('first page while typing ten keys a second, p95', beside.typing.p95),
      ms('all answers for the last of these keys', beside.lastKey),
      ms(`first page during an import, p95 of ${beside.pages}`, beside.page.p95),
      ms('corrections, p95', found.corrections.p95),
      ms('items with a text similar to one item, p95', found.similar.p95),
      ms('the whole library’s layout, p95', found.layout.p95),
      ms('the sidebar’s counts of the whole library, p95', found.sidebar.p95),
      ms('update of the arrays after an edit, p95', found.refreshEdit.p95),
      ms('update of the arrays after an import’s batch of 1,000, p95', found.refreshBatch.p95),
      { what: 'opening: all arrays loaded', value: found.openMs / 1000, unit: 's', baseline: null },
      { what: 'memory of a reader after opening', value: found.openMb, unit: 'MB', baseline: null },
      { what: 'memory of a reader after the typing', value: found.typedMb, unit: 'MB', baseline: null },
      { what: 'full-text index, per item', value: found.indexBytes, unit: 'bytes', baseline: null },
    ],
  };
}
