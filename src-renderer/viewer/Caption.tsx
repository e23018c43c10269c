/** The prompt below the media: two lines, or the whole prompt on request. */
import { Copy } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import { excerpt } from '../../src-main/contract/items/excerpt.ts';
import type { Card, GenerationDetail, Shot } from '../../src-main/contract/items/generation.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';
import { useUnderstanding } from '../api/result/results.ts';
import { Button, IconButton } from '../design/Button.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { shotsWithHits } from '../inspector/shot-starts.ts';
import { Marked } from '../search/Marked.tsx';
import { copyText } from '../shell/copy-text.ts';
import { useToasts } from '../shell/toast-store.ts';
import type { Player } from './player.ts';
import { ShotJumps } from './ShotJumps.tsx';
import styles from './Viewer.module.css';

export interface CaptionProps {
  readonly card: Card;
  readonly detail: GenerationDetail | undefined;
  readonly player: Player;
}

/** The characters of two lines, and of the context before a hit. */
const SHOWN = 260;
const LEAD = 60;

/** The prompt in one line; for a storyboard, the shot with the hit. */
function inShort(prompt: string, shots: readonly Shot[], terms: readonly HitTerm[]): string {
  const [hit] = shotsWithHits(shots, terms);
  const text = hit === undefined ? prompt : (shots[hit]?.text ?? prompt);
  return text.replace(/\s+/gu, ' ').trim();
}

export function Caption({ card, detail, player }: CaptionProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const terms = useUnderstanding()?.terms ?? [];
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const text = useRef<HTMLParagraphElement>(null);
  const [isWhole, setWhole] = useState(false);
  const [isLong, setLong] = useState(false);
  const prompt = detail?.prompt ?? card.text;
  const shown =
    prompt === null || isWhole ? prompt : excerpt(inShort(prompt, detail?.shots ?? [], terms), terms, SHOWN, LEAD);

  useLayoutEffect(() => {
    const element = text.current;
    setLong(
      element !== null &&
        (element.scrollHeight > element.clientHeight + 1 ||
          (shown !== null && shown.length < (prompt?.length ?? 0) - 1) ||
          isWhole),
    );
  }, [prompt, shown, isWhole]);

  const copy = async (): Promise<void> => {
    if (await copyText(prompt ?? '')) say(t('inspector.prompt-copied'));
    else fail(t('app.copy-failed'));
  };
  const facts = [
    card.createdAt === null ? '' : format.made(card.createdAt),
    card.width !== null && card.height !== null ? `${card.width} × ${card.height}` : '',
    detail?.model ?? '',
  ].filter((fact) => fact !== '');

  return (
    <div className={styles.caption}>
      <div className={styles.captionText}>
        <p
          ref={text}
          className={`${styles.prompt} ${isWhole ? styles.whole : ''} ${prompt === null ? styles.none : ''}`}
        >
          {shown === null ? t('viewer.no-prompt') : <Marked text={shown} terms={terms} />}
        </p>
        <p className={styles.facts}>
          {detail && <ShotJumps shots={detail.shots} terms={terms} player={player} />}
          {facts.join(' · ')}
          {isLong && (
            <Button variant="quiet" size="small" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
              {t(isWhole ? 'viewer.less' : 'viewer.more')}
            </Button>
          )}
        </p>
      </div>
      {prompt !== null && (
        <IconButton
          label={t('viewer.copy-prompt')}
          shortcut="C"
          icon={<Copy aria-hidden="true" />}
          onPress={() => void copy()}
        />
      )}
    </div>
  );
}
