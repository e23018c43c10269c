/** Menus: a button that opens a list of commands or choices. */
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
  MenuTrigger,
} from 'react-aria-components';
import styles from './Menu.module.css';
import popover from './Popover.module.css';

export interface MenuProps<T extends object> extends Omit<AriaMenuProps<T>, 'className' | 'style'> {
  /** What opens the menu: a Button or IconButton. */
  readonly trigger: ReactNode;
  readonly placement?: AriaPopoverProps['placement'];
}

/** `aria-label` names the list; with `selectionMode` the items are choices and show a tick. */
export function Menu<T extends object>({ trigger, placement = 'bottom end', ...props }: MenuProps<T>): ReactElement {
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover placement={placement} offset={4} className={popover.popover ?? ''}>
        <AriaMenu {...props} className={styles.menu ?? ''} />
      </AriaPopover>
    </MenuTrigger>
  );
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'children' | 'className' | 'style'> {
  readonly children: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
}

export function MenuItem({ children, icon, shortcut, ...props }: MenuItemProps): ReactElement {
  return (
    <AriaMenuItem textValue={children} {...props} className={styles.item ?? ''}>
      {({ isSelected, selectionMode }) => (
        <>
          {selectionMode !== 'none' && (
            <span className={styles.tick}>{isSelected && <Check aria-hidden="true" />}</span>
          )}
          {icon}
          <span className={styles.name}>{children}</span>
          {shortcut && <kbd>{shortcut}</kbd>}
        </>
      )}
    </AriaMenuItem>
  );
}
