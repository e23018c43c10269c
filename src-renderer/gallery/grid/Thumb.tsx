/** A small poster of a generation, for lists: its picture, or its text. */
import { ImageOff } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useCard } from '../../api/cards/cards.ts';
import { clock } from '../../i18n/format.ts';
import { Poster } from './Poster.tsx';
import styles from './Thumb.module.css';

export interface ThumbProps {
  readonly rowid: number;
  readonly width: number;
  readonly height: number;
  /** False while scrolling is too fast. */
  readonly isWanted?: boolean;
}

/** The smallest width of a thumb with a duration, in px. */
const ROOM_FOR_LENGTH = 60;

export function Thumb({ rowid, width, height, isWanted = true }: ThumbProps): ReactElement {
  const card = useCard(rowid);
  const [hasFailed, setFailed] = useState(false);
  const isPictured = card && card.state !== 'prompt-only' && !(card.missing && card.thumbHash === null);
  return (
    <span className={styles.thumb} style={{ width, height }} aria-hidden="true">
      {isPictured && (
        <Poster
          rowid={rowid}
          fileId={card.fileId}
          thumbHash={card.thumbHash}
          isWanted={isWanted}
          onFail={() => setFailed(true)}
        />
      )}
      {card && !isPictured && (
        <span className={styles.words} dir="auto">
          {card.text ?? <ImageOff aria-hidden="true" />}
        </span>
      )}
      {card && isPictured && hasFailed && card.thumbHash === null && (
        <ImageOff aria-hidden="true" className={styles.failed} />
      )}
      {card && isPictured && card.durationSeconds !== null && width >= ROOM_FOR_LENGTH && (
        <span className={styles.length}>{clock(card.durationSeconds)}</span>
      )}
    </span>
  );
}
