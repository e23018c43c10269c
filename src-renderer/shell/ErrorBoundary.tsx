/** Shows a message with a way to continue when a part of the page fails. */
import { Component, type ErrorInfo, type ReactElement, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { copyText } from './copy-text.ts';
import styles from './ErrorBoundary.module.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(cause: unknown): ErrorBoundaryState {
    return { error: cause instanceof Error ? cause : new Error(String(cause)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // biome-ignore lint/suspicious/noConsole: a mistake of ours, with the place where it happened.
    console.error('A part of the page failed.', error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.error ? <Crashed error={this.state.error} /> : this.props.children;
  }
}

function Crashed({ error }: { readonly error: Error }): ReactElement {
  const t = useText();
  return (
    <main className={styles.crashed}>
      <EmptyState
        isAlert
        title={t('app.crashed.title')}
        actions={
          <>
            <Button onPress={() => void copyText(error.stack ?? error.message)}>{t('app.crashed.copy')}</Button>
            <Button variant="primary" onPress={() => location.reload()}>
              {t('app.crashed.reload')}
            </Button>
          </>
        }
      >
        <p>{t('app.crashed.text')}</p>
        <p className={styles.detail}>{error.message}</p>
      </EmptyState>
    </main>
  );
}
