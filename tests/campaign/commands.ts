/** All writing commands, as the campaigns run them on a copy of the sample's library. */
import { join } from 'node:path';
import type { Sample } from './sample.ts';

export interface Command {
  readonly name: string;
  /** @param out a folder for output outside the library */
  args(sample: Sample, out: string): readonly string[];
  /** Whether the command can run again after it was completed; an undo cannot. */
  readonly isRepeatable: boolean;
  /** Starts with an empty library instead of the sample's. */
  readonly isFirst?: true;
  /** Commands to run before it. */
  readonly before?: (sample: Sample) => readonly (readonly string[])[];
}

const edits: readonly (readonly [name: string, ...args: string[]])[] = [
  ['tag add', 'tag', 'add', 'evening', '--query', ''],
  ['tag remove', 'tag', 'remove', 'keepers', '--query', ''],
  ['tag rename', 'tag', 'rename', 'keepers', 'kept'],
  ['tag delete', 'tag', 'delete', 'keepers'],
  ['rate', 'rate', '5', '--query', ''],
  ['favorite', 'favorite', '--query', ''],
  ['note append', 'note', 'append', 'One line more.', '--query', ''],
  ['undo', 'undo'],
  ['redo', 'redo'],
  ['collection create', 'collection', 'create', 'Best', '--query', 'rating:>=4'],
  ['collection add', 'collection', 'add', 'Reel', '--query', ''],
  ['collection order', 'collection', 'order', 'Reel', '--query', 'rating:4 tag:keepers'],
  ['collection delete', 'collection', 'delete', 'Reel'],
  ['searches save', 'searches', 'save', 'Paper', 'paper dragon'],
];

const EXPORTS = ['folder', 'site', 'bag', 'json', 'csv'] as const;

export const COMMANDS: readonly Command[] = [
  ...edits.map(([name, ...args]): Command => ({ name, args: () => args, isRepeatable: false })),
  {
    name: 'import, the first',
    args: ({ archives, more }) => ['import', archives, more],
    isRepeatable: true,
    isFirst: true,
  },
  { name: 'import of more', args: ({ more }) => ['import', more], isRepeatable: true },
  {
    name: 'words import',
    args: ({ words }) => ['words', 'import', words],
    isRepeatable: true,
    before: () => [['tag', 'delete', 'keepers']],
  },
  { name: 'words export', args: (_, out) => ['words', 'export', join(out, 'words.json')], isRepeatable: true },
  { name: 'words export as xmp', args: (_, out) => ['words', 'export', out, '--as', 'xmp'], isRepeatable: true },
  { name: 'previews', args: () => ['previews'], isRepeatable: true },
  {
    name: 'sources remove',
    args: ({ archives }) => ['sources', 'remove', join(archives, 'part-1')],
    isRepeatable: false,
  },
  {
    name: 'sources move',
    args: ({ archives, moved }) => ['sources', 'move', join(archives, 'part-1'), moved],
    isRepeatable: false,
  },
  {
    name: 'sources read as',
    args: ({ archives }) => ['sources', 'read', join(archives, 'part-1'), '--as', 'loose'],
    isRepeatable: true,
  },
  { name: 'sources rescan', args: () => ['sources', 'rescan'], isRepeatable: true },
  { name: 'backup', args: (_, out) => ['backup', join(out, 'backup.zip')], isRepeatable: true },
  { name: 'backup as a snapshot', args: () => ['backup'], isRepeatable: true },
  { name: 'restore', args: ({ backup }) => ['restore', backup], isRepeatable: true },
  { name: 'restore as it is', args: () => ['restore', '--as-is'], isRepeatable: true },
  ...EXPORTS.map(
    (form): Command => ({
      name: `export as ${form}`,
      args: (_, out) => ['export', join(out, form), '--query', 'has:media', '--as', form],
      isRepeatable: true,
    }),
  ),
  { name: 'verify', args: () => ['verify'], isRepeatable: true },
];
