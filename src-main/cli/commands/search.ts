/** `search [QUERY]`: the search box. */
import type { Generation } from '../../contract/generation.ts';
import { Sort } from '../../contract/search.ts';
import { queryOf, UsageError, wholeNumber } from '../arguments.ts';
import type { Context } from '../context.ts';
import { clean, count, counted, duration, moment, pad, shorten } from '../terminal.ts';

const MAX_LIMIT = 10_000_000;

export async function runSearch(context: Context): Promise<0> {
  const { args } = context;
  const q = queryOf(args) ?? '';
  const limit = wholeNumber(args, 'limit', 0, MAX_LIMIT, 100);
  const sort = Sort.exclude(['random']).safeParse(args.text('sort') ?? 'newest');
  if (!sort.success) throw new UsageError(`--sort takes newest, oldest, relevance, duration or rating, not “${args.text('sort')}”.`);
  const { result, understood } = await context.withLibrary(async ({ reads }) => ({
    result: await reads.search({ q, sort: sort.data, seed: 0, limit, offsetId: args.text('offset-id') }),
    understood: await reads.understand(q),
  }));
  for (const { message, suggestion } of understood.messages)
    context.note(clean(suggestion ? `${message} Did you mean “${suggestion}”?` : message));
  await context.print(result, () => describe(result.total, result.items, context));
  return 0;
}

function describe(total: number, items: readonly Generation[], { paint, columns }: Context): string {
  if (total === 0) return 'Nothing found.\n';
  const idWidth = Math.min(36, Math.max(...items.map(({ id }) => id.length), 0));
  const rows = items.map((item) => {
    const facts = `${pad(item.createdAt ? moment(item.createdAt) : 'undated', 16)}  ${pad(length(item), 7, 'left')}  `;
    const id = `${pad(shorten(item.id, idWidth), idWidth)}  `;
    const text = clean(item.prompt ?? item.title ?? '') || 'No prompt';
    return `${paint('dim', facts)}${id}${shorten(text, Math.max(20, columns - facts.length - id.length))}`;
  });
  const shown = items.length < total ? `, ${count(items.length)} shown` : '';
  return `${[...rows, ...(rows.length > 0 ? [''] : []), paint('dim', `${counted(total, 'item')}${shown}`)].join('\n')}\n`;
}

function length(item: Generation): string {
  if (item.state === 'prompt-only') return 'prompt';
  return item.durationSeconds === null ? (item.kind ?? '') : duration(item.durationSeconds);
}
