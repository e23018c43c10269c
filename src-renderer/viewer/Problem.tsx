/** A message for media that cannot be shown: the reason, and what to do. */
import { CircleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { EmptyState } from '../design/Feedback.tsx';
import styles from './Stage.module.css';

export interface ProblemProps {
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
}

export function Problem({ title, text, actions }: ProblemProps): ReactElement {
  return (
    <div className={styles.problem}>
      <EmptyState icon={<CircleAlert />} title={title} actions={actions}>
        <p>{text}</p>
      </EmptyState>
    </div>
  );
}
