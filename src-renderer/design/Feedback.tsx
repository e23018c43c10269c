/** What a screen shows when it has nothing else to show: waiting, empty, or failed; always with the next step. */
import type { ReactElement, ReactNode } from 'react';
import styles from './Feedback.module.css';

/** A quiet circle; appears only after a moment, so that short waits show nothing. */
export function Spinner({ label }: { readonly label: string }): ReactElement {
  return (
    <span role="status" className={styles.waiting}>
      <span className={styles.spinner} aria-hidden="true" />
      <span className={styles.waitingText}>{label}</span>
    </span>
  );
}

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons: the next step. */
  readonly actions?: ReactNode;
  /** Announces itself when it appears: for errors. */
  readonly isAlert?: boolean;
}

export function EmptyState({ icon, title, children, actions, isAlert = false }: EmptyStateProps): ReactElement {
  return (
    <div className={styles.empty} {...(isAlert ? { role: 'alert' } : {})}>
      {icon && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
