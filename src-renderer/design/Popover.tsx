/** A popover: a small surface that hangs from what opened it. */
import type { ReactElement, ReactNode } from 'react';
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components';
import styles from './Popover.module.css';

export interface PopoverProps extends Omit<AriaPopoverProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
}

/** Inside a React Aria trigger, or with `triggerRef`, `isOpen` and `onOpenChange`. */
export function Popover({ children, ...props }: PopoverProps): ReactElement {
  return (
    <AriaPopover offset={4} {...props} className={styles.popover ?? ''}>
      {children}
    </AriaPopover>
  );
}
