/** Shown until the library answers. When an older library is brought up to date, it shows how far this has come. */
import { type ReactElement, useEffect, useState } from 'react';
import type { Opening as Progressed } from '../../src-main/contract/library/start.ts';
import { api } from '../api/client.ts';
import { Spinner } from '../design/Feedback.tsx';
import { Progress } from '../design/Progress.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './Opening.module.css';

/** A library that opens at once is open by then, in ms. */
const PATIENCE_MS = 1_000;

export function Opening(): ReactElement {
  const t = useText();
  const format = useFormat();
  const opening = useOpening();
  if (opening === null) return <Spinner label={t('shell.loading')} />;
  const { done, total } = opening;
  const said =
    total === null ? '' : t('shell.preparing.done', { done: format.number(done), total: format.number(total) });
  return (
    <div className={styles.opening}>
      <p role="status">{t('shell.preparing')}</p>
      <Progress
        label={t('shell.preparing')}
        value={total === null || total === 0 ? null : done / total}
        {...(said === '' ? {} : { valueLabel: said })}
      />
      <p className={styles.figures}>{said}</p>
    </div>
  );
}

/** Asks again and again; null while the library opens as usual. */
function useOpening(): Progressed | null {
  const [opening, setOpening] = useState<Progressed | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const ask = (): void => {
      // A server that does not answer is told by the request that waits for the library.
      api.opening(controller.signal).then(setOpening, () => {});
    };
    const timer = setInterval(ask, PATIENCE_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, []);
  return opening;
}
