/** English: second copies. */

export const enMirrors = {
  'mirrors.title': 'Second copies',
  'mirrors.intro':
    'Copies of your originals on another drive. Each copy is read back and compared. Nothing in it is overwritten or deleted. Copies are kept up to date while Afterimage runs and the drive is connected.',
  'mirrors.none': 'There is no second copy yet. If this drive fails, files that are only on it are lost.',
  'mirrors.list': 'Second copies of this library',
  'mirrors.add': 'Add a second copy…',
  'mirrors.of': 'Of {names}',
  'mirrors.of-collection': 'collection “{name}”',
  'mirrors.of-query': 'results of “{query}”',
  'mirrors.of-removed': '{name} (removed from the library)',
  'mirrors.current': 'Up to date as of {date}',
  'mirrors.behind': '{count, plural, =0 {Not run yet} one {# file to copy} other {# files to copy}}',
  'mirrors.away': 'Not connected since {date}',
  'mirrors.away-pending':
    '{count, plural, one {# file will be copied when it is back} other {# files will be copied when it is back}}',
  'mirrors.files': '{count, plural, one {# copy} other {# copies}}',
  'mirrors.kept':
    '{count, plural, one {# kept whose original is in no source any more} other {# kept whose originals are in no source any more}}',
  'mirrors.run': 'Copy now',
  'mirrors.waiting': 'Waiting for other work…',
  'mirrors.comparing': 'Comparing…',
  'mirrors.copying': 'Copying: {done} of {total}',
  'mirrors.checking': 'Reading copies: {done} of {total}',
  'mirrors.stop': 'Stop',
  'mirrors.stopped': 'Stopped. The next run continues from here.',
  'mirrors.stop-label': 'Stop working on {name}',
  'mirrors.more': 'More about {name}',
  'mirrors.check': 'Read every copy again',
  'mirrors.set-aside': 'Set aside copies whose originals are in no source any more',
  'mirrors.forget': 'Forget this second copy…',
  'mirrors.forget-title': 'Forget the second copy “{name}”?',
  'mirrors.forget-note':
    'Everything in {path} stays there, but it is no longer kept up to date. To continue, add the same folder again.',
  'mirrors.forget-confirm': 'Forget',
  'mirrors.failed': 'The last run stopped.',
  'mirrors.problems': '{count, plural, one {# file needs a look} other {# files need a look}}',
  'mirrors.checked':
    '{count, plural, one {# copy was read and is unchanged.} other {# copies were read, all are unchanged.}}',
  'mirrors.checked-bad':
    '{changed, plural, one {# copy has changed} other {# copies have changed}}, {missing, plural, one {# is missing} other {# are missing}}. Copy now to make new copies.',
  'mirrors.add-title': 'Add a second copy',
  'mirrors.what': 'What to copy',
  'mirrors.sources': 'Sources, with their folders',
  'mirrors.collections': 'Collections, as files with readable names',
  'mirrors.where': 'Where to',
  'mirrors.where-note': 'An empty folder on another drive, or one that this library made before.',
  'mirrors.choose': 'Choose a folder…',
  'mirrors.begin': 'Add and copy',
  'mirrors.add-failed': 'The second copy was not added.',
  'mirrors.on': 'Second copy on {path}',
  'progress.phase.mirroring': 'Making a second copy',
  'progress.phase.checking': 'Comparing copies',
  'problem.copy-damaged':
    'This copy has changed since it was written. It is kept in the folder “replaced”, and a new copy is made if the original is there.',
  'problem.copy-lost': 'This copy is not in the folder any more, and its original is in no source any more.',
  'error.mirror-inside':
    'This folder lies inside a source or the library, where nothing is written. Choose a folder on another drive.',
  'error.mirror-around':
    'A source or the library lies inside this folder. Choose a folder of its own for the second copy.',
  'error.mirror-not-empty': 'This folder is not empty. Choose an empty or a new one.',
  'error.mirror-foreign':
    'This folder is the second copy of another library, or a newer Afterimage wrote it. Choose another folder.',
  'error.mirror-exists': 'There is another second copy in this folder, or around it. Choose another folder.',
  'error.mirror-away': 'The second copy is not connected. What was copied stays; it goes on when its drive is back.',
  'error.mirror-busy':
    'Another window or command is working on a second copy of this library. Try again when it has ended.',
  'error.mirror-nothing': 'Choose what is to be copied: sources, collections or a query.',
  'error.mirror-full':
    'The drive of the second copy is full. What was copied stays. Make room, then copy again to go on.',
  'error.mirror-unusable': 'Nothing can be written into this folder. Its drive may be read-only. Choose another one.',
} as const;
