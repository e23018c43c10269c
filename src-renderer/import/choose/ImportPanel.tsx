/** Chooses what to import: the system dialog and dropped paths on the desktop, the folder chooser in a browser. */
import { FolderInput, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLibrary } from '../../api/queries.ts';
import { Button, IconButton } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { useText } from '../../i18n/use-text.ts';
import { desktopBridge } from '../../shell/bridge.ts';
import { useView } from '../../state/store.ts';
import { FolderChooser } from './FolderChooser.tsx';
import styles from './ImportPanel.module.css';
import { useImportDraft } from './import-draft.ts';
import { useDropZone, useImportSources } from './use-import-sources.ts';

export function ImportPanel(): ReactElement {
  const t = useText();
  const isOpen = useView((state) => state.overlay === 'import');
  const set = useView((state) => state.set);
  const { paths, clear } = useImportDraft();
  const importing = useImportSources();
  const close = (): void => {
    clear();
    set({ overlay: 'none' });
  };
  const start = async (): Promise<void> => {
    if (await importing.start(paths)) close();
  };
  const actions = (
    <>
      <Button onPress={close}>{t('app.cancel')}</Button>
      <Button variant="primary" isDisabled={paths.length === 0 || importing.isBusy} onPress={() => void start()}>
        {t('import.start', { count: paths.length })}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('import.title')}
      closeLabel={t('app.close')}
      size="large"
      actions={actions}
    >
      <Panel />
    </Dialog>
  );
}

function Panel(): ReactElement {
  const t = useText();
  const door = useLibrary().data?.door;
  const { paths, add, remove, wasDropped } = useImportDraft();
  const drop = useDropZone(add);
  const bridge = desktopBridge();
  const isDesktop = bridge !== undefined && door !== 'browser';
  return (
    <div className={styles.panel} {...drop.dropProps}>
      <p className={styles.intro}>{t('import.intro')}</p>
      {wasDropped && (
        <p role="status" className={styles.notice}>
          {t('import.dropped-in-browser')}
        </p>
      )}
      {isDesktop ? (
        <div className={`${styles.zone} ${drop.isOver ? styles.over : ''}`}>
          <FolderInput aria-hidden="true" className={styles.icon} />
          <p>{t('import.drop-here')}</p>
          <Button onPress={() => void bridge.chooseSources().then(add)}>{t('import.choose-dialog')}</Button>
        </div>
      ) : (
        <FolderChooser choosing={{ mode: 'many', paths, add, remove }} />
      )}
      <Chosen />
    </div>
  );
}

function Chosen(): ReactElement {
  const t = useText();
  const { paths, remove } = useImportDraft();
  return (
    <section aria-label={t('import.chosen')} className={styles.chosen}>
      <h3 className={styles.subTitle}>{t('import.chosen')}</h3>
      {paths.length === 0 ? (
        <p className={styles.quiet}>{t('import.nothing-chosen')}</p>
      ) : (
        <ul>
          {paths.map((path) => (
            <li key={path} className={styles.path}>
              <span className={styles.pathText} title={path}>
                <bdi>{path}</bdi>
              </span>
              <IconButton
                size="small"
                label={t('import.remove', { path })}
                icon={<X aria-hidden="true" />}
                onPress={() => remove(path)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
