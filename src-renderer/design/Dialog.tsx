/** Dialogs in the middle, drawers from the right: both hold the focus, close on Escape and give the focus back. */
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** Buttons at the foot, primary last. */
  readonly actions?: ReactNode;
  readonly kind?: 'dialog' | 'drawer' | 'palette';
  readonly size?: 'small' | 'normal' | 'large';
  readonly role?: 'dialog' | 'alertdialog';
}

/** `palette` has no visible title and stands near the top of the window. */
export function Dialog(props: DialogProps): ReactElement {
  const {
    isOpen,
    onClose,
    title,
    closeLabel,
    children,
    actions,
    kind = 'dialog',
    size = 'normal',
    role = 'dialog',
  } = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={`${styles.overlay} ${styles[kind]}`}
    >
      <Modal className={`${styles.modal} ${styles[size]}`}>
        <AriaDialog role={role} className={styles.body ?? ''} {...(kind === 'palette' ? { 'aria-label': title } : {})}>
          {kind !== 'palette' && (
            <header className={styles.header}>
              <Heading slot="title" level={2} className={styles.title ?? ''}>
                {title}
              </Heading>
              <IconButton label={closeLabel} icon={<X aria-hidden="true" />} onPress={onClose} />
            </header>
          )}
          <div className={styles.content}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
