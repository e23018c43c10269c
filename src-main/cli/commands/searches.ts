/** `searches`: manages saved searches. */
import { SearchName } from '../../contract/organising/names.ts';
import { Sort } from '../../contract/searching/search.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, columnsOf, pad } from '../output/terminal.ts';
import { arrange, named, unknownVerb, wordsAfter } from '../running/organise-helpers.ts';

export async function runSearches(context: Context): Promise<0> {
  const { args } = context;
  const [verb = ''] = args.words;
  switch (verb) {
    case 'list':
      wordsAfter(args, verb);
      return list(context);
    case 'save': {
      const [name = '', q = ''] = wordsAfter(args, verb, 'NAME', 'QUERY');
      const sort = Sort.safeParse(args.text('sort') ?? 'newest');
      if (!sort.success)
        throw new UsageError(`--sort takes ${Sort.options.join(', ')}, not “${clean(args.text('sort') ?? '')}”.`);
      return arrange(context, { set: 'search-save', search: named(SearchName, name), q, sort: sort.data }, 'Saved.');
    }
    case 'rename': {
      const [name = '', to = ''] = wordsAfter(args, verb, 'NAME', 'NEW');
      return arrange(
        context,
        { set: 'search-rename', search: named(SearchName, name), to: named(SearchName, to) },
        'Renamed.',
      );
    }
    case 'delete': {
      const [name = ''] = wordsAfter(args, verb, 'NAME');
      return arrange(context, { set: 'search-delete', search: named(SearchName, name) }, 'Deleted.');
    }
    default:
      throw unknownVerb(args, ['list', 'save', 'rename', 'delete']);
  }
}

async function list(context: Context): Promise<0> {
  const { searches } = await context.withLibrary(({ reads }) => reads.organised());
  await context.print({ searches }, () => {
    if (searches.length === 0) return 'No saved searches yet. To keep one: afterimage searches save NAME QUERY\n';
    const width = Math.max(...searches.map(({ name }) => columnsOf(clean(name))));
    return `${searches.map(({ name, q }) => `  ${pad(clean(name), width)}  ${context.paint('dim', clean(q))}`).join('\n')}\n`;
  });
  return 0;
}
