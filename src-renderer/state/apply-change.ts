/** Applies a change to the marks of one generation before the server has confirmed it. */
import type { Change } from '../../src-main/contract/organising/edit.ts';

export interface Marks {
  readonly tags: readonly string[];
  readonly rating: number;
  readonly favorite: boolean;
}

/** The same object when nothing changes. */
export function applyChange<T extends Marks>(marked: T, change: Change): T {
  switch (change.set) {
    case 'favorite':
      return marked.favorite === change.favorite ? marked : { ...marked, favorite: change.favorite };
    case 'rating':
      return marked.rating === change.rating ? marked : { ...marked, rating: change.rating };
    case 'tag-add':
      return marked.tags.includes(change.tag) ? marked : { ...marked, tags: [...marked.tags, change.tag] };
    case 'tag-remove':
      return marked.tags.includes(change.tag)
        ? { ...marked, tags: marked.tags.filter((tag) => tag !== change.tag) }
        : marked;
    default:
      return marked;
  }
}
