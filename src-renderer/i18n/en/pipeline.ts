/** English: progress and problems of work on sources. */

export const enPipeline = {
  'progress.phase.moving': 'Moving',
  'progress.phase.removing': 'Removing',
  'progress.phase.exporting': 'Exporting',
  'report.group.away': 'Not connected',
  'report.group.away-todo':
    'Connect the drive, or set the new place in the list of sources. Previews and everything you entered are kept.',
  'report.group.incomplete': 'Incomplete',
  'report.group.incomplete-todo':
    'Add the other parts of the export to complete it. Parts can be added at any time, in any order.',
} as const;
