/** Messages about names in a query that the library does not have, with the nearest known names. */
import type { QueryMessage } from '../../../contract/searching/search.ts';
import { asValue } from '../../query-language/fields.ts';
import type { NamedValue } from '../../query-language/language.ts';
import { nearest } from '../../query-language/nearest.ts';
import type { QueryContext } from './query-context.ts';
import { smartQueries, tagsNamed } from './tag-aliases.ts';

/** A message for each `tag:`, `model:` … whose name no item has: it explains an empty result. */
export function unknownNames({ db, columns }: QueryContext, named: readonly NamedValue[]): readonly QueryMessage[] {
  return named.flatMap(({ of, name, written, start, end, isKeptOut }) => {
    const { names, folded } = columns.names[of];
    const smart = of === 'collection' ? smartQueries(db) : [];
    const isMeant = of === 'tag' ? tagsNamed(db, { type: 'whole', name }) : (known: string) => known === name;
    if (folded.some(isMeant) || smart.some((one) => isMeant(one.folded))) return [];
    const near = nearest(name, [...names, ...smart.map((one) => one.name)]);
    const suggestion = near === null ? null : `${of}:${asValue(near)}`;
    const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
    return [
      {
        code: 'unknown-name',
        message: `Nothing here has the ${of} “${shown}”.`,
        start,
        end,
        suggestion,
        ...(isKeptOut && near !== null && { isKeptOut }),
      },
    ];
  });
}
