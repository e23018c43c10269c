/** The order of the gallery. */
import { ArrowUpDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { SORTS, type Sort } from '../../../src-main/contract/searching/search.ts';
import { useOrganised } from '../../api/organised.ts';
import { useUnderstanding } from '../../api/result/results.ts';
import { Button, IconButton } from '../../design/Button.tsx';
import { Menu, MenuItem } from '../../design/Menu.tsx';
import { useMediaQuery } from '../../design/use-media-query.ts';
import { useText } from '../../i18n/use-text.ts';
import { collectionInView } from '../../organise/collection-in-view.ts';
import { useView } from '../../state/store.ts';

/** Fields whose results can be sorted by similarity. */
const LIKENESS = new Set(['like', 'looks', 'reads']);

export function SortMenu(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const isNarrow = useMediaQuery('(max-width: 1180px)');
  const { terms = [], chips = [] } = useUnderstanding() ?? {};
  const hasBest = terms.length > 0 || chips.some(({ field }) => LIKENESS.has(field));
  const collections = useOrganised().data?.collections;
  const hasOwnOrder = collectionInView(q, collections ?? []) !== null;
  const orders = SORTS.filter(
    (order) => order === sort || (order === 'collection' ? hasOwnOrder : order !== 'relevance' || hasBest),
  );
  const name = t('shell.sort', { order: t(`sort.${sort}`) });
  const trigger = isNarrow ? (
    <IconButton label={name} icon={<ArrowUpDown aria-hidden="true" />} />
  ) : (
    <Button variant="quiet" aria-label={name}>
      {t(`sort.${sort}`)}
    </Button>
  );
  return (
    <Menu
      aria-label={name}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[sort]}
      onAction={(key) => sortBy(key as Sort)}
      trigger={trigger}
    >
      {orders.map((order) => (
        <MenuItem key={order} id={order}>
          {t(`sort.${order}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Sets the order. Shuffle again gives another random order. */
function sortBy(sort: Sort): void {
  const { set, seed } = useView.getState();
  set({ sort, focus: -1, ...(sort === 'random' ? { seed: seed + 1 } : {}) });
}
