/** The first entries of a long list, and more on request. */
import { type ReactElement, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { useText } from '../../i18n/use-text.ts';

/** The number of entries shown first. */
const PAGE = 8;
const MORE = 100;

export interface ShortListProps<T> {
  readonly items: readonly T[];
  readonly render: (item: T, index: number) => ReactElement;
}

export function ShortList<T>({ items, render }: ShortListProps<T>): ReactElement {
  const t = useText();
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <ul>{items.slice(0, shown).map(render)}</ul>
      {items.length > shown && (
        <Button size="small" variant="quiet" onPress={() => setShown(shown + MORE)}>
          {t('report.more-problems', { count: Math.min(MORE, items.length - shown) })}
        </Button>
      )}
    </>
  );
}
