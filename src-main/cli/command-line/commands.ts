/** The table of commands: name, help, and module. A module is loaded when its command runs. */
import type { Command } from './command.ts';
import { organisingCommands } from './organising-commands.ts';

export const commands: readonly Command[] = [
  {
    name: 'import',
    usage: 'PATH...',
    summary: 'Catalogue folders, zips or single files; again to rescan',
    details:
      'Any mix of exports, backups and loose media. Folders are searched for zips. Originals are only read, never changed or copied. ' +
      'Importing the same again reports everything as unchanged.',
    options: ['files'],
    examples: [
      'import ~/Downloads/sora-data-files-export-1.zip',
      'import ~/Sora ~/Backups/sora',
      'import ~/Sora --files --json',
    ],
    load: async () => (await import('../commands/import.ts')).runImport,
  },
  {
    name: 'sources',
    usage: '[remove|move|rescan|read|watch|unwatch] [PATH|ID]',
    summary: 'The sources of the library: list, rescan, move, remove, watch',
    details:
      'Without a word: lists all sources, the format of each and the reason. “rescan” reads new files and marks absent ones as missing. ' +
      '“move OLD NEW” sets the new place of a source; its items, previews and edits stay. “remove” removes everything that is in no other ' +
      'source; edits come back when the source is imported again. “read PATH --as FORMAT” reads it as that format, “--as auto” as detected. ' +
      '“watch” rescans a source when it changes, while a window or “serve” runs. Originals are never touched.',
    options: ['as'],
    examples: [
      'sources',
      'sources rescan',
      'sources move /media/old/Sora ~/Sora',
      'sources remove ~/Sora',
      'sources read ~/Sora --as soravault',
      'sources watch ~/Sora',
    ],
    load: async () => (await import('../commands/sources.ts')).runSources,
  },
  {
    name: 'report',
    usage: '[IMPORT]',
    summary: 'The report of the last import, or of one by its number',
    details:
      'With --files: the outcome of every file; --fate lists only one outcome. Reports of the last 200 imports are kept.',
    options: ['files', 'fate'],
    examples: ['report', 'report --files --fate skipped', 'report 12 --files --json'],
    load: async () => (await import('../commands/report.ts')).runReport,
  },
  {
    name: 'search',
    usage: '[QUERY]',
    summary: 'Find by words, tags, dates and more; everything without QUERY',
    details:
      'The same language as the search box: words match without regard to case or accents; “-word” excludes; ' +
      'type:video, tag:keepers, rating:4, date:2025-11 and others narrow down. The whole language is in docs/search.md.',
    options: ['limit', 'sort', 'seed', 'offset-id', 'query'],
    examples: ['search paper dragon', 'search "type:image tag:keepers" --sort rating --limit 20', 'search -- -cat'],
    takesQuery: true,
    load: async () => (await import('../commands/search.ts')).runSearch,
  },
  {
    name: 'show',
    usage: 'ID',
    summary: 'All data of one item, and the source of each field',
    details: 'ID is any identifier of the item: generation, post, api or task id, or sha256:… of its file.',
    options: ['id'],
    examples: ['show gen_01k94kq2hbetfb59tdwh9edd1r'],
    load: async () => (await import('../commands/show.ts')).runShow,
  },
  {
    name: 'facets',
    usage: '[QUERY]',
    summary: 'The counts beside a result: kinds, models, months, tags, formats',
    details: 'Counts the results of QUERY by kind, date, tags and more.',
    options: ['query'],
    examples: ['facets', 'facets paper dragon'],
    takesQuery: true,
    load: async () => (await import('../commands/facets.ts')).runFacets,
  },
  ...organisingCommands,
  {
    name: 'previews',
    usage: '',
    summary: 'Make every missing poster now',
    details: 'The window does this in the background. Previews are kept in the library, never beside the originals.',
    options: [],
    examples: ['previews'],
    load: async () => (await import('../commands/previews.ts')).runPreviews,
  },
  {
    name: 'verify',
    usage: '[--source PATH|ID] [--resume] | --history | accept|take-back|leave|ask PATH...',
    summary: 'Read every original again and compare it with the catalog',
    details:
      'Says which files are intact, changed, missing, damaged or new. Ends with code 1 when something is not intact. --source verifies ' +
      'one source, --resume continues a stopped verification, --history lists earlier ones. A window and “serve” verify once a week by ' +
      'themselves. For a changed file both states are stored, and you decide which is right, in the page or here: “accept PATH” takes the ' +
      'new state, “take-back” reverts that, “leave” keeps both, “ask” reverts that. With --source instead of PATH the decision is about ' +
      'all files of that source (docs/keeping.md).',
    options: ['source', 'resume', 'history'],
    examples: [
      'verify',
      'verify --source ~/Sora',
      'verify --resume',
      'verify --history --json',
      'verify accept ~/Sora/clip.mp4',
    ],
    load: async () => (await import('../commands/verify.ts')).runVerify,
  },
  {
    name: 'export',
    usage: 'DIR [--query QUERY] --as folder|site|bag|json|csv',
    summary: 'Copy a selection out: originals, a gallery, a bag, JSON or CSV',
    details:
      'Exports all results of QUERY; without QUERY, the whole library. “folder”: originals with readable names, each with a file of its ' +
      'prompt and data beside it. “site”: a gallery that opens with a double click. “bag”: BagIt, for archives. “json” and “csv”: the data ' +
      'without media. Originals are only read, and no file is overwritten. A stopped export continues when it is started again. ' +
      'All fields are in docs/exporting.md.',
    options: ['query', 'as', 'id', 'name', 'dry-run'],
    examples: [
      'export ~/Best --query "rating:5" --as folder',
      'export ~/Best --query "rating:5" --name "{date} {prompt}" --dry-run',
      'export ~/Gallery --query tag:keepers --as site',
      'export /media/archive/sora --as bag',
    ],
    load: async () => (await import('../commands/export.ts')).runExport,
  },
  {
    name: 'backup',
    usage: '[FILE]',
    summary: 'Copy the whole catalog: items, tags, ratings, notes and more',
    details:
      'FILE becomes one zip: the catalog, the words as JSON, the settings, and a manifest with the SHA-256 of each. Without FILE a snapshot ' +
      'is written into the library’s own “backups”. Originals are left out; --previews adds previews. An existing file is never overwritten.',
    options: ['previews'],
    examples: ['backup', 'backup /media/stick/afterimage-2026-11.zip'],
    load: async () => (await import('../commands/backup.ts')).runBackup,
  },
  {
    name: 'restore',
    usage: '[FILE]',
    summary: 'Recover a damaged library, or restore a backup or a snapshot',
    details:
      'Without FILE: recovers a library that cannot be opened, from the newest sound snapshot and every later edit that can be read from ' +
      'the damaged catalog. With FILE: replaces the catalog by that backup, which is checked completely first. --dry-run prints the ' +
      'differences and changes nothing. The old catalog is set aside in “backups”; restoring it undoes the restore. Close the ' +
      'library’s window first. --as-is keeps a catalog that another program changed, or whose last edits are lost.',
    options: ['as-is', 'dry-run'],
    examples: ['restore', 'restore --dry-run', 'restore /media/stick/afterimage-2026-11.zip', 'restore --as-is'],
    load: async () => (await import('../commands/restore.ts')).runRestore,
  },
  {
    name: 'mirror',
    usage: '[list|add|run|check|remove] [DIR]',
    summary: 'Second copies of sources, collections or a query on another drive',
    details:
      '“add DIR” sets the contents of the second copy in DIR. “run” updates it: new files are copied and compared with their SHA-256, moved ' +
      'ones are moved, and no file is overwritten or deleted. Copies of files that left the sources stay, until --set-aside moves them into ' +
      'the folder “removed”. A stopped run continues when it is started again. “check” reads every copy again. “remove DIR” forgets a second ' +
      'copy and deletes no file. Without DIR, “run” and “check” use all connected second copies. A window and “serve” update second copies ' +
      'automatically. docs/keeping.md describes the files in the folder.',
    options: ['source', 'collection', 'query', 'full', 'set-aside'],
    examples: [
      'mirror add /media/stick/sora --source ~/Sora',
      'mirror add /media/stick/best --collection Reel --query "rating:5"',
      'mirror run',
      'mirror run /media/stick/sora --set-aside',
      'mirror check /media/stick/sora',
      'mirror remove /media/stick/sora',
    ],
    load: async () => (await import('../commands/mirror.ts')).runMirrors,
  },
  {
    name: 'serve',
    usage: '',
    summary: 'The gallery in a browser; prints its address with the key to it',
    details:
      'Listens only on this computer, at the first free port from 4747. Only the printed address opens the library. ' +
      'Ctrl-C stops it.',
    options: ['port', 'host'],
    examples: ['serve', 'serve --port 8080'],
    load: async () => (await import('../commands/serve.ts')).runServe,
  },
  {
    name: 'doctor',
    usage: '',
    summary: 'What is installed and what is missing',
    details: 'Checks ffmpeg, ffprobe, Electron, SQLite, the disk and the catalog. Changes nothing.',
    options: [],
    examples: ['doctor'],
    load: async () => (await import('../commands/doctor.ts')).runDoctor,
  },
];
