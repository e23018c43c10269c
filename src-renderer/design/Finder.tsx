/** A dialog's field with a list beneath: what is typed narrows the list, Enter takes the first. */
import type { ReactElement } from 'react';
import styles from './Finder.module.css';
import { type Option, OptionList } from './OptionList.tsx';
import { useCombobox } from './use-combobox.ts';

interface FinderProps {
  /** `form` within a dialog that has a title, `palette` where the field is all there is. */
  readonly look: 'form' | 'palette';
  readonly label: string;
  readonly placeholder: string;
  readonly listLabel: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly options: readonly Option[];
  readonly onChoose: (index: number) => void;
  /** Said where nothing is left in the list. */
  readonly nothing: string;
}

export function Finder({
  look,
  label,
  placeholder,
  listLabel,
  typed,
  onType,
  options,
  onChoose,
  nothing,
}: FinderProps): ReactElement {
  const combobox = useCombobox({ count: options.length, onChoose, startsAtFirst: true });
  return (
    <div className={styles.finder} data-look={look}>
      <input
        {...combobox.inputProps}
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to type in it.
        autoFocus
        value={typed}
        onChange={(event) => {
          onType(event.target.value);
          combobox.setActive(0);
        }}
      />
      <OptionList combobox={combobox} label={listLabel} options={options} className={styles.list} />
      {options.length === 0 && (
        <p role="status" className={styles.nothing}>
          {nothing}
        </p>
      )}
    </div>
  );
}
