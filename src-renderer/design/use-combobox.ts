/** A text field with a list beneath: arrows choose, Enter takes, Escape closes; the focus never leaves the field. */
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';

export interface ComboboxOptions {
  /** How many choices are shown; 0 when the list is closed. */
  readonly count: number;
  readonly onChoose: (index: number) => void;
  /** Enter without a choice. */
  readonly onSubmit?: () => void;
  /** Escape; the list decides itself whether it closes. Return false to let the key go on. */
  readonly onEscape?: () => boolean;
  /** Whether the first choice is taken without an arrow key. */
  readonly startsAtFirst?: boolean;
}

export interface Combobox {
  readonly active: number;
  readonly listId: string;
  readonly setActive: (index: number) => void;
  readonly inputProps: {
    readonly role: 'combobox';
    readonly 'aria-expanded': boolean;
    readonly 'aria-controls': string;
    readonly 'aria-autocomplete': 'list';
    readonly 'aria-activedescendant'?: string;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  optionProps(index: number): {
    readonly id: string;
    readonly role: 'option';
    readonly tabIndex: -1;
    readonly 'aria-selected': boolean;
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly ref: (element: HTMLElement | null) => void;
  };
}

export function useCombobox({ count, onChoose, onSubmit, onEscape, startsAtFirst = false }: ComboboxOptions): Combobox {
  const listId = useId();
  const first = startsAtFirst ? 0 : -1;
  const [wanted, setActive] = useState(first);
  const active = count === 0 ? -1 : Math.min(wanted, count - 1);

  const step = (by: 1 | -1): void => {
    // Without a first choice there is one more place: none, in the field itself.
    const places = startsAtFirst ? count : count + 1;
    if (places > 0) setActive(((active - first + by + places) % places) + first);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter' && active >= 0) onChoose(active);
    else if (event.key === 'Enter' && onSubmit) onSubmit();
    else if (event.key !== 'Escape' || !onEscape?.()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const optionId = (index: number): string => `${listId}-${index}`;
  return {
    active,
    listId,
    setActive,
    inputProps: {
      role: 'combobox',
      'aria-expanded': count > 0,
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      ...(active >= 0 ? { 'aria-activedescendant': optionId(active) } : {}),
      onKeyDown,
    },
    optionProps: (index) => ({
      id: optionId(index),
      role: 'option',
      tabIndex: -1,
      'aria-selected': index === active,
      // A press must not take the focus from the field before the choice is made.
      onPointerDown: (event) => {
        event.preventDefault();
        onChoose(index);
      },
      ref: (element) => {
        if (index === active) element?.scrollIntoView({ block: 'nearest' });
      },
    }),
  };
}
