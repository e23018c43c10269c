/** The notices at the bottom of the window: announced by screen readers and removed after a while. */
import { X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { Button, IconButton } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import styles from './Toasts.module.css';
import { type Toast, useToasts } from './toast-store.ts';

const STAY_MS = 6_000;

export function Toasts(): ReactElement {
  const t = useText();
  const toasts = useToasts((state) => state.toasts);
  return (
    <section aria-label={t('toast.region')} aria-live="polite" className={styles.region}>
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastLine({ toast }: { readonly toast: Toast }): ReactElement {
  const t = useText();
  const dismiss = useToasts((state) => state.dismiss);
  const [isHeld, setHeld] = useState(false);
  const { id, text, tone, action, isLasting = false } = toast;

  useEffect(() => {
    if (isHeld || isLasting || tone === 'error') return;
    const timer = setTimeout(() => dismiss(id), STAY_MS);
    return () => clearTimeout(timer);
  }, [id, tone, isHeld, isLasting, dismiss]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a notice only keeps it from leaving.
    <div
      className={`${styles.toast} ${styles[tone]}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text}>{text}</span>
      {action && (
        <Button
          variant="quiet"
          size="small"
          onPress={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="small" label={t('toast.dismiss')} icon={<X aria-hidden="true" />} onPress={() => dismiss(id)} />
    </div>
  );
}
