/** A link that saves a file and looks like a button. */
import { Download } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './Button.module.css';

export interface DownloadLinkProps {
  readonly href: string;
  /** What the file is to be called. */
  readonly name: string;
  readonly children: string;
}

export function DownloadLink({ href, name, children }: DownloadLinkProps): ReactElement {
  return (
    <a href={href} download={name} className={`${styles.button} ${styles.soft} ${styles.normal} ${styles.link}`}>
      <Download aria-hidden="true" />
      {children}
    </a>
  );
}
