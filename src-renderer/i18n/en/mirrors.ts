/** English: second copies. */

export const enMirrors = {
  'mirrors.title': 'Second copies',
  'mirrors.intro':
    'Your originals once more, on another drive: each copy is read back and compared. Nothing in it is overwritten or deleted. Copies are kept up to date while Afterimage runs and the drive is connected.',
  'mirrors.none': 'There is no second copy yet. If this drive fails, what lies on it alone is lost.',
  'mirrors.list': 'Second copies of this library',
  'mirrors.add': 'Add a second copy…',
  'mirrors.of': 'Of {names}',
  'mirrors.of-collection': 'collection “{name}”',
  'mirrors.of-query': 'what “{query}” finds',
  'mirrors.of-removed': '{name} (removed from the library)',
  'mirrors.current': 'Up to date as of {date}',
  'mirrors.behind': '{count, plural, =0 {Not run yet} one {# file to copy} other {# files to copy}}',
  'mirrors.away': 'Not connected since {date}',
  'mirrors.away-pending':
    '{count, plural, one {# file will be copied when it is back} other {# files will be copied when it is back}}',
  'mirrors.files': '{count, plural, one {# copy} other {# copies}}',
  'mirrors.kept':
    '{count, plural, one {# kept that no source holds any more} other {# kept that no source holds any more}}',
  'mirrors.run': 'Copy now',
  'mirrors.waiting': 'Waiting for other work…',
  'mirrors.comparing': 'Comparing…',
  'mirrors.copying': 'Copying: {done} of {total}',
  'mirrors.checking': 'Reading copies: {done} of {total}',
  'mirrors.stop': 'Stop',
  'mirrors.stopped': 'Stopped. It goes on there the next time.',
  'mirrors.stop-label': 'Stop working on {name}',
  'mirrors.more': 'More about {name}',
  'mirrors.check': 'Read every copy again',
  'mirrors.set-aside': 'Set aside what no source holds any more',
  'mirrors.forget': 'Forget this second copy…',
  'mirrors.forget-title': 'Forget the second copy “{name}”?',
  'mirrors.forget-note':
    'Everything in {path} stays there. It is just not kept up to date any more. Add the same folder again to go on with it.',
  'mirrors.forget-confirm': 'Forget',
  'mirrors.failed': 'The last run stopped.',
  'mirrors.problems': '{count, plural, one {# file needs a look} other {# files need a look}}',
  'mirrors.checked':
    '{count, plural, one {# copy read, and as it was written.} other {# copies read, all as they were written.}}',
  'mirrors.checked-bad':
    '{changed, plural, one {# copy has changed} other {# copies have changed}}, {missing, plural, one {# is missing} other {# are missing}}. Copy now to make them anew.',
  'mirrors.add-title': 'Add a second copy',
  'mirrors.what': 'What is to be copied',
  'mirrors.sources': 'Sources, with their folders',
  'mirrors.collections': 'Collections, as files with good names',
  'mirrors.where': 'Where to',
  'mirrors.where-note': 'An empty folder on another drive, or one that this library made before.',
  'mirrors.choose': 'Choose a folder…',
  'mirrors.begin': 'Add and copy',
  'mirrors.add-failed': 'It was not added.',
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
  'error.mirror-not-empty': 'There is something in this folder already. Choose an empty or a new one.',
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
