/** A shortcut as key caps. */
import type { ReactElement } from 'react';
import { isMacKeyboard, keyCaps } from '../keys.ts';
import styles from './Shortcut.module.css';

export function Shortcut({ shortcut }: { readonly shortcut: string }): ReactElement {
  return (
    <span className={styles.shortcut}>
      {keyCaps(shortcut, isMacKeyboard()).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
