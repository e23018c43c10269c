/** The items of the viewed stack, as buttons. */
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';
import type { Stack } from '../../src-main/contract/organising/organised.ts';
import { loads } from '../api/cancelled-requests.ts';
import { useCard } from '../api/cards/cards.ts';
import { usePosterVersion } from '../api/cards/posters.ts';
import { mediaUrl } from '../api/client.ts';
import { cardName } from '../gallery/grid/card-name.ts';
import { useDates } from '../gallery/layout/use-dates.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './StackStrip.module.css';

export interface StackStripProps {
  readonly stack: Stack;
  readonly rowid: number;
  readonly onGo: (rowid: number) => void;
}

export function StackStrip({ stack, rowid, onGo }: StackStripProps): ReactElement {
  const t = useText();
  return (
    <nav aria-label={t('viewer.stack', { count: stack.members.length })} className={styles.strip}>
      {stack.members.map((member) => (
        <Member key={member} rowid={member} isShown={member === rowid} onGo={onGo} />
      ))}
    </nav>
  );
}

interface MemberProps {
  readonly rowid: number;
  readonly isShown: boolean;
  readonly onGo: (rowid: number) => void;
}

function Member({ rowid, isShown, onGo }: MemberProps): ReactElement {
  const t = useText();
  const dates = useDates();
  const card = useCard(rowid);
  const version = usePosterVersion(rowid);
  const hasPicture = card != null && card.fileId !== null && card.state !== 'prompt-only';
  return (
    <Button
      className={styles.member ?? ''}
      aria-label={card ? cardName(card, t, dates) : t('gallery.card.loading')}
      aria-current={isShown}
      onPress={() => onGo(rowid)}
    >
      {hasPicture && <img ref={loads} alt="" src={mediaUrl.poster(rowid, `${card.fileId}-${version}`)} />}
    </Button>
  );
}
