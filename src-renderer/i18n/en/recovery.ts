/** English: a library that cannot be opened, its way back, and restoring a backup. */

export const enRecovery = {
  'recovery.title.library-damaged': 'The catalog of this library is damaged',
  'recovery.title.catalog-missing': 'The catalog of this library is missing',
  'recovery.title.catalog-empty': 'The catalog of this library is empty',
  'recovery.title.edits-missing': 'The last changes are missing',
  'recovery.title.catalog-foreign': 'A database of another program is in the catalog’s place',
  'recovery.text.library-damaged':
    'The file with your tags, notes and lists is not what Afterimage wrote. A failing disk or another program can do that.',
  'recovery.text.catalog-missing': 'The file with your tags, notes and lists is not in the library’s folder any more.',
  'recovery.text.catalog-empty': 'The file with your tags, notes and lists is there, and nothing is in it.',
  'recovery.text.edits-missing':
    'The file that held what you changed last was lost or damaged. Everything before it is there.',
  'recovery.text.catalog-foreign':
    'The file with your tags, notes and lists was replaced by something that is not Afterimage’s.',
  'recovery.looking': 'Looking at what can be read…',
  'recovery.safe': 'What is safe',
  'recovery.originals': 'Your videos and pictures are untouched. Afterimage never changes them.',
  'recovery.from.snapshot': 'A whole copy of {at} is intact.',
  'recovery.from.catalog': 'The catalog itself is intact.',
  'recovery.from.salvage': 'There is no copy. What can be read of the catalog comes back.',
  'recovery.from.nothing': 'There is no copy in this library, and nothing can be read of the catalog.',
  'recovery.holds':
    'The way back holds {items, plural, =0 {no items} one {# item} other {# items}}, {tagged, plural, =0 {no tags of items} one {# tag of an item} other {# tags of items}} and {marks, plural, =0 {no ratings or notes} one {# item with a rating, favourite or note} other {# items with a rating, favourite or note}}.',
  'recovery.edits':
    '{count, plural, one {# change made since then can be read and comes back.} other {# changes made since then can be read and come back.}}',
  'recovery.kept':
    '{count, plural, one {The words of # item that was imported later come back when its archive is read again.} other {The words of # items that were imported later come back when their archives are read again.}}',
  'recovery.sources':
    '{count, plural, one {# archive is read again afterwards.} other {# archives are read again afterwards.}}',
  'recovery.unread': '{count, plural, one {# change could not be read.} other {# changes could not be read.}}',
  'recovery.passed-over':
    '{count, plural, one {# newer copy is damaged and was passed over.} other {# newer copies are damaged and were passed over.}}',
  'recovery.differs': 'What can still be read of the damaged catalog says otherwise about {what}.',
  'recovery.same': 'It agrees with everything that can still be read of the damaged catalog.',
  'recovery.bring-back': 'Bring the library back',
  'recovery.bringing': 'Bringing it back…',
  'recovery.aside': 'The file as it is now is set aside and kept. You can take this back.',
  'recovery.other': 'Other ways',
  'recovery.choose': 'Choose another copy…',
  'recovery.choose-primary': 'Choose a backup…',
  'recovery.go-on': 'Go on as it is',
  'recovery.go-on-note': 'The catalog can be opened. What is missing or altered in it stays so.',
  'recovery.new': 'Begin a new, empty library…',
  'recovery.new-title': 'Begin a new, empty library?',
  'recovery.new-text':
    'The gallery will be empty until you import your archives again. Tags, notes and lists stay in the file that is set aside, and in its copies.',
  'recovery.new-do': 'Begin a new library',
  'recovery.done':
    '{count, plural, =0 {The library is open.} one {The library is back: # item.} other {The library is back: # items.}}',
  'recovery.take-back': 'Take it back',
  'recovery.failed': 'Nothing was changed.',
  'recovery.library': 'Library: {path}',

  'restore.title': 'Restore a copy',
  'restore.pick': 'Which copy should take the place of the library?',
  'restore.none': 'There is no copy in this library.',
  'restore.file': 'From a file…',
  'restore.file-title': 'A backup or a copy',
  'restore.file-note': 'Choose the zip that was written as a backup, or type the path of a copy.',
  'restore.file-this': 'Use this file',
  'restore.comparing': 'Checking the copy…',
  'restore.made': 'Made {at}',
  'restore.unknown-date': 'Nothing says when it was made',
  'restore.holds':
    '{items, plural, =0 {No items} one {# item} other {# items}}, {tagged, plural, =0 {no tags of items} one {# tag of an item} other {# tags of items}}, {marks, plural, =0 {no ratings or notes} one {# item with a rating, favourite or note} other {# items with a rating, favourite or note}}.',
  'restore.same': 'It says the same as the library does now.',
  'restore.comes': 'Comes back: {what}',
  'restore.goes': 'Is set aside: {what}',
  'restore.not-compared': 'It cannot be compared with what is there now.',
  'restore.aside': 'What is there now is set aside in “backups”. You can take this back.',
  'restore.do': 'Restore',
  'restore.doing': 'Restoring…',
  'restore.back': 'Choose another',
  'restore.as-set-aside': 'Take it back as it was set aside',
  'restore.open': 'Restore a copy…',

  'differs.items': '{count, plural, one {# item} other {# items}}',
  'differs.tags': '{count, plural, one {# tag of an item} other {# tags of items}}',
  'differs.ratings': '{count, plural, one {# rating} other {# ratings}}',
  'differs.favorites': '{count, plural, one {# favourite} other {# favourites}}',
  'differs.notes': '{count, plural, one {# note} other {# notes}}',
  'differs.collections': '{count, plural, one {# place in a collection} other {# places in collections}}',
  'differs.searches': '{count, plural, one {# saved search} other {# saved searches}}',
} as const;
