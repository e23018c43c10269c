/** Shows one generation: its video, its picture, its prompt, or the reason why none can be shown. */
import type { ReactElement } from 'react';
import type { Card, GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { useCard } from '../api/cards/cards.ts';
import { usePosterVersion } from '../api/cards/posters.ts';
import { mediaUrl } from '../api/client.ts';
import { useGeneration } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { Spinner } from '../design/Feedback.tsx';
import { cardName } from '../gallery/grid/card-name.ts';
import { useDates } from '../gallery/layout/use-dates.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { ImageStage } from './ImageStage.tsx';
import { Problem } from './Problem.tsx';
import type { Player } from './player.ts';
import styles from './Stage.module.css';
import { VideoStage } from './VideoStage.tsx';

export interface StageProps {
  readonly rowid: number;
  readonly player: Player;
  readonly isAutoPlaying: boolean;
}

export function Stage({ rowid, player, isAutoPlaying }: StageProps): ReactElement {
  const t = useText();
  const dates = useDates();
  const card = useCard(rowid);
  const detail = useGeneration(rowid).data;
  const bump = usePosterVersion(rowid);
  if (card === null) return <Problem title={t('inspector.gone')} text={t('error.not-found')} />;
  if (card === undefined) {
    return (
      <div className={styles.problem}>
        <Spinner label={t('viewer.loading')} />
      </div>
    );
  }
  if (card.state === 'prompt-only' || card.fileId === null) return <PromptStage card={card} detail={detail} />;
  if (card.missing) return <Missing />;
  const poster = mediaUrl.poster(rowid, `${card.fileId}-${bump}`);
  const label = cardName(card, t, dates);
  if (card.kind === 'image') return <ImageStage key={rowid} fileId={card.fileId} poster={poster} label={label} />;
  return (
    <VideoStage
      key={rowid}
      rowid={rowid}
      fileId={card.fileId}
      poster={poster}
      label={label}
      damage={detail?.files.find((file) => file.damage !== null)?.damage ?? null}
      player={player}
      isAutoPlaying={isAutoPlaying}
    />
  );
}

function PromptStage({
  card,
  detail,
}: {
  readonly card: Card;
  readonly detail: GenerationDetail | undefined;
}): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  return (
    <div className={styles.words}>
      <p className={styles.wordsText}>{detail?.prompt ?? card.text ?? t('viewer.no-prompt')}</p>
      <p className={styles.wordsNote}>{t('viewer.prompt-only')}</p>
      <Button variant="soft" onPress={() => set({ overlay: 'import' })}>
        {t('shell.import')}
      </Button>
    </div>
  );
}

function Missing(): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  const actions = (
    <Button variant="primary" onPress={() => set({ overlay: 'import' })}>
      {t('viewer.missing.import')}
    </Button>
  );
  return <Problem title={t('viewer.missing.title')} text={t('viewer.missing.text')} actions={actions} />;
}
