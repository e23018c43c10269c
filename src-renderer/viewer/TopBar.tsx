/** The top bar of the viewer: back, position in the result, actions. */
import { ArrowLeft, ChevronLeft, ChevronRight, Heart, PanelRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { KnownCard } from '../api/cards/card-store.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { IconButton } from '../design/Button.tsx';
import { Stars } from '../design/Stars.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './Viewer.module.css';

export interface TopBarProps {
  readonly rowid: number;
  readonly card: KnownCard;
  readonly position: number;
  readonly total: number;
  readonly onClose: () => void;
  /** Null in a comparison. */
  readonly onGo: ((by: 1 | -1) => void) | null;
}

export function TopBar({ rowid, card, position, total, onClose, onGo }: TopBarProps): ReactElement {
  const t = useText();
  const edits = useEdits();
  const set = useView((state) => state.set);
  const comparing = useView((state) => state.comparing);
  const inspectorOpen = useView((state) => state.inspectorOpen);
  const selection = { type: 'rowids' as const, rowids: [rowid] };
  return (
    <div className={styles.top}>
      <IconButton label={t('viewer.back')} shortcut="Esc" icon={<ArrowLeft aria-hidden="true" />} onPress={onClose} />
      <p className={styles.position}>
        {onGo === null
          ? t('viewer.compare-label', { count: comparing.length })
          : position > 0 && t('viewer.position', { position, total })}
      </p>
      {onGo && (
        <>
          <IconButton
            label={t('viewer.previous')}
            shortcut="←"
            icon={<ChevronLeft aria-hidden="true" />}
            isDisabled={position <= 1}
            onPress={() => onGo(-1)}
          />
          <IconButton
            label={t('viewer.next')}
            shortcut="→"
            icon={<ChevronRight aria-hidden="true" />}
            isDisabled={position === 0 || position >= total}
            onPress={() => onGo(1)}
          />
        </>
      )}
      <span className={styles.gap} />
      {onGo && card && (
        <>
          <Stars
            label={t('inspector.rating')}
            value={card.rating}
            nameOf={(rating) => t('inspector.stars', { count: rating })}
            onChange={(rating) => void edits.apply(selection, { set: 'rating', rating }, true)}
          />
          <IconButton
            label={t('viewer.favorite')}
            shortcut="F"
            icon={<Heart aria-hidden="true" className={card.favorite ? styles.lit : ''} />}
            isPressed={card.favorite}
            onPress={() => void edits.apply(selection, { set: 'favorite', favorite: !card.favorite }, true)}
          />
        </>
      )}
      <IconButton
        label={t('viewer.details')}
        shortcut="I"
        icon={<PanelRight aria-hidden="true" />}
        isPressed={inspectorOpen}
        onPress={() => set({ inspectorOpen: !inspectorOpen })}
      />
    </div>
  );
}
