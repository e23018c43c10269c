/** `facets [QUERY]`: the counts beside a result. */
import type { Facets } from '../../contract/searching/search.ts';
import { queryOf } from '../command-line/arguments.ts';
import type { Context } from '../command-line/command.ts';
import { clean, count, pad } from '../output/terminal.ts';

const HEADINGS: readonly (readonly [keyof Facets, string])[] = [
  ['kind', 'Kind'],
  ['state', 'State'],
  ['month', 'Month'],
  ['model', 'Model'],
  ['tag', 'Tag'],
  ['mention', 'Mention'],
  ['format', 'Known from'],
];

export async function runFacets(context: Context): Promise<0> {
  const q = queryOf(context.args) ?? '';
  const facets = await context.withLibrary(({ reads }) => reads.facets(q));
  await context.print(facets, () => describe(facets, context));
  return 0;
}

function describe(facets: Facets, { paint }: Context): string {
  const groups = HEADINGS.map(([name, heading]) => {
    const rows = Object.entries(facets[name]).sort(([a, m], [b, n]) =>
      name === 'month' ? b.localeCompare(a) : n - m || a.localeCompare(b),
    );
    const width = Math.max(...rows.map(([, value]) => count(value).length), 0);
    return rows.length === 0
      ? null
      : [
          paint('bold', heading),
          ...rows.map(([key, value]) => `  ${pad(count(value), width, 'left')}  ${clean(key)}`),
        ].join('\n');
  }).filter((group) => group !== null);
  return groups.length === 0 ? 'Nothing found.\n' : `${groups.join('\n\n')}\n`;
}
