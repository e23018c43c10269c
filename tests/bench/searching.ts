/** The search benchmark as a section of the report. */
import type { Section } from './figure.ts';
import { benchSearch } from './search.ts';

export async function searchSection(count: number): Promise<Section> {
  const found = await benchSearch(count);
  const like = (share: 'p50' | 'p95') => ({ what: 'LIKE ‘%…%’', value: found.like[share] });
  return {
    title: `Searching ${count.toLocaleString('en')} generations`,
    how: 'A person types queries in English, Chinese and Japanese, one measurement a keystroke, nothing remembered from the one before. The plain way is LIKE with page and count over the same rows.',
    figures: [
      { what: 'first page with its count, p50', value: found.page.p50, unit: 'ms', baseline: like('p50') },
      { what: 'first page with its count, p95', value: found.page.p95, unit: 'ms', baseline: like('p95') },
      { what: 'with layout and all facets, p50', value: found.everything.p50, unit: 'ms', baseline: like('p50') },
      { what: 'with layout and all facets, p95', value: found.everything.p95, unit: 'ms', baseline: like('p95') },
      { what: 'words and filters together, p95', value: found.filtered.p95, unit: 'ms', baseline: like('p95') },
      { what: 'arrays brought up to date after an edit, p95', value: found.refreshEdit.p95, unit: 'ms', baseline: null },
      {
        what: 'arrays brought up to date after an import’s batch of 1,000, p95',
        value: found.refreshBatch.p95,
        unit: 'ms',
        baseline: null,
      },
      { what: 'the whole library’s layout, p95', value: found.layout.p95, unit: 'ms', baseline: null },
      { what: 'the sidebar’s counts of everything, p95', value: found.sidebar.p95, unit: 'ms', baseline: null },
    ],
  };
}
