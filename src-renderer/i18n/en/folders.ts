/** English: the folders of the sources. */

export const enFolders = {
  'folders.tree': 'Folders',
  'folders.failed': 'The folders could not be read.',
  'folders.menu': 'About this folder',
  'folders.only': 'Show only this',
  'folders.leave-out': 'Leave this out',
  'folders.let-in': 'Do not leave this out',
  'folders.as-collection': 'Make it the collection “{name}”',
  'folders.as-tag': 'Tag everything in it “{name}”',
  'folders.of-item': '{count, plural, one {Folder} other {Folders}}',
  'folders.show': 'Show what is in {name}',
};
