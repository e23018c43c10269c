/** The head of a screen: what it is, what it says in a line, and what can be done there. */
import type { ReactElement, ReactNode } from 'react';
import styles from './ScreenHead.module.css';

export interface ScreenHeadProps {
  readonly title: string;
  /** One line: how many, of what. Spoken when it changes. */
  readonly summary?: string | undefined;
  /** Before the title, such as the way back. */
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

export function ScreenHead({ title, summary, before, children }: ScreenHeadProps): ReactElement {
  return (
    <div className={styles.head}>
      {before}
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        <p role="status" className={styles.summary}>
          {summary}
        </p>
      </div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
