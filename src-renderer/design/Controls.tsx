/** Small controls: a switch, a choice from a list. */
import { Check, ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Select as AriaSelect,
  Switch as AriaSwitch,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import styles from './Controls.module.css';
import menu from './Menu.module.css';
import popover from './Popover.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (on: boolean) => void;
}

export function Switch({ label, isSelected, onChange }: SwitchProps): ReactElement {
  return (
    <AriaSwitch isSelected={isSelected} onChange={onChange} className={styles.switch ?? ''}>
      <span className={styles.track} aria-hidden="true" />
      {label}
    </AriaSwitch>
  );
}

export interface Choice {
  readonly id: string;
  readonly name: string;
}

export interface SelectProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

export function Select({ label, isLabelHidden = false, choices, value, onChange }: SelectProps): ReactElement {
  return (
    <AriaSelect value={value} onChange={(key) => key !== null && onChange(String(key))} className={styles.select ?? ''}>
      <Label className={isLabelHidden ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
      <Button className={styles.trigger ?? ''}>
        <SelectValue />
        <ChevronDown aria-hidden="true" />
      </Button>
      <Popover offset={4} className={popover.popover ?? ''}>
        <ListBox items={choices.map((choice) => ({ ...choice }))} className={menu.menu ?? ''}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.name} className={menu.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={menu.tick}>{isSelected && <Check aria-hidden="true" />}</span>
                  <span className={menu.name}>{choice.name}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
