/** A field for the place of a tag; it offers existing tags while the person types. */
import { type ReactElement, useId, useRef, useState } from 'react';
import { Dot } from '../design/Chip.tsx';
import { OptionList, OptionName } from '../design/OptionList.tsx';
import { Popover } from '../design/Popover.tsx';
import { useCombobox } from '../design/use-combobox.ts';
import { matching } from '../sidebar/lines.ts';
import styles from './Organise.module.css';
import { useTagHue, useTags } from './tag-info.ts';

export interface TagChoiceProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** A tag that cannot be chosen, with its children. */
  readonly except: string;
  readonly onChange: (tag: string) => void;
}

const AT_MOST = 8;

export function TagChoice({ label, placeholder, value, except, onChange }: TagChoiceProps): ReactElement {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const hueOf = useTagHue();
  const tags = useTags().filter(({ name }) => name !== except && !name.startsWith(`${except}/`) && name !== value);
  const shown = isOpen ? matching(tags, value).slice(0, AT_MOST) : [];
  const combobox = useCombobox({
    count: shown.length,
    onChoose: (index) => {
      onChange(shown[index]?.name ?? value);
      setOpen(false);
    },
    onEscape: () => {
      setOpen(false);
      return shown.length > 0;
    },
  });
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        {...combobox.inputProps}
        id={id}
        ref={input}
        className={styles.input}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setOpen(true);
          combobox.setActive(-1);
        }}
        onBlur={() => setOpen(false)}
      />
      <Popover triggerRef={input} isOpen={shown.length > 0} isNonModal placement="bottom start">
        <OptionList
          combobox={combobox}
          label={label}
          className={styles.offers}
          options={shown.map(({ name }) => ({
            key: name,
            content: (
              <>
                <Dot hue={hueOf(name)} />
                <OptionName>{name}</OptionName>
              </>
            ),
          }))}
        />
      </Popover>
    </div>
  );
}
