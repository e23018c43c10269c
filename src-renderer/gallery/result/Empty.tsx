/** An empty result: the reason, and ways to find something. */
import { Images, SearchX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Chip, Understanding } from '../../../src-main/contract/searching/search.ts';
import { useCorrections } from '../../api/queries.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/Feedback.tsx';
import { type Text, useText } from '../../i18n/use-text.ts';
import { labelOf, spokenLabel } from '../../search/filter-label.ts';
import { mistakeText } from '../../search/mistake-text.ts';
import { cut } from '../../search/query-text.ts';
import { useView } from '../../state/store.ts';
import styles from '../Gallery.module.css';

export interface EmptyProps {
  readonly q: string;
  readonly understanding: Understanding;
}

/** The number of filters that are offered for removal. */
const WAYS = 3;

export function Empty({ q, understanding }: EmptyProps): ReactElement {
  const t = useText();
  const search = useView((state) => state.search);
  const corrections = useCorrections(q).data ?? [];
  if (q.trim() === '') {
    return (
      <div className={styles.state}>
        <EmptyState icon={<Images />} title={t('gallery.nothing.title')}>
          <p>{t('gallery.nothing.text')}</p>
        </EmptyState>
      </div>
    );
  }
  const mistakes = understanding.messages;
  const chips =
    understanding.chips.length > 1 || understanding.terms.length > 0 ? understanding.chips.slice(0, WAYS) : [];
  const actions = (
    <>
      {corrections.map((correction) => (
        <Button key={correction.q} variant="primary" onPress={() => search(correction.q)}>
          {t('gallery.correction', { words: correction.words, count: correction.total })}
        </Button>
      ))}
      <Button variant={corrections.length > 0 ? 'soft' : 'primary'} onPress={() => search('')}>
        {t('gallery.empty.clear')}
      </Button>
      {chips.map((chip) => (
        <Button key={chip.start} onPress={() => search(cut(q, chip.start, chip.end))}>
          {t('gallery.relax', { filter: nameOf(chip, q, t) })}
        </Button>
      ))}
    </>
  );
  return (
    <div className={styles.state}>
      <EmptyState
        icon={<SearchX />}
        title={t(mistakes.length > 0 ? 'gallery.mistake.title' : 'gallery.empty.title')}
        actions={actions}
      >
        {mistakes.length === 0 && (
          <p>{corrections.length > 0 ? t('gallery.corrections') : t('gallery.empty.text', { query: q })}</p>
        )}
        {mistakes.map((mistake) => (
          <p key={`${mistake.code}:${mistake.start}`}>{mistakeText(t, mistake, q)}</p>
        ))}
      </EmptyState>
    </div>
  );
}

function nameOf(chip: Chip, q: string, t: Text): string {
  return spokenLabel(labelOf(q.slice(chip.start, chip.end), t), t);
}
