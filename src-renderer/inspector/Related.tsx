/** Items related to a generation: same prompt, same task, remixes, similar text, similar picture. */
import { type ReactElement, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import type { Kinship } from '../../src-main/contract/organising/insights.ts';
import { useCards } from '../api/cards/cards.ts';
import { useKin } from '../api/insights.ts';
import { ThumbButton } from '../gallery/grid/ThumbButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { filterText } from '../search/query-text.ts';
import { useView } from '../state/store.ts';
import { FamilyTree } from './FamilyTree.tsx';
import styles from './Related.module.css';

/** Related items are loaded after this pause, so that moving with the arrow keys loads nothing. */
const SETTLED_MS = 180;

export function Related({ detail }: { readonly detail: GenerationDetail }): ReactElement | null {
  const t = useText();
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isSettled) return null;
  const hasWords = detail.prompt !== null || detail.title !== null;
  return (
    <section aria-label={t('related.title')} className={styles.related}>
      {detail.related.samePrompt > 0 && <Row detail={detail} by="prompt" field="same" />}
      {detail.taskId !== null && detail.related.sameTask > 0 && <TaskRow detail={detail} />}
      <FamilyTree rowid={detail.rowid} />
      {hasWords && <Row detail={detail} by="words" field="reads" />}
      <Row detail={detail} by="picture" field="looks" />
    </section>
  );
}

interface RowProps {
  readonly detail: GenerationDetail;
  readonly by: Kinship;
  /** The field of the query language that finds all of them. */
  readonly field: 'same' | 'task' | 'reads' | 'looks';
}

/** The height of the posters in px, and their largest number. */
const HEIGHT = 64;
const SHOWN = 7;

/** A task mostly has one prompt, so items of the row above are not repeated. */
function TaskRow({ detail }: { readonly detail: GenerationDetail }): ReactElement | null {
  const { data: prompt = [] } = useKin(detail.rowid, 'prompt');
  const { data: task = [] } = useKin(detail.rowid, 'task');
  const listed = new Set(prompt);
  return task.every((rowid) => listed.has(rowid)) ? null : <Row detail={detail} by="task" field="task" />;
}

/** Shows nothing when there are no items. */
function Row({ detail, by, field }: RowProps): ReactElement | null {
  const t = useText();
  const search = useView((state) => state.search);
  const { data = [] } = useKin(detail.rowid, by);
  if (data.length === 0) return null;
  const isAlike = field === 'reads' || field === 'looks';
  const showAll = (): void =>
    search(filterText({ field, value: detail.id, negated: false }), isAlike ? 'relevance' : 'newest');
  return (
    <div className={styles.kin}>
      <div className={styles.kinHead}>
        <h3 className={styles.kinTitle}>{t(`related.${by}`)}</h3>
        <Button className={styles.all ?? ''} onPress={showAll}>
          {t('related.show-all', { count: data.length })}
        </Button>
      </div>
      <Strip rowids={data.slice(0, SHOWN)} />
    </div>
  );
}

function Strip({ rowids }: { readonly rowids: readonly number[] }): ReactElement {
  const cards = useCards(rowids);
  return (
    <div className={styles.strip}>
      {rowids.map((rowid, at) => {
        const card = cards[at];
        const ratio = card?.width && card.height ? Math.min(1.78, Math.max(0.56, card.width / card.height)) : 1;
        return <ThumbButton key={rowid} rowid={rowid} width={Math.round(HEIGHT * ratio)} height={HEIGHT} />;
      })}
    </div>
  );
}
