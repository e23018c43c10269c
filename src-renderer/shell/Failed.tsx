/** The message of a screen whose request failed: the reason, and a button to try again. */
import { CircleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from './error-sentence.ts';

interface FailedProps {
  /** What could not be shown; by default the gallery. */
  readonly title?: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

export function Failed({ title, error, onRetry }: FailedProps): ReactElement {
  const t = useText();
  return (
    <EmptyState
      icon={<CircleAlert />}
      title={title ?? t('gallery.failed.title')}
      isAlert
      actions={
        <Button variant="primary" onPress={onRetry}>
          {t('app.retry')}
        </Button>
      }
    >
      <p>{errorSentence(t, error)}</p>
    </EmptyState>
  );
}
