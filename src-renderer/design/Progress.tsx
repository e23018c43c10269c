/** A progress bar. Apart from other controls, because the first screen may need it and nothing else of them. */
import type { ReactElement } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import styles from './Controls.module.css';

export interface ProgressProps {
  readonly label: string;
  /** 0–1; null while the end is not known. */
  readonly value: number | null;
  /** What assistive technology reads for the value, such as "1,200 of 8,000". */
  readonly valueLabel?: string;
}

export function Progress({ label, value, valueLabel }: ProgressProps): ReactElement {
  return (
    <AriaProgressBar
      aria-label={label}
      isIndeterminate={value === null}
      value={(value ?? 0) * 100}
      {...(valueLabel === undefined ? {} : { valueLabel })}
      className={styles.progress ?? ''}
    >
      {({ percentage }) => (
        <span
          className={value === null ? styles.unknown : styles.done}
          style={value === null ? {} : { inlineSize: `${percentage ?? 0}%` }}
        />
      )}
    </AriaProgressBar>
  );
}
