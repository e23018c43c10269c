/** Runs the edits of an open library in the order of the requests: finds the items, saves, and tells pages. */
import { selectedRowids } from '../../edits/selected-rowids.ts';
import { MANY_ITEMS, type Snapshots } from '../../keeping/snapshots.ts';
import type { CatalogEdits, Library } from '../library.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Saving } from '../opening/saving.ts';

export interface EditParts extends Pick<CatalogThreads, 'reads' | 'writer'>, Pick<Saving, 'inOrder'> {
  readonly directory: string;
  readonly snapshots: Pick<Snapshots, 'before'>;
  /** Called when a person edits something. */
  readonly touch: () => void;
}

export function openEdits({ directory, reads, writer, inOrder, snapshots, touch }: EditParts): CatalogEdits {
  return {
    edit: ({ selection, change }) =>
      inOrder(async () => {
        touch();
        const rowids = await selectedRowids(selection, reads);
        if (rowids.length > MANY_ITEMS) await snapshots.before('edit');
        return writer.call.edit(rowids, change);
      }, directory),
    undo: (to = null) => inOrder(() => writer.call.undo(to), directory),
    redo: () => inOrder(() => writer.call.redo(), directory),
    journal: () => writer.call.journal(),
    arrange: (wish) => inOrder(() => writer.call.arrange(wish), directory),
    history: (limit) => writer.call.history(limit),
  };
}

/** Changes outside the journal: pairs of items that are not duplicates, and recent searches. */
export function openRemarks({
  writer,
  unwritable,
  lasting,
}: Pick<CatalogThreads, 'writer' | 'unwritable'> & Pick<Saving, 'lasting'>): Pick<Library, 'unlike' | 'searches'> {
  return {
    async unlike(rowids, unlike) {
      const pairs = await writer.call.setUnlike(rowids, unlike);
      await lasting();
      return pairs;
    },
    searches: {
      // In a read-only library, a lost recent search is not worth an error.
      note: async (q) => (unwritable ? undefined : writer.call.noteSearch(q)),
      forget: (q) => writer.call.forgetSearches(q),
    },
  };
}
