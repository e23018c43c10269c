/** A small poster as a button: one press shows its details, two presses or Enter open the viewer. */
import type { ReactElement } from 'react';
import { useCard } from '../../api/cards/cards.ts';
import { useText } from '../../i18n/use-text.ts';
import { only } from '../../state/selection.ts';
import { useView } from '../../state/store.ts';
import { useDates } from '../layout/use-dates.ts';
import { cardName } from './card-name.ts';
import { Thumb } from './Thumb.tsx';
import styles from './ThumbButton.module.css';

export interface ThumbButtonProps {
  readonly rowid: number;
  readonly width: number;
  readonly height: number;
  /** Opens the viewer with one press, when one press would show nothing new. */
  readonly opens?: boolean;
}

export function ThumbButton({ rowid, width, height, opens = false }: ThumbButtonProps): ReactElement {
  const t = useText();
  const dates = useDates();
  const card = useCard(rowid);
  const set = useView((state) => state.set);
  const isSelected = useView((state) => !state.selected.all && state.selected.rowids.has(rowid));
  const open = (): void => set({ viewing: rowid, comparing: [] });
  return (
    <button
      type="button"
      className={styles.button}
      {...(opens ? {} : { 'aria-pressed': isSelected })}
      // Enter normally presses a button; here it opens the viewer, as in the gallery.
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        open();
      }}
      onClick={() => (opens ? open() : set({ selected: only(rowid) }))}
      onDoubleClick={open}
    >
      <span className="visually-hidden">{card ? cardName(card, t, dates) : t('gallery.card.loading')}</span>
      <Thumb rowid={rowid} width={width} height={height} />
    </button>
  );
}
