/** A collapsed part: its content is rendered when it is opened. */
import { ChevronRight } from 'lucide-react';
import { type ReactElement, type ReactNode, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import styles from './Fold.module.css';

export interface FoldProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
}

export function Fold({ title, detail, children, isOpenAtFirst = false }: FoldProps): ReactElement {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  return (
    <div>
      <Button
        aria-expanded={isOpen}
        aria-controls={id}
        className={styles.trigger ?? ''}
        onPress={() => setOpen(!isOpen)}
      >
        <ChevronRight aria-hidden="true" />
        <span className={styles.title}>{title}</span>
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      </Button>
      <div id={id} className={styles.inside} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}
