/** Shows two to four generations side by side, with synchronised videos. */
import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { useCards } from '../api/cards/cards.ts';
import { IconButton } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import type { Player } from './player.ts';
import { Stage } from './Stage.tsx';
import styles from './Viewer.module.css';

export interface CompareProps {
  readonly rowids: readonly number[];
  readonly player: Player;
}

export function Compare({ rowids, player }: CompareProps): ReactElement {
  const t = useText();
  const cards = useCards(rowids);
  const set = useView((state) => state.set);
  const leaveOut = (rowid: number): void => {
    const comparing = rowids.filter((other) => other !== rowid);
    set({ comparing: comparing.length > 1 ? comparing : [], viewing: comparing[0] ?? null });
  };
  return (
    <div className={styles.compare} data-count={rowids.length}>
      {rowids.map((rowid, i) => (
        <figure key={rowid} className={styles.compared}>
          <div className={styles.comparedStage}>
            <Stage rowid={rowid} player={player} isAutoPlaying />
          </div>
          <figcaption className={styles.comparedText}>
            <span>{cards[i]?.text}</span>
            <IconButton
              size="small"
              label={t('viewer.compare-remove')}
              icon={<X aria-hidden="true" />}
              onPress={() => leaveOut(rowid)}
            />
          </figcaption>
        </figure>
      ))}
    </div>
  );
}
