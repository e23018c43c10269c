/** A screen over the gallery: a back button, its content, and messages for loading, failure and no content. */
import { ArrowLeft } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { Spinner } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { Failed } from './Failed.tsx';
import styles from './SheetScreen.module.css';

interface Answer<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

interface SheetScreenProps<Data> {
  readonly answer: Answer<Data>;
  /** What could not be shown. */
  readonly failedTitle: string;
  /** Renders the content from the answer. */
  readonly children: (data: Data) => ReactElement;
}

export function SheetScreen<Data>({ answer, failedTitle, children }: SheetScreenProps<Data>): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  return (
    <div className={styles.screen} data-scrolls="">
      <div className={styles.back}>
        <Button variant="quiet" icon={<ArrowLeft aria-hidden="true" />} onPress={() => set({ screen: 'gallery' })}>
          {t('report.back')}
        </Button>
      </div>
      {answer.data !== undefined ? (
        children(answer.data)
      ) : answer.error ? (
        <Failed title={failedTitle} error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className={styles.waiting}>
          <Spinner label={t('shell.loading')} />
        </div>
      )}
    </div>
  );
}
