/** The inspector: shows and edits the selected items. */
import { MousePointerClick } from 'lucide-react';
import type { ReactElement } from 'react';
import { ApiError } from '../api/client.ts';
import { useGeneration } from '../api/queries.ts';
import { useTarget } from '../commands/use-target.ts';
import { Button } from '../design/Button.tsx';
import { EmptyState, Spinner } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { later } from '../shell/Later.tsx';
import styles from './Inspector.module.css';

const ManyDetails = later(() => import('./ManyDetails.tsx').then((module) => module.ManyDetails));
const OneDetails = later(() => import('./OneDetails.tsx').then((module) => module.OneDetails));

export function Inspector(): ReactElement {
  const t = useText();
  const target = useTarget();
  return (
    <aside aria-label={t('inspector.label')} className={styles.inspector}>
      {target === null ? (
        <div className={styles.nothing}>
          <MousePointerClick aria-hidden="true" />
          <h2>{t('inspector.nothing.title')}</h2>
          <p>{t('inspector.nothing.text')}</p>
        </div>
      ) : target.rowid === null ? (
        <ManyDetails target={target} />
      ) : (
        <One rowid={target.rowid} />
      )}
    </aside>
  );
}

function One({ rowid }: { readonly rowid: number }): ReactElement {
  const t = useText();
  const { data, error, refetch } = useGeneration(rowid);
  if (data) return <OneDetails key={rowid} detail={data} />;
  if (!error) return <Spinner label={t('inspector.loading')} />;
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <EmptyState
      isAlert
      title={t(isGone ? 'inspector.gone' : 'inspector.failed')}
      actions={!isGone && <Button onPress={() => void refetch()}>{t('app.retry')}</Button>}
    >
      {!isGone && errorSentence(t, error)}
    </EmptyState>
  );
}
