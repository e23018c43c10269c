/** English: snapshots and backups. */

export const enBackups = {
  'backups.title': 'Backups',
  'backups.intro':
    'Once a day, and before large changes, a complete copy of the catalog with your tags and notes is written into the library’s “backups” folder and read back.',
  'backups.list': 'The newest copies',
  'backups.none': 'There is no copy yet.',
  'backups.reason.daily': 'of the day',
  'backups.reason.asked': 'made by you',
  'backups.reason.edit': 'before a large change',
  'backups.reason.removal': 'before a source was removed or moved',
  'backups.reason.restore': 'before a restore',
  'backups.reason.migration': 'before an update',
  'backups.reason.replaced': 'set aside by a restore',
  'backups.second': 'Second folder',
  'backups.no-second': 'None. A folder on another drive survives the loss of this one.',
  'backups.choose': 'Choose a second folder…',
  'backups.no-more': 'Stop using a second folder',
  'backups.choose-title': 'A second folder for copies',
  'backups.choose-note': 'Each new copy is put there, too. Nothing in it is ever removed.',
  'backups.choose-this': 'Use this folder',
  'backups.now': 'Back up now',
  'backups.made': 'A copy was made and read back.',
  'backups.failed': 'No copy could be made.',
} as const;
