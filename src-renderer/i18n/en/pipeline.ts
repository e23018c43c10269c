/** English: sources that are looked after, and their problems. */

export const enPipeline = {
  'progress.phase.moving': 'Moving',
  'progress.phase.removing': 'Removing',
  'progress.phase.exporting': 'Exporting',
  'report.group.away': 'Not connected',
  'report.group.away-todo':
    'Connect the drive, or say in the list of sources where this is now. Previews and everything you entered are kept.',
  'report.group.incomplete': 'Not all here',
  'report.group.incomplete-todo':
    'Add the other parts of the export to complete it. Parts can be added at any time, in any order.',
} as const;
