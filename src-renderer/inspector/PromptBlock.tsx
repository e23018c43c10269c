/** The whole prompt, or the shots of a storyboard, with actions. */
import { Copy, FolderOpen } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { GenerationDetail, Shot } from '../../src-main/contract/items/generation.ts';
import { shownTitle } from '../../src-main/contract/items/shown-title.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';
import { useUnderstanding } from '../api/result/results.ts';
import { Button } from '../design/Button.tsx';
import { clock } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { Marked } from '../search/Marked.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import { copyText } from '../shell/copy-text.ts';
import { useToasts } from '../shell/toast-store.ts';
import styles from './Inspector.module.css';
import { shotStarts, shotsWithHits } from './shot-starts.ts';

const NO_TERMS: readonly HitTerm[] = [];

export function PromptBlock({ detail }: { readonly detail: GenerationDetail }): ReactElement {
  const t = useText();
  const terms = useUnderstanding()?.terms ?? NO_TERMS;
  const { prompt, shots } = detail;
  const title = shownTitle(detail);
  return (
    <div className={styles.promptBlock}>
      {title !== null && (
        <h2 className={styles.heading} dir="auto">
          <Marked text={title} terms={terms} />
        </h2>
      )}
      {shots.length > 0 ? (
        <Storyboard shots={shots} terms={terms} />
      ) : prompt !== null ? (
        <p className={styles.prompt} dir="auto">
          <Marked text={prompt} terms={terms} />
        </p>
      ) : (
        <p className={styles.quiet}>{t('inspector.no-prompt')}</p>
      )}
      <Actions detail={detail} />
    </div>
  );
}

function Storyboard({
  shots,
  terms,
}: {
  readonly shots: readonly Shot[];
  readonly terms: readonly HitTerm[];
}): ReactElement {
  const t = useText();
  const starts = shotStarts(shots);
  const hit = shotsWithHits(shots, terms);
  const firstHit = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search may hit another shot, which then comes into sight.
  useEffect(() => {
    firstHit.current?.scrollIntoView({ block: 'nearest' });
  }, [terms]);
  return (
    <ol aria-label={t('inspector.storyboard')} className={styles.shots}>
      {shots.map((shot, index) => {
        const start = starts[index] ?? null;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: shots are told apart by their place alone.
            key={index}
            ref={index === hit[0] ? firstHit : null}
            className={`${styles.shot} ${hit.includes(index) ? styles.shotHit : ''}`}
          >
            <span className={styles.shotTime}>{start === null ? index + 1 : clock(start)}</span>
            <span dir="auto" className={styles.shotText}>
              <Marked text={shot.text} terms={terms} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Actions({ detail }: { readonly detail: GenerationDetail }): ReactElement | null {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const bridge = desktopBridge();
  const { prompt } = detail;
  const file = detail.files.find((one) => !one.missing);
  const reveal = async (fileId: number): Promise<void> => {
    if (!(await bridge?.revealFile(fileId))) fail(t('error.revealed-gone'));
  };
  const copy = async (text: string): Promise<void> => {
    if (await copyText(text)) say(t('inspector.prompt-copied'));
    else fail(t('app.copy-failed'));
  };
  if (prompt === null && !(bridge && file)) return null;
  return (
    <div className={styles.actions}>
      {prompt !== null && (
        <Button size="small" icon={<Copy aria-hidden="true" />} onPress={() => void copy(prompt)}>
          {t('inspector.copy-prompt')}
        </Button>
      )}
      {bridge && file && (
        <Button size="small" icon={<FolderOpen aria-hidden="true" />} onPress={() => void reveal(file.fileId)}>
          {t('inspector.show-in-folder')}
        </Button>
      )}
    </div>
  );
}
