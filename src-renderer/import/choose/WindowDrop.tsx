/**
 * Folders and zips dropped anywhere on the window are imported; without this a browser would open them in its place.
 */
import { FolderInput } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { desktopBridge } from '../../shell/bridge.ts';
import { useView } from '../../state/store.ts';
import { useImportDraft } from './import-draft.ts';
import styles from './WindowDrop.module.css';

export function WindowDrop(): ReactElement | null {
  const t = useText();
  const [isOver, setOver] = useState(false);
  const set = useView((state) => state.set);
  const add = useImportDraft((state) => state.add);
  const noteDrop = useImportDraft((state) => state.noteDrop);

  useEffect(() => {
    const over = (event: DragEvent): void => {
      // A drag that started in the page contains markup; only files from outside are imported.
      const types = event.dataTransfer?.types ?? [];
      if (event.defaultPrevented || !types.includes('Files') || types.includes('text/html')) return setOver(false);
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      const paths = desktopBridge()?.pathsOf([...event.dataTransfer.files]) ?? [];
      if (paths.length > 0) add(paths);
      else noteDrop();
      set({ overlay: 'import' });
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [set, add, noteDrop]);

  if (!isOver) return null;
  return (
    <div className={styles.cover} aria-hidden="true">
      <span className={styles.label}>
        <FolderInput />
        {t('welcome.drop')}
      </span>
    </div>
  );
}
