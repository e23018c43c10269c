/** The open list of a menu, and its items. It loads when a menu is first opened: 25 kB that the first screen does not need. */
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode, RefObject } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
} from 'react-aria-components';
import styles from './Menu.module.css';
import popover from './Popover.module.css';

export type ListProps<T extends object> = Omit<AriaMenuProps<T>, 'className' | 'style' | 'autoFocus' | 'onClose'>;

export interface MenuSurfaceProps<T extends object> extends ListProps<T> {
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly autoFocus: NonNullable<AriaMenuProps<T>['autoFocus']>;
  readonly placement?: AriaPopoverProps['placement'];
}

export function MenuSurface<T extends object>({
  triggerRef,
  isOpen,
  onOpenChange,
  placement = 'bottom end',
  ...props
}: MenuSurfaceProps<T>): ReactElement {
  return (
    <AriaPopover
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement={placement}
      offset={4}
      className={popover.popover ?? ''}
    >
      <AriaMenu {...props} className={styles.menu ?? ''} onClose={() => onOpenChange(false)} />
    </AriaPopover>
  );
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'children' | 'className' | 'style'> {
  readonly children: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
}

export function SurfaceItem({ children, icon, shortcut, ...props }: MenuItemProps): ReactElement {
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
