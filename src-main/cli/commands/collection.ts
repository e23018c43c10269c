/** `collection`: manages collections, filled by hand and ordered, or by a query. */
import { CollectionName } from '../../contract/organising/names.ts';
import { foldText } from '../../contract/searching/fold.ts';
import { wholeNumber } from '../command-line/arguments.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, count, pad } from '../output/terminal.ts';
import { editSelection, rowidOf, selectItems } from '../running/item-selection.ts';
import { arrange, named, unknownVerb, wordsAfter } from '../running/organise-helpers.ts';
import { describeItems } from './search.ts';

export async function runCollection(context: Context): Promise<0 | 1> {
  const { args } = context;
  const [verb = '', written] = args.words;
  const only = (...labels: readonly string[]): readonly string[] => wordsAfter(args, verb, ...labels);
  const collection = (): string => named(CollectionName, written);
  switch (verb) {
    case 'list':
      only();
      return list(context);
    case 'show':
      only('NAME');
      return show(context, collection());
    case 'create': {
      only('NAME');
      const query = args.text('query');
      return arrange(
        context,
        { set: 'collection-create', collection: collection(), query },
        query === null ? 'Created.' : 'Created, smart.',
      );
    }
    case 'delete':
      only('NAME');
      return arrange(context, { set: 'collection-delete', collection: collection() }, 'Deleted.');
    case 'rename': {
      const [, to] = only('NAME', 'NEW');
      return arrange(
        context,
        { set: 'collection-rename', collection: collection(), to: named(CollectionName, to) },
        'Renamed.',
      );
    }
    case 'add':
    case 'remove': {
      const set = verb === 'add' ? 'collection-add' : 'collection-remove';
      return editSelection(context, selectItems(args, 2, 'A name'), { set, collection: collection() });
    }
    case 'order':
      return order(context, collection());
    default:
      throw unknownVerb(args, ['list', 'show', 'create', 'delete', 'rename', 'add', 'remove', 'order']);
  }
}

/** Moves items before another item or to the end; without items, moves the collection in the list. */
async function order(context: Context, collection: string): Promise<0 | 1> {
  const { args } = context;
  const before = args.text('before');
  if (args.text('query') === null && args.texts('id').length === 0) {
    wordsAfter(args, 'order', 'NAME');
    const wish = {
      set: 'collection-move' as const,
      collection,
      before: before === null ? null : named(CollectionName, before),
    };
    return arrange(context, wish, 'Moved.');
  }
  return editSelection(context, selectItems(args, 2, 'A name'), async ({ reads }) => ({
    set: 'collection-order',
    collection,
    before: before === null ? null : await rowidOf(reads, before),
  }));
}

async function list(context: Context): Promise<0> {
  const { collections } = await context.withLibrary(({ reads }) => reads.organised());
  await context.print(
    { collections: collections.map(({ name, query, count: items }) => ({ name, query, count: items })) },
    () => {
      if (collections.length === 0) return 'No collections yet. To begin one: afterimage collection create NAME\n';
      const width = Math.max(...collections.map((one) => count(one.count).length));
      const rows = collections.map(({ name, query, count: items }) => {
        const smart = query === null ? '' : `  ${context.paint('dim', clean(query) || 'everything')}`;
        return `  ${pad(count(items), width, 'left')}  ${clean(name)}${smart}`;
      });
      return `${rows.join('\n')}\n`;
    },
  );
  return 0;
}

/** Prints the items of a collection, in its order; items of a smart collection newest first. */
async function show(context: Context, name: string): Promise<0> {
  const limit = wholeNumber(context.args, 'limit', 0, 10_000_000, 100);
  const found = await context.withLibrary(async ({ reads }) => {
    const { collections } = await reads.organised();
    const byHand = await reads.collectionItems(name);
    if (byHand)
      return { query: null, total: byHand.length, items: [...(await reads.generations(byHand.slice(0, limit)))] };
    const smart = collections.find((one) => one.query !== null && foldText(one.name) === foldText(name));
    if (smart?.query == null)
      throw new UsageError(`There is no collection “${clean(name)}”. All of them: afterimage collection list`);
    const result = await reads.search({ q: smart.query, sort: 'newest', seed: 0, limit, offsetId: null });
    return { query: smart.query, ...result };
  });
  await context.print({ name, ...found }, () =>
    found.total === 0 ? 'Nothing is in it yet.\n' : describeItems(found, [], context),
  );
  return 0;
}
