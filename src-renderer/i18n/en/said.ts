/** English: problems, errors, and the signs of formats. Keys end in the contract's codes. */

export const enSaid = {
  'problem.more': '{count, plural, one {# more like this is not listed.} other {# more like these are not listed.}}',
  'problem.nothing-found': 'Nothing here was recognised: no export, no prompts, no videos or pictures.',
  'problem.not-found': 'There is no file or folder of this name.',
  'problem.not-the-same':
    'Nothing of this source is there: no file has the same name and size. To add it as a source of its own, import it.',
  'problem.source-missing': 'This source is not there. Its drive may not be connected, or it was moved.',
  'problem.file-missing': 'This file is no longer there.',
  'problem.file-unreadable': 'This file could not be read. {reason}',
  'problem.file-cut': 'The file ends before its stated size.',
  'problem.file-empty': 'This file is empty: its content was lost before the import.',
  'problem.folder-unreadable': 'This folder could not be read. {reason}',
  'problem.unreadable': 'This could not be read. Check that its drive is connected and that you may open it.',
  'problem.name-undecodable': 'This file’s name is not valid text. Rename it so that it can be read.',
  'problem.link-outside':
    'This link leads out of the folder and was not followed. If its target belongs to the archive, add it separately.',
  'problem.link-broken': 'This link leads nowhere. {reason}',
  'problem.not-media': 'This file is named like a video or picture, but holds something else. It was left out.',
  'problem.media-damaged': 'This file is damaged or cut short. It may not play, or not to its end.',
  'problem.disk-full':
    'The disk that holds the library is full. Free some space and import again: it goes on where it stopped.',
  'problem.zip-damaged':
    '{what, select, empty {The ZIP is empty. Its download may have failed; download it again.} found {{count, plural, =0 {This is not a readable ZIP.} one {The ZIP is damaged or cut short. One file in it could be found.} other {The ZIP is damaged or cut short. # files in it could be found.}}} places {The ZIP is damaged. {count, plural, one {# file} other {# files}} in it cannot be where the ZIP states, or have names that are too long.} file {This file is damaged in its ZIP.} other {The ZIP is damaged.}}',
  'problem.zip-checksum':
    'This file in the ZIP is damaged: its bytes do not match the checksum that the ZIP keeps of them. Everything readable was kept.',
  'problem.zip-encrypted':
    '{what, select, zip {The ZIP is protected by a password. Unpack it first.} files {{count, plural, one {# file is protected by a password.} other {# files are protected by a password.}} Unpack the ZIP first.} other {This file is protected by a password. Unpack the ZIP first.}}',
  'problem.zip-method': 'This file is packed in a way that cannot be read. Unpack the ZIP first.',
  'problem.zip-bomb': 'This file would grow to more than a thousand times its size when unpacked. It was not opened.',
  'problem.zip-too-large': 'The ZIP lists more files than can be read; the rest was left out.',
  'problem.zip-unsafe-name': 'The name leads outside the ZIP. The file is read under a safe name.',
  'problem.zip-nested-deflated':
    'This ZIP is compressed inside another ZIP and is too large to be unpacked here. Unpack the outer ZIP first.',
  'problem.zip-nested-deep': 'This ZIP is inside too many other ZIPs. Unpack the outer ZIP first.',
  'problem.archive-unread':
    '{what, select, part {This is a part of a split ZIP, and another part of it is missing: {name}. Put all parts into one folder and import it again.} room {This file lies in several parts of a split ZIP, and there is no room to put it together. Unpack the ZIP first.} kind {An archive of this kind ({kind}) is not read. Unpack it and import the folder.} other {An archive of this kind is not read. Unpack it and import the folder.}}',
  'problem.json-empty': 'The document is empty.',
  'problem.json-not-json': 'This is not a JSON document.',
  'problem.json-truncated': 'The document is cut short; everything before the cut was read.',
  'problem.json-malformed':
    '{what, select, outer {The outer structure of the document is damaged.} odd {{number, plural, =0 {A record} other {Record {number, number}}} is not valid JSON. It was repaired and read.} request {The answer of recorded request {number, number} is damaged and was left out.} other {{number, plural, =0 {A record} other {Record {number, number}}} is damaged and was left out.}}',
  'problem.json-too-large':
    '{number, plural, =0 {A record} other {Record {number, number}}} is too large and was left out.',
  'problem.json-too-deep':
    '{number, plural, =0 {A record} other {Record {number, number}}} is nested too deeply and was left out.',
  'problem.json-trailing': 'There is more text after the end of the document; it was left out.',
  'problem.text-too-long': 'This text is too long for a note. Only its beginning was read.',
  'problem.csv-malformed': 'A quotation mark in this table is never closed; the rows after it may be wrong.',
  'problem.part-missing': 'The export lists {name}, but it is not here.',
  'problem.unrecognised-json': 'This has the name of an export’s list, but contains something else. It was left out.',
  'problem.no-records':
    '{what, select, text {This text is empty. The data about its video is lost.} recording {This recording contains no answer with generations.} other {This list is empty.}}',
  'problem.record-malformed':
    '{number, plural, =0 {An element} other {Record {number, number}}} is not a record; it was left out.',
  'problem.words-malformed':
    '{what, select, tag {Tag {number, number}} collection {Collection {number, number}} search {Saved search {number, number}} item {Item {number, number}} other {An entry}}{field, select, none {} other {, “{field}”}}: this could not be understood and was left out.',
  'problem.words-more': 'There are more problems like these.',
  'problem.alias-exists': '“{name}” is in use here already and was not made an alias of “{tag}”.',
  'problem.collection-exists': 'The collection “{name}” is another one here and was left as it is.',
  'problem.not-written': 'The sidecar could not be written.',
  'problem.sidecar-foreign': 'There is a file of this name that Afterimage did not write; it was left as it is.',
  'problem.file-changed':
    'This original has changed since it was imported, so it was not copied. Verify the originals, decide under “Sources” whether the new one is right, then export again.',
  'problem.export-name-taken':
    'There is a file of this name already; it was left as it is, and this one was not written.',
  'error.export-inside':
    'This folder lies inside a source or the library, where nothing is written. Choose another folder.',
  'error.export-not-empty': 'This folder is not empty. Choose an empty or a new one.',
  'error.export-exists': 'There is a file of this name already. Choose another folder.',

  'reason.gone': 'It is no longer there.',
  'reason.denied': 'Permission was denied.',
  'reason.loop': 'It is a link that leads back to itself.',
  'reason.long-path': 'Its path is too long.',
  'reason.no-folder': 'It is not a folder.',
  'reason.disk': 'The disk reported a read error.',
  'reason.busy': 'Too many files are open.',

  'error.bad-request': 'This was refused. {message}',
  'error.forbidden':
    'Afterimage does not answer to other pages or under other names. Open the address it printed when it was started.',
  'error.too-large': 'This is too large.',
  'error.aborted': 'The request was cancelled.',
  'error.dropped': 'A newer request replaced this one.',
  'error.internal': 'Something went wrong inside Afterimage. The details are in its log.',
  'error.library-busy': 'Another program is writing to this library. Try again in a moment.',
  'error.library-unavailable': 'The library cannot be opened.',
  'error.library-damaged':
    'The catalog of this library is damaged. {copy, select, some {The newest copy is “{snapshot}”; the command “afterimage restore” brings it back.} other {There is no copy in its “backups” folder; the command “afterimage restore” brings one back from elsewhere.}}',
  'error.catalog-missing':
    'The catalog of this library is missing. {copy, select, some {The newest copy is “{snapshot}”; the command “afterimage restore” brings it back.} other {There is no copy in its “backups” folder; the command “afterimage restore” brings one back from elsewhere.}}',
  'error.catalog-empty':
    'The catalog of this library is empty, although the library was in use. {copy, select, some {The newest copy is “{snapshot}”; the command “afterimage restore” brings it back.} other {There is no copy in its “backups” folder; the command “afterimage restore” brings one back from elsewhere.}}',
  'error.edits-missing':
    'The last changes are missing from the catalog: the file that held them was lost or damaged. {copy, select, some {The newest copy is “{snapshot}”; the command “afterimage restore” brings it back.} other {There is no copy in its “backups” folder; the command “afterimage restore” brings one back from elsewhere.}}',
  'error.file-exists': 'There is a file of this name already. Choose another one.',
  'error.backup-damaged': 'This backup is incomplete or damaged. Nothing was changed.',
  'error.backup-foreign': 'This file is not a backup of Afterimage. Nothing was changed.',
  'error.backup-newer': 'This backup was made by a newer Afterimage. Please use the newer program.',
  'error.catalog-newer': 'This library was last used by a newer Afterimage. Please use the newer program.',
  'error.catalog-foreign': 'This folder holds a database of another program, not an Afterimage library.',
  'error.disk-full': 'The disk that holds the library is full: nothing can be changed until there is space.',
  'error.thread-ended': 'A part of Afterimage stopped unexpectedly and was started again. Please try again.',
  'error.edit-unconfirmed':
    'The part of Afterimage that saves changes stopped unexpectedly and was started again. Check whether your last change is there, and make it again if it is not.',
  'error.work-interrupted':
    'A part of Afterimage stopped unexpectedly. What was done by then is kept; start this again to go on.',
  'error.library-unwritable':
    '{why, select, folder {This library cannot be written: you can look at everything, but changes cannot be kept.} other {The part of Afterimage that writes to the library stopped several times. The library can be read; to change it, quit and start Afterimage again.}}',
  'error.unreadable': 'This could not be read. Check that its drive is connected and that you may open it.',
  'error.not-readable': 'This folder cannot be read. You may have no permission to open it.',
  'error.folder-unusable': 'Nothing can be written into this folder. Choose another one.',
  'error.same-place': 'The source already has this path.',
  'error.query-not-understood': '“{word}” in the search is not understood, so nothing was changed.',
  'error.beside-originals':
    'This folder belongs to a source of the library, and nothing is written beside originals. Choose another folder.',
  'error.library-among-originals':
    'The library would lie among originals, and nothing of Afterimage is written beside them. Choose another folder for the library.',
  'error.unknown-id': 'This item is no longer in this result.',
  'error.unknown-tag': 'There is no tag “{name}”.',
  'error.unknown-collection': 'There is no collection “{name}”.',
  'error.unknown-search': 'There is no saved search “{name}”.',
  'error.tag-exists': 'There is a tag “{name}” already.',
  'error.tag-inside-itself': '“{name}” cannot be moved under itself, or merged into its own subtag.',
  'error.alias-exists': '“{name}” is an alias of “{tag}” already. Remove that alias first.',
  'error.collection-exists': 'There is a collection “{name}” already. Choose another name.',
  'error.collection-smart':
    '“{name}” is a smart collection: it holds what its search finds, in no order of its own. Change the search instead.',
  'error.collection-by-hand': '“{name}” is filled by hand and has no search to change.',
  'error.search-exists': 'There is a saved search “{name}” already. Choose another name.',
  'error.stack-too-small': 'A stack needs two items or more.',
  'error.not-words':
    'This file contains no annotations. Choose a JSON or CSV file that was written under “Your annotations”.',
  'error.words-newer': 'This file was written by a newer Afterimage. Please use the newer program.',
  'error.words-unreadable': 'This file is damaged: its JSON ends too early or is malformed. Nothing was changed.',
  'error.port-busy': 'This port is in use; choose another one.',
  'error.port-forbidden': 'This port may not be used by this account; choose one above 1023.',
  'error.bad-host': 'This is not an address of this computer.',
} as const;
