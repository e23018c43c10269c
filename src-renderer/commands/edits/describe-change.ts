/** Describes a change in one sentence: for notices, undo and redo, and the history. */
import type { JournalChange } from '../../../src-main/contract/organising/edit.ts';
import type { Text } from '../../i18n/use-text.ts';

/** One sentence. @param count the number of changed generations */
export function describeChange(t: Text, change: JournalChange, count: number): string {
  switch (change.set) {
    case 'tag-add':
    case 'tag-remove':
    case 'tag-delete':
      return t(`deed.${change.set}`, { count, tag: change.tag });
    case 'favorite':
      return t(change.favorite ? 'deed.favorite' : 'deed.unfavorite', { count });
    case 'rating':
      return t(change.rating > 0 ? 'deed.rating' : 'deed.unrate', { count, stars: change.rating });
    case 'note':
      return t(change.note === '' ? 'deed.unnote' : 'deed.note', { count });
    case 'note-append':
      return t('deed.note-append', { count });
    case 'collection-add':
    case 'collection-remove':
    case 'collection-order':
      return t(`deed.${change.set}`, { count, name: change.collection });
    case 'stack':
    case 'unstack':
      return t(`deed.${change.set}`, { count });
    case 'tag-rename':
      return t('deed.tag-rename', { count, tag: change.tag, to: change.to });
    case 'tag-merge':
      return t('deed.tag-merge', { count, tag: change.tag, to: change.into });
    case 'tag-move':
      return change.under === null
        ? t('deed.tag-move-top', { count, tag: change.tag })
        : t('deed.tag-move', { count, tag: change.tag, to: change.under });
    case 'tag-color':
      return t('deed.tag-color', { tag: change.tag });
    case 'tag-alias-add':
      return t('deed.tag-alias-add', { tag: change.tag, alias: change.alias });
    case 'tag-alias-remove':
      return t('deed.tag-alias-remove', { alias: change.alias });
    case 'collection-create':
      return t(change.query === null ? 'deed.collection-create' : 'deed.collection-create-smart', {
        name: change.collection,
      });
    case 'collection-rename':
      return t('deed.collection-rename', { name: change.collection, to: change.to });
    case 'collection-query':
    case 'collection-delete':
    case 'collection-move':
      return t(`deed.${change.set}`, { name: change.collection });
    case 'search-rename':
      return t('deed.search-rename', { name: change.search, to: change.to });
    case 'search-save':
    case 'search-change':
    case 'search-delete':
    case 'search-move':
      return t(`deed.${change.set}`, { name: change.search });
    case 'words':
      return t(change.from === 'file' ? 'deed.words-file' : 'deed.words-kept', { count, name: change.name });
  }
}
