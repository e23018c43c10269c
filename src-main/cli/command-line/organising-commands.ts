/** The part of the table of commands for tags, collections, searches and marks. */
import type { Command } from './command.ts';

export const organisingCommands: readonly Command[] = [
  {
    name: 'tag',
    usage: 'add|remove TAG --query QUERY | --id ID...',
    summary: 'Tag many items at once; rename, merge, move, colour tags',
    details:
      'Prints the number of changed items. Slashes make a tree: “project/lighthouse”. Tags live in the library, never in the originals. ' +
      'The tags themselves: tag list · rename TAG NEW · merge TAG INTO · move TAG PARENT (“/” for the top) · delete TAG · ' +
      'color TAG COLOUR · alias TAG ALIAS · unalias ALIAS. Children go along. A new name that is taken is refused unless --merge is given.',
    options: ['query', 'id', 'merge'],
    examples: [
      'tag add keepers --query "paper dragon"',
      'tag remove keepers --id gen_01k94kq2hbetfb59tdwh9edd1r',
      'tag rename project work',
      'tag color keepers teal',
      'tag alias cat kitty',
    ],
    load: async () => (await import('../commands/tag.ts')).runTag,
  },
  {
    name: 'collection',
    usage: 'list | show|create|delete|add|remove|order NAME …',
    summary: 'Your own collections, by hand and in order, or smart ones',
    details:
      'collection create NAME makes one that is filled by hand; with --query it is smart and holds the results of the query. add and remove take ' +
      '--query or --id. order moves items before another (--before ID) or to the end; without items it moves the collection in the list. ' +
      'rename NAME NEW.',
    options: ['query', 'id', 'before', 'limit'],
    examples: [
      'collection create Reel',
      'collection add Reel --query "rating:>=4 type:video"',
      'collection order Reel --id gen_01k94kq2hbetfb59tdwh9edd1r --before s_68e1',
      'collection create "Best of autumn" --query "rating:5 date:2025-10"',
    ],
    load: async () => (await import('../commands/collection.ts')).runCollection,
  },
  {
    name: 'rate',
    usage: 'N --query QUERY | --id ID...',
    summary: 'Give items 1 to 5 stars; 0 takes them away',
    details: 'Prints the number of changed items.',
    options: ['query', 'id'],
    examples: ['rate 4 --query "paper dragon"'],
    load: async () => (await import('../commands/marks.ts')).runRate,
  },
  {
    name: 'favorite',
    usage: '--query QUERY | --id ID...',
    summary: 'Make items favourites',
    details: 'Prints the number of changed items.',
    options: ['query', 'id'],
    examples: ['favorite --id gen_01k94kq2hbetfb59tdwh9edd1r'],
    load: async () => (await import('../commands/marks.ts')).runFavorite,
  },
  {
    name: 'unfavorite',
    usage: '--query QUERY | --id ID...',
    summary: 'Take items out of the favourites',
    details: 'Prints the number of changed items.',
    options: ['query', 'id'],
    examples: ['unfavorite --query "is:favorite date:2024"'],
    load: async () => (await import('../commands/marks.ts')).runUnfavorite,
  },
  {
    name: 'note',
    usage: 'set|append TEXT | clear | show, --query QUERY | --id ID...',
    summary: 'Write, extend, clear or show notes',
    details: 'set replaces the note, append adds a paragraph at its end. show takes one identifier.',
    options: ['query', 'id'],
    examples: ['note append "Used in the trailer." --query tag:trailer', 'note show gen_01k94kq2hbetfb59tdwh9edd1r'],
    load: async () => (await import('../commands/marks.ts')).runNote,
  },
  {
    name: 'searches',
    usage: 'list | save NAME QUERY | rename NAME NEW | delete NAME',
    summary: 'Saved searches',
    details: 'The searches of the sidebar. --sort sets the order of the results.',
    options: ['sort'],
    examples: ['searches save "Wet streets" "rain OR puddle" --sort rating', 'searches list'],
    load: async () => (await import('../commands/searches.ts')).runSearches,
  },
  {
    name: 'undo',
    usage: '[N]',
    summary: 'Undo the latest change, or the latest N',
    details:
      'Every change of tags, ratings, notes, collections, searches and stacks can be undone, also one made in the window.',
    options: [],
    examples: ['undo', 'undo 3'],
    load: async () => (await import('../commands/undo.ts')).runUndo,
  },
  {
    name: 'redo',
    usage: '[N]',
    summary: 'Redo undone changes',
    details: 'Only until another change is made.',
    options: [],
    examples: ['redo'],
    load: async () => (await import('../commands/undo.ts')).runRedo,
  },
  {
    name: 'history',
    usage: '',
    summary: 'List changes, latest first',
    details: 'A change that is marked as undone can be redone.',
    options: ['limit'],
    examples: ['history --limit 20'],
    load: async () => (await import('../commands/undo.ts')).runHistory,
  },
  {
    name: 'words',
    usage: 'export FILE | import FILE',
    summary: 'Export and import tags, ratings, notes and collections',
    details:
      'export writes JSON or CSV, keyed by every identifier and by content; --query exports only its results. --as xmp writes a sidecar for ' +
      'each item into the folder FILE and never changes one of another program. import merges: tags are added, the higher rating stays, both ' +
      'notes are kept; words without an item wait until it is imported. One undo reverts the import.',
    options: ['as', 'query'],
    examples: [
      'words export words.json',
      'words export sidecars --as xmp --query tag:keepers',
      'words import words.json',
    ],
    load: async () => (await import('../commands/words.ts')).runWords,
  },
];
