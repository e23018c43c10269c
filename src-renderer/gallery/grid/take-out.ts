/** Drags originals out of the desktop window: the system continues the drag with files. */
import { DRAG_LIMIT } from '../../../src-main/contract/library/library.ts';
import { cardStore } from '../../api/cards/cards.ts';
import { currentText as t } from '../../i18n/use-text.ts';
import { desktopBridge } from '../../shell/bridge.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { countSelected, isSelected } from '../../state/selection.ts';
import { useView } from '../../state/store.ts';

/**
 * Starts a system drag with the original of the item, or with the originals of its selection. False when that is
 * impossible: in a browser, and for a single item without a file.
 */
export function takeOut(ids: Uint32Array, item: number): boolean {
  const bridge = desktopBridge();
  const carried = ids[item];
  if (!bridge || carried === undefined) return false;
  const { selected } = useView.getState();
  const { fail } = useToasts.getState();
  const count = isSelected(selected, carried) ? countSelected(selected, ids.length) : 1;
  if (count === 1 && cardStore.get(carried)?.fileId == null) return false;
  if (count > DRAG_LIMIT.items) {
    fail(t('drag.too-many', { count, most: DRAG_LIMIT.items }));
    return true;
  }
  const chosen = selected.all ? ids.filter((rowid) => isSelected(selected, rowid)) : selected.rowids;
  const rowids = count === 1 ? [carried] : [...chosen];
  bridge.startDrag(rowids).then(
    ({ state, leftOut }) => {
      if (state === 'too-large') fail(t('drag.too-large'));
      else if (state === 'nothing') fail(t('drag.nothing', { count: leftOut }));
      else if (leftOut > 0) fail(t('drag.left-out', { count: leftOut }));
    },
    () => fail(t('drag.failed')),
  );
  return true;
}
