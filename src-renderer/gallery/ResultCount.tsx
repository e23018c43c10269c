/** How much was found, of how much there is; spoken when it changes. */
import { type ReactElement, useDeferredValue } from 'react';
import { useLayout, useLibrary } from '../api/queries.ts';
import { useText } from '../i18n/use-text.ts';
import { countSelected } from '../state/selection.ts';
import { useView } from '../state/store.ts';
import styles from './Header.module.css';

export function ResultCount(): ReactElement | null {
  const t = useText();
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  const selected = useView((state) => state.selected);
  const layout = useLayout({ q, sort, seed }).data;
  const total = useLibrary().data?.total ?? 0;
  const count = useDeferredValue(layout?.ids.length);
  if (count === undefined) return null;
  const chosen = countSelected(selected, count);
  const found = q.trim() === '' ? t('gallery.count', { count: total }) : t('gallery.count-of', { count, total });
  return (
    <p role="status" className={styles.count}>
      {chosen > 1 ? t('gallery.selected', { count: chosen }) : found}
    </p>
  );
}
