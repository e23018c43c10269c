/** The message of a screen whose search found nothing, and a button to search for everything. */
import { SearchX } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';

interface NothingFoundProps {
  /** By default those of the gallery. */
  readonly title?: string;
  readonly text?: string;
}

export function NothingFound({ title, text }: NothingFoundProps): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const narrow = useView((state) => state.narrow);
  return (
    <EmptyState
      icon={<SearchX />}
      title={title ?? t('gallery.empty.title')}
      actions={
        <Button variant="primary" onPress={() => narrow('')}>
          {t('gallery.empty.clear')}
        </Button>
      }
    >
      <p>{text ?? t('gallery.empty.text', { query: q })}</p>
    </EmptyState>
  );
}
