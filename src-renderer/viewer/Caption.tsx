/** The prompt beneath what it made: two lines at first, whole when asked. */
import { Copy } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import type { Card, GenerationDetail } from '../../src-main/contract/generation.ts';
import { useUnderstanding } from '../api/queries.ts';
import { copyText } from '../commands/copy-text.ts';
import { useToasts } from '../commands/toast-store.ts';
import { Button, IconButton } from '../design/Button.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { Marked } from '../search/Marked.tsx';
import { useView } from '../state/store.ts';
import styles from './Viewer.module.css';

export interface CaptionProps {
  readonly card: Card;
  readonly detail: GenerationDetail | undefined;
}

export function Caption({ card, detail }: CaptionProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const q = useView((state) => state.q);
  const terms = useUnderstanding(q).data?.terms ?? [];
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const text = useRef<HTMLParagraphElement>(null);
  const [isWhole, setWhole] = useState(false);
  const [isLong, setLong] = useState(false);
  const prompt = detail?.prompt ?? card.text;

  // biome-ignore lint/correctness/useExhaustiveDependencies: whether it is long depends on the text that is laid out.
  useLayoutEffect(() => {
    const element = text.current;
    setLong(element !== null && (element.scrollHeight > element.clientHeight + 1 || isWhole));
  }, [prompt, isWhole]);

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
        <p ref={text} className={`${styles.prompt} ${isWhole ? styles.whole : ''} ${prompt === null ? styles.none : ''}`}>
          {prompt === null ? t('viewer.no-prompt') : <Marked text={prompt} terms={terms} />}
        </p>
        <p className={styles.facts}>
          {facts.join(' · ')}
          {isLong && (
            <Button variant="quiet" size="small" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
              {t(isWhole ? 'viewer.less' : 'viewer.more')}
            </Button>
          )}
        </p>
      </div>
      {prompt !== null && (
        <IconButton label={t('viewer.copy-prompt')} shortcut="C" icon={<Copy aria-hidden="true" />} onPress={() => void copy()} />
      )}
    </div>
  );
}
