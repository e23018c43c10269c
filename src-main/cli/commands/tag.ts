/** `tag`: tags many items at once, and arranges the tags themselves. */

import { TagName } from '../../contract/organising/names.ts';
import type { TagInfo } from '../../contract/organising/organised.ts';
import { TagColor } from '../../contract/organising/tag-colors.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, count, pad } from '../output/terminal.ts';
import { editSelection, selectItems } from '../running/item-selection.ts';
import { arrange, named, unknownVerb, wordsAfter } from '../running/organise-helpers.ts';

export async function runTag(context: Context): Promise<0 | 1> {
  const { args } = context;
  const [verb = ''] = args.words;
  const words = (...labels: readonly string[]): readonly string[] => wordsAfter(args, verb, ...labels);
  const merge = args.has('merge');
  switch (verb) {
    case 'add':
    case 'remove': {
      const tag = named(TagName, args.words[1]);
      return editSelection(context, selectItems(args, 2, 'A tag'), {
        set: verb === 'add' ? 'tag-add' : 'tag-remove',
        tag,
      });
    }
    case 'list':
      words();
      return list(context);
    case 'rename': {
      const [tag = '', to = ''] = words('TAG', 'NEW');
      return arrange(
        context,
        { set: 'tag-rename', tag: named(TagName, tag), to: named(TagName, to), merge },
        'Renamed.',
      );
    }
    case 'merge': {
      const [tag = '', into = ''] = words('TAG', 'INTO');
      return arrange(context, { set: 'tag-merge', tag: named(TagName, tag), into: named(TagName, into) }, 'Merged.');
    }
    case 'move': {
      const [tag = '', under = ''] = words('TAG', 'PARENT');
      const parent = under === '/' ? null : named(TagName, under);
      return arrange(context, { set: 'tag-move', tag: named(TagName, tag), under: parent, merge }, 'Moved.');
    }
    case 'delete': {
      const [tag = ''] = words('TAG');
      return arrange(context, { set: 'tag-delete', tag: named(TagName, tag) }, 'Deleted, with its children.');
    }
    case 'color': {
      const [tag = '', color = ''] = words('TAG', 'COLOUR');
      return arrange(context, { set: 'tag-color', tag: named(TagName, tag), color: colorOf(color) }, 'Coloured.');
    }
    case 'alias': {
      const [tag = '', alias = ''] = words('TAG', 'ALIAS');
      return arrange(
        context,
        { set: 'tag-alias-add', tag: named(TagName, tag), alias: named(TagName, alias), merge },
        'Alias added.',
      );
    }
    case 'unalias': {
      const [alias = ''] = words('ALIAS');
      return arrange(context, { set: 'tag-alias-remove', alias: named(TagName, alias) }, 'Alias removed.');
    }
    default:
      throw unknownVerb(args, [
        'add',
        'remove',
        'list',
        'rename',
        'merge',
        'move',
        'delete',
        'color',
        'alias',
        'unalias',
      ]);
  }
}

function colorOf(written: string): TagColor | null {
  if (written === 'none') return null;
  const color = TagColor.safeParse(written.toLowerCase());
  if (color.success) return color.data;
  throw new UsageError(`A tag can be ${TagColor.options.join(', ')} or none, not “${clean(written)}”.`);
}

async function list(context: Context): Promise<0> {
  const { tags } = await context.withLibrary(({ reads }) => reads.organised());
  await context.print({ tags }, () => describe(tags, context));
  return 0;
}

function describe(tags: readonly TagInfo[], { paint }: Context): string {
  if (tags.length === 0) return 'No tags yet. To add one: afterimage tag add TAG --query QUERY\n';
  const width = Math.max(...tags.map(({ total }) => count(total).length));
  const rows = tags.map(({ name, color, aliases, total }) => {
    const asides = [color, aliases.length > 0 && `also ${aliases.map(clean).join(', ')}`].filter(Boolean).join(' · ');
    return `  ${pad(count(total), width, 'left')}  ${clean(name)}${asides ? `  ${paint('dim', asides)}` : ''}`;
  });
  return `${rows.join('\n')}\n`;
}
