/** Menus: a button that opens a list of commands or choices. The list itself loads when it is first opened. */
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { ButtonContext, type ButtonProps, type PressEvent } from 'react-aria-components';
import type { ListProps, MenuItemProps, MenuSurfaceProps } from './MenuSurface.tsx';
import { part, useOpenedPart } from './part.ts';

const surface = part(() => import('./MenuSurface.tsx'), 'soon');

export interface MenuProps<T extends object> extends ListProps<T> {
  /** What opens the menu: a Button or IconButton. */
  readonly trigger: ReactNode;
  readonly placement?: MenuSurfaceProps<T>['placement'];
}

type ButtonKeyEvent = Parameters<NonNullable<ButtonProps['onKeyDown']>>[0];

/** Where the focus goes when the menu opens; null: onto the list, where no item looks chosen. */
type Focus = 'first' | 'last' | null;

/** `aria-label` names the list; with `selectionMode` the items are choices and show a tick. */
export function Menu<T extends object>({ trigger, ...props }: MenuProps<T>): ReactElement {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [focus, setFocus] = useState<Focus>(null);
  const open = (next: Focus): void => {
    setFocus(next);
    setOpen(true);
  };
  const onPress = ({ pointerType }: PressEvent): void =>
    open(pointerType === 'keyboard' || pointerType === 'virtual' ? 'first' : null);
  const onKeyDown = (event: ButtonKeyEvent): void => {
    // React Aria keeps keys from everybody else unless it is told otherwise.
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return event.continuePropagation();
    event.preventDefault();
    open(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  return (
    <>
      <ButtonContext.Provider
        value={{ ref: button, onPress, onKeyDown, isPressed: isOpen, 'aria-haspopup': 'menu', 'aria-expanded': isOpen }}
      >
        {trigger}
      </ButtonContext.Provider>
      <MenuSurface {...props} triggerRef={button} isOpen={isOpen} onOpenChange={setOpen} autoFocus={focus ?? true} />
    </>
  );
}

/** The list of a menu that something else opens. */
export function MenuSurface<T extends object>(props: MenuSurfaceProps<T>): ReactElement | null {
  const giveUp = (): void => {
    props.onOpenChange(false);
    for (const tell of failures) tell();
  };
  const value = useOpenedPart(surface, props.isOpen, giveUp, null);
  return value && <value.MenuSurface {...props} />;
}

const failures = new Set<() => void>();

/** Calls `listener` when a menu could not be loaded; returns the function that stops it. */
export function onMenuFailure(listener: () => void): () => void {
  failures.add(listener);
  return () => void failures.delete(listener);
}

/** Stands only in the list of a menu, which is loaded then. */
export function MenuItem(props: MenuItemProps): ReactElement | null {
  const { value } = surface.known();
  return value && <value.SurfaceItem {...props} />;
}
