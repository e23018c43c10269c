/** The number of found items and the total; announced when it changes. */
import { type ReactElement, useDeferredValue } from 'react';
import { useLibrary, useSidebar } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { countSelected } from '../../state/selection.ts';
import { useView } from '../../state/store.ts';
import styles from './Header.module.css';
import { useResult } from './use-result.ts';

export function ResultCount(): ReactElement | null {
  const t = useText();
  const q = useView((state) => state.q);
  const selected = useView((state) => state.selected);
  const total = useLibrary().data?.total ?? 0;
  // Items in closed stacks count too. The beginning of a result has no total yet; then the sidebar has it.
  const result = useResult();
  const found = useSidebar(q);
  const counted = found.data && !found.isPlaceholderData ? found.data.total : undefined;
  const count = useDeferredValue(result.total ?? counted);
  if (count === undefined) return null;
  const chosen = countSelected(selected, count);
  const text = q.trim() === '' ? t('gallery.count', { count: total }) : t('gallery.count-of', { count, total });
  return (
    <p role="status" className={styles.count}>
      {chosen > 1 ? t('gallery.selected', { count: chosen }) : text}
    </p>
  );
}
