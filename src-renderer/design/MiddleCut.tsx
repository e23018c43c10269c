/** A name on one line that loses its middle, not its end, where there is no room: file names differ at their ends. */
import type { ReactElement } from 'react';
import styles from './MiddleCut.module.css';

/** So many characters at the end always stay. */
const TAIL = 10;

export function MiddleCut({ text }: { readonly text: string }): ReactElement {
  const letters = [...text];
  if (letters.length <= TAIL * 2) return <span className={styles.whole}>{text}</span>;
  return (
    <span className={styles.cut}>
      <span className={styles.head}>{letters.slice(0, -TAIL).join('')}</span>
      <span className={styles.tail}>{letters.slice(-TAIL).join('')}</span>
    </span>
  );
}
