/** `search [QUERY]`: searches like the search box. */
import { excerpt } from '../../contract/items/excerpt.ts';
import type { Generation } from '../../contract/items/generation.ts';
import { hitRanges } from '../../contract/items/hits.ts';
import { shownTitle } from '../../contract/items/shown-title.ts';
import { type HitTerm, type SearchResult, Sort } from '../../contract/searching/search.ts';
import { queryOf, wholeNumber } from '../command-line/arguments.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { queryErrorLines } from '../output/query-errors.ts';
import { clean, columnsOf, count, counted, duration, moment, pad, shorten } from '../output/terminal.ts';

const MAX_LIMIT = 10_000_000;
const MAX_SEED = 2 ** 31 - 1;

export async function runSearch(context: Context): Promise<0> {
  const { args } = context;
  const q = queryOf(args) ?? '';
  const limit = wholeNumber(args, 'limit', 0, MAX_LIMIT, 100);
  const sort = Sort.safeParse(args.text('sort') ?? 'newest');
  if (!sort.success) throw new UsageError(`--sort takes ${orders.format(Sort.options)}, not “${args.text('sort')}”.`);
  const seed = wholeNumber(args, 'seed', 0, MAX_SEED, 0);
  const { result, understood, corrections } = await context.withLibrary(async ({ reads }) => {
    const found = await reads.search({ q, sort: sort.data, seed, limit, offsetId: args.text('offset-id') });
    const meant = found.total === 0 ? await reads.corrections(q) : [];
    return { result: found, understood: await reads.understand(q), corrections: meant };
  });
  for (const line of understood.messages.flatMap((message) => queryErrorLines(message, q))) context.note(line);
  for (const { q: other, total } of corrections)
    context.note(`Did you mean: ${clean(other)}  (${counted(total, 'item')})`);
  await context.print(result, () => describeItems(result, understood.terms, context));
  return 0;
}

const orders = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** One line per item, and the total. */
export function describeItems(
  { total, items }: SearchResult,
  terms: readonly HitTerm[],
  { paint, columns }: Context,
): string {
  if (total === 0) return 'Nothing found.\n';
  const idWidth = Math.min(36, Math.max(...items.map(({ id }) => id.length), 0));
  const rows = items.map((item) => {
    const facts = `${pad(item.createdAt ? moment(item.createdAt) : 'undated', 16)}  ${pad(length(item), 7, 'left')}  `;
    const id = `${pad(shorten(item.id, idWidth), idWidth)}  `;
    const room = Math.max(20, columns - facts.length - id.length);
    return `${paint('dim', facts)}${id}${marked(words(item, terms, room), terms, (text) => paint('bold', text))}`;
  });
  const shown = items.length < total ? `, ${count(items.length)} shown` : '';
  return `${[...rows, ...(rows.length > 0 ? [''] : []), paint('dim', `${counted(total, 'item')}${shown}`)].join('\n')}\n`;
}

function length(item: Generation): string {
  if (item.state === 'prompt-only') return 'prompt';
  return item.durationSeconds === null ? (item.kind ?? '') : duration(item.durationSeconds);
}

/** The text of an item that fits into the line: the shot with the hit, or the part of a long prompt around it. */
function words(item: Generation, terms: readonly HitTerm[], room: number): string {
  const { prompt, shots } = item;
  const shot = shots.findIndex(({ text }) => hitRanges(text, terms).length > 0);
  const told = shots[shot]?.text;
  const text = clean(told ?? prompt ?? shownTitle(item) ?? shots.map((one) => one.text).join(' '));
  if (text === '') return 'No prompt';
  const label = told === undefined ? '' : `Shot ${shot + 1}: `;
  // Wide characters take two columns each.
  const wide = columnsOf(text) / text.length;
  const units = Math.max(10, Math.floor((room - label.length) / Math.max(1, wide)));
  return shorten(label + excerpt(text, terms, units, Math.floor(units / 4)), room);
}

function marked(text: string, terms: readonly HitTerm[], paint: (text: string) => string): string {
  const hits = hitRanges(text, terms);
  return hits
    .toReversed()
    .reduce((line, [start, end]) => line.slice(0, start) + paint(line.slice(start, end)) + line.slice(end), text);
}
