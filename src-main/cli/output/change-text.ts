/** Describes a change in one line of text. */
import type { HistoryEntry, JournalChange } from '../../contract/organising/edit.ts';
import { clean, counted, shorten } from './terminal.ts';

const LONGEST_NAME = 60;

/** One line about a journal entry, e.g. “Tagged 12 items with “keepers””. */
export function changeInWords({ change, changed }: Pick<HistoryEntry, 'change' | 'changed'>): string {
  return inWords(change, counted(changed, 'item'));
}

function inWords(change: JournalChange, items: string): string {
  switch (change.set) {
    case 'tag-add':
      return `Tagged ${items} with ${quoted(change.tag)}`;
    case 'tag-remove':
      return `Removed the tag ${quoted(change.tag)} from ${items}`;
    case 'favorite':
      return change.favorite ? `Made ${items} favourites` : `Took ${items} out of the favourites`;
    case 'rating':
      return change.rating === 0 ? `Removed the rating of ${items}` : `Rated ${items} ${'★'.repeat(change.rating)}`;
    case 'note':
      return change.note === '' ? `Cleared the note of ${items}` : `Wrote the note of ${items}`;
    case 'note-append':
      return `Added to the note of ${items}`;
    case 'collection-add':
      return `Put ${items} into ${quoted(change.collection)}`;
    case 'collection-remove':
      return `Took ${items} out of ${quoted(change.collection)}`;
    case 'collection-order':
      return `Moved ${items} within ${quoted(change.collection)}`;
    case 'stack':
      return `Stacked ${items}`;
    case 'unstack':
      return `Took ${items} out of their stack`;
    case 'tag-rename':
      return `Renamed the tag ${quoted(change.tag)} to ${quoted(change.to)} (${items})`;
    case 'tag-merge':
      return `Merged the tag ${quoted(change.tag)} into ${quoted(change.into)} (${items})`;
    case 'tag-move':
      return `Moved the tag ${quoted(change.tag)} ${change.under === null ? 'to the top' : `under ${quoted(change.under)}`} (${items})`;
    case 'tag-delete':
      return `Deleted the tag ${quoted(change.tag)} (${items})`;
    case 'tag-color':
      return change.color === null
        ? `Removed the colour of the tag ${quoted(change.tag)}`
        : `Changed the colour of the tag ${quoted(change.tag)} to ${change.color}`;
    case 'tag-alias-add':
      return `Made ${quoted(change.alias)} an alias of ${quoted(change.tag)}`;
    case 'tag-alias-remove':
      return `Removed the alias ${quoted(change.alias)}`;
    case 'collection-create':
      return `Created the ${change.query === null ? '' : 'smart '}collection ${quoted(change.collection)}`;
    case 'collection-rename':
      return `Renamed the collection ${quoted(change.collection)} to ${quoted(change.to)}`;
    case 'collection-query':
      return `Changed the search of the collection ${quoted(change.collection)}`;
    case 'collection-delete':
      return `Deleted the collection ${quoted(change.collection)}`;
    case 'collection-move':
      return `Moved the collection ${quoted(change.collection)} in the list`;
    case 'search-save':
      return `Saved the search ${quoted(change.search)}`;
    case 'search-change':
      return `Changed the saved search ${quoted(change.search)}`;
    case 'search-rename':
      return `Renamed the saved search ${quoted(change.search)} to ${quoted(change.to)}`;
    case 'search-delete':
      return `Deleted the saved search ${quoted(change.search)}`;
    case 'search-move':
      return `Moved the saved search ${quoted(change.search)} in the list`;
    case 'words':
      return change.from === 'file'
        ? `Imported annotations from ${quoted(change.name)} (${items})`
        : `Added pending annotations to ${items}`;
  }
}

const quoted = (name: string): string => `“${shorten(clean(name), LONGEST_NAME)}”`;
