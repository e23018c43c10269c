/** The list beneath a field: what can be chosen, one a line. */
import type { ReactElement, ReactNode } from 'react';
import styles from './OptionList.module.css';
import type { Combobox } from './use-combobox.ts';

export interface Option {
  readonly key: string;
  /** What stands on its line: mark, {@link OptionName}, {@link OptionCount}. */
  readonly content: ReactNode;
}

interface OptionListProps {
  readonly combobox: Combobox;
  readonly label: string;
  readonly options: readonly Option[];
  readonly className?: string | undefined;
}

export function OptionList({ combobox, label, options, className }: OptionListProps): ReactElement {
  return (
    <div id={combobox.listId} role="listbox" aria-label={label} className={className}>
      {options.map(({ key, content }, index) => (
        <div key={key} {...combobox.optionProps(index)} className={styles.option}>
          {content}
        </div>
      ))}
    </div>
  );
}

export function OptionName({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={styles.name}>{children}</span>;
}

/** How many, or whatever else is said quietly at the end of a line. */
export function OptionCount({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={styles.count}>{children}</span>;
}
