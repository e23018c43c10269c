/** The Prompts screen: every distinct prompt of the result once, with its generations. */
import { TextQuote } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { PromptOrder } from '../../src-main/contract/organising/prompts.ts';
import { usePrompts } from '../api/insights.ts';
import { Button } from '../design/Button.tsx';
import { EmptyState, Spinner } from '../design/Feedback.tsx';
import { Menu, MenuItem } from '../design/Menu.tsx';
import { ScreenHead } from '../design/ScreenHead.tsx';
import { useText } from '../i18n/use-text.ts';
import { Failed } from '../shell/Failed.tsx';
import { NothingFound } from '../shell/NothingFound.tsx';
import { useView } from '../state/store.ts';
import { PromptList } from './PromptList.tsx';
import styles from './PromptsScreen.module.css';

const ORDERS = ['newest', 'variations'] as const;

export function PromptsScreen(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const [order, setOrder] = useState<PromptOrder>('newest');
  const { data, error, isPlaceholderData, refetch } = usePrompts(q, order);
  const summary = data && t('prompts.summary', { prompts: data.heads.length, generations: data.ids.length });
  return (
    <div className={styles.screen}>
      <ScreenHead title={t('prompts.title')} summary={summary}>
        <Menu
          aria-label={t('prompts.order')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[order]}
          onAction={(key) => setOrder(key as PromptOrder)}
          trigger={<Button variant="quiet">{t(`prompts.order.${order}`)}</Button>}
        >
          {ORDERS.map((one) => (
            <MenuItem key={one} id={one}>
              {t(`prompts.order.${one}`)}
            </MenuItem>
          ))}
        </Menu>
      </ScreenHead>
      {data && data.heads.length > 0 ? (
        <PromptList groups={data} view={`prompts ${order} ${q}`} isStale={isPlaceholderData} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data && !isPlaceholderData ? (
        <Nothing q={q} />
      ) : (
        <Spinner label={t('gallery.loading')} />
      )}
    </div>
  );
}

function Nothing({ q }: { readonly q: string }): ReactElement {
  const t = useText();
  if (q.trim() === '') {
    return (
      <EmptyState icon={<TextQuote />} title={t('prompts.none.title')}>
        <p>{t('prompts.none.text')}</p>
      </EmptyState>
    );
  }
  return <NothingFound />;
}
