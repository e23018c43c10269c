/** The menu of a line: opened by right click, by the menu key, or by the button on the line. */
import { Ellipsis } from 'lucide-react';
import { type MouseEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import { MenuSurface } from '../design/Menu.tsx';
import { useText } from '../i18n/use-text.ts';
import styles from './Sidebar.module.css';

const ELLIPSIS = <Ellipsis aria-hidden="true" />;

export interface LineMenuProps {
  /** The name of the line. */
  readonly name: string;
  /** The line and everything that belongs to it. */
  readonly children: ReactNode;
  /** Menu items; rendered only while the menu is open. */
  readonly items: () => ReactNode;
  /** Attributes of the box of the line, for example its drop target. */
  readonly box?: Readonly<Record<`data-${string}`, string>>;
  readonly className?: string;
}

export function LineMenu({ name, children, items, box = {}, className = '' }: LineMenuProps): ReactElement {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    setOpen(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu key on the line inside sends the same event.
    <div
      ref={line}
      className={`${styles.withMenu} ${className}`}
      data-open={isOpen}
      onContextMenu={onContextMenu}
      {...box}
    >
      {children}
      <button
        type="button"
        className={styles.menuButton}
        tabIndex={-1}
        aria-label={t('sidebar.actions', { name })}
        onClick={() => setOpen(true)}
      >
        {ELLIPSIS}
      </button>
      <MenuSurface
        aria-label={t('sidebar.actions', { name })}
        triggerRef={line}
        isOpen={isOpen}
        onOpenChange={setOpen}
        autoFocus="first"
      >
        {items()}
      </MenuSurface>
    </div>
  );
}
