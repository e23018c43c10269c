/** The gallery: shows the result, or the reason why it is empty. */
import { type ReactElement, useEffect } from 'react';
import type { Understanding } from '../../src-main/contract/searching/search.ts';
import { cardStore } from '../api/cards/cards.ts';
import { Spinner } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { Failed } from '../shell/Failed.tsx';
import { viewName } from '../state/places.ts';
import { useView } from '../state/store.ts';
import styles from './Gallery.module.css';
import { Grid } from './grid/Grid.tsx';
import { Empty } from './result/Empty.tsx';
import { useResult } from './result/use-result.ts';

export function Gallery(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const seed = useView((state) => state.seed);
  const { layout, understanding = NOTHING, ...result } = useResult();
  const isBegun = layout !== undefined && result.total === undefined;
  // Cells that stay on screen may still show the text that the last search hit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each result that is drawn.
  useEffect(() => {
    if (!result.isPlaceholderData) cardStore.renew();
  }, [q, layout, result.isPlaceholderData]);

  if (layout && layout.ids.length > 0 && !(isBegun && result.error)) {
    const view = result.isPlaceholderData ? null : viewName({ q, sort, seed });
    return <Grid layout={layout} view={view} terms={understanding.terms} />;
  }
  if (result.error) {
    return (
      <div className={styles.state}>
        <Failed error={result.error} onRetry={() => void result.refetch()} />
      </div>
    );
  }
  if (result.isPending || result.isPlaceholderData) {
    return (
      <div className={styles.state}>
        <Spinner label={t('gallery.loading')} />
      </div>
    );
  }
  return <Empty q={q} understanding={understanding} />;
}

const NOTHING: Understanding = { chips: [], messages: [], terms: [] };
