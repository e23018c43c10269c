/** The label beside the pointer during a drag: the number of items and their target. */
import { type ReactElement, useEffect, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import styles from './DragGhost.module.css';
import { useCarried } from './drag.ts';

export function DragGhost(): ReactElement | null {
  const isCarrying = useCarried((state) => state.carried !== null);
  return isCarrying ? <Ghost /> : null;
}

function Ghost(): ReactElement {
  const t = useText();
  const carried = useCarried((state) => state.carried);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      if (box.current) box.current.style.transform = `translate(${clientX + 14}px, ${clientY + 14}px)`;
    };
    addEventListener('pointermove', follow);
    return () => removeEventListener('pointermove', follow);
  }, []);
  const { count = 0, over = null } = carried ?? {};
  const name = over?.slice(over.indexOf(':') + 1) ?? '';
  return (
    <div ref={box} className={styles.ghost} aria-hidden="true">
      {over === null
        ? t('gallery.carried', { count })
        : t(over.startsWith('tag:') ? 'gallery.carried-to-tag' : 'gallery.carried-to-collection', { count, name })}
    </div>
  );
}
