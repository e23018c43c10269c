/**
 * Near-duplicates: pictures that may be the same, proposed as stacks. The person decides; nothing is merged by itself.
 */
import { CopyCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Duplicates } from '../../src-main/contract/organising/insights.ts';
import { useDuplicates } from '../api/insights.ts';
import { Button } from '../design/Button.tsx';
import { EmptyState, Spinner } from '../design/Feedback.tsx';
import { ScreenHead } from '../design/ScreenHead.tsx';
import { type Text, useText } from '../i18n/use-text.ts';
import { Failed } from '../shell/Failed.tsx';
import { useView } from '../state/store.ts';
import styles from './DuplicatesScreen.module.css';
import { Proposal } from './Proposal.tsx';

export function DuplicatesScreen(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const narrow = useView((state) => state.narrow);
  const { data, error, refetch } = useDuplicates(q);
  return (
    <div className={styles.screen}>
      <ScreenHead title={t('duplicates.title')} summary={data && summaryOf(data, t)} />
      {data && data.proposals.length > 0 ? (
        <>
          <p className={styles.intro}>{t('duplicates.intro')}</p>
          <ul>
            {data.proposals.map((proposal) => (
              <Proposal key={proposal.rowids.join(' ')} proposal={proposal} />
            ))}
          </ul>
          {data.total > data.proposals.length && (
            <p className={styles.intro}>{t('duplicates.more', { count: data.total - data.proposals.length })}</p>
          )}
        </>
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Spinner label={t('duplicates.looking')} />
      ) : (
        <EmptyState
          icon={<CopyCheck />}
          title={t('duplicates.none.title')}
          actions={q.trim() !== '' && <Button onPress={() => narrow('')}>{t('duplicates.everywhere')}</Button>}
        >
          <p>{data.lookedAt < data.withMedia ? t('duplicates.none.unfinished') : t('duplicates.none.text')}</p>
        </EmptyState>
      )}
    </div>
  );
}

function summaryOf({ total, lookedAt, withMedia }: Duplicates, t: Text): string {
  const found = t('duplicates.summary', { count: total });
  return lookedAt < withMedia ? `${found} · ${t('duplicates.looked-at', { count: lookedAt, of: withMedia })}` : found;
}
