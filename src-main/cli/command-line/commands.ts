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
    summary: 'What the library is made of: list, rescan, move, remove, watch',
    details:
      'Without a word: all sources, what each is believed to be and why. “rescan” reads what is new, and marks what is away as missing. ' +
      '“move OLD NEW” says where a source is now; its rows, previews and edits stay. “remove” takes what this source alone knew; edits are ' +
      'kept for the day it returns. “read PATH --as FORMAT” reads it as that format, “--as auto” as detected. “watch” takes changes in by ' +
      'themselves while a window or “serve” runs. Originals are never touched.',
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
      'With --files: what became of every file, each exactly once; --fate chooses. Reports of the last 200 imports are kept.',
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
    summary: 'One item whole: its records, and where each field came from',
    details: 'ID is any identifier the item is known by: generation, post, api or task id, or sha256:… of its file.',
    options: ['id'],
    examples: ['show gen_01k94kq2hbetfb59tdwh9edd1r'],
    load: async () => (await import('../commands/show.ts')).runShow,
  },
  {
    name: 'facets',
    usage: '[QUERY]',
    summary: 'The counts beside a result: kinds, models, months, tags, formats',
    details: 'Counts everything that QUERY finds, by what it is, when it was made and how it is marked.',
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
    usage: '[--source PATH|ID] [--resume] | --history',
    summary: 'Read every original again and compare it with the catalog',
    details:
      'Says which files are intact, changed, missing, damaged or new. Ends with code 1 when something is not intact. What a changed file ' +
      'held stays known beside what it holds now; the page decides which is right (docs/keeping.md). --source verifies one source, --resume ' +
      'goes on where the last one was stopped, --history tells of earlier ones. A window and “serve” verify once a week by themselves.',
    options: ['source', 'resume', 'history'],
    examples: ['verify', 'verify --source ~/Sora', 'verify --resume', 'verify --history --json'],
    load: async () => (await import('../commands/verify.ts')).runVerify,
  },
  {
    name: 'export',
    usage: 'DIR [--query QUERY] --as folder|site|bag|json|csv',
    summary: 'Copy a selection out: originals, a gallery, a bag, JSON or CSV',
    details:
      'Everything that QUERY finds, the whole library without one. “folder”: originals under good names, each with its prompt and all that ' +
      'is known of it beside it. “site”: a gallery that opens with a double click. “bag”: BagIt, for archives. “json” and “csv”: what is ' +
      'known, without media. Originals are only read, and nothing is written over. A stopped export goes on when it is started again. ' +
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
    summary: 'A whole copy of the catalog: what is in it and everything entered',
    details:
      'FILE becomes one zip: the catalog, the words as JSON, the settings, and a manifest with the SHA-256 of each. Without FILE a snapshot ' +
      'is written into the library’s own “backups”. Originals are not in it; previews with --previews. A file that is there is never overwritten.',
    options: ['previews'],
    examples: ['backup', 'backup /media/stick/afterimage-2026-11.zip'],
    load: async () => (await import('../commands/backup.ts')).runBackup,
  },
  {
    name: 'restore',
    usage: '[FILE]',
    summary: 'Bring a damaged library, a backup or a snapshot back',
    details:
      'Without FILE a library that cannot be opened comes back: the newest sound snapshot, and every edit since that can be read of the ' +
      'damaged catalog. With FILE that backup takes the library’s place, checked whole before anything is changed. --dry-run says what would ' +
      'differ and changes nothing. The catalog that was there is set aside in “backups”; restoring it takes the restore back. Close the ' +
      'library’s window first. --as-is goes on with a catalog that another program changed, or whose last edits are lost.',
    options: ['as-is', 'dry-run'],
    examples: ['restore', 'restore --dry-run', 'restore /media/stick/afterimage-2026-11.zip', 'restore --as-is'],
    load: async () => (await import('../commands/restore.ts')).runRestore,
  },
  {
    name: 'mirror',
    usage: '[list|add|run|check|remove] [DIR]',
    summary: 'Second copies of sources, collections or a query on another drive',
    details:
      '“add DIR” says what DIR is to hold; “run” brings it up to date: new files are copied and compared with their SHA-256, moved ones are ' +
      'moved, and nothing is written over or deleted. What the sources hold no more stays, until --set-aside moves it into the folder “removed”. ' +
      'A stopped run goes on when it is started again. “check” reads every copy again. “remove DIR” forgets a second copy and deletes nothing. ' +
      'Without DIR, “run” and “check” take all that are connected. While a window or “serve” runs, copies are kept up to date by themselves. ' +
      'What lies in the folder is told in docs/keeping.md.',
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
      'Listens on this computer alone, at the first free port from 4747. Whoever opens the printed address sees the library; ' +
      'nobody else does. Ctrl-C stops it.',
    options: ['port', 'host'],
    examples: ['serve', 'serve --port 8080'],
    load: async () => (await import('../commands/serve.ts')).runServe,
  },
  {
    name: 'doctor',
    usage: '',
    summary: 'What is installed and what is missing',
    details: 'Looks for ffmpeg, ffprobe, Electron and SQLite, at the disk and at the catalog. Changes nothing.',
    options: [],
    examples: ['doctor'],
    load: async () => (await import('../commands/doctor.ts')).runDoctor,
  },
];
