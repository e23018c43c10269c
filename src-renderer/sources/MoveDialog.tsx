/** Moves a source to a new path: system dialog on the desktop, folder chooser in a browser. */
import { FolderOpen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useLibrary } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { FolderChooser } from '../import/choose/FolderChooser.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './SourceDialogs.module.css';
import { Refused, type SourceDialogProps, useAsking, useLast } from './source-dialog.tsx';

export function MoveDialog({ source, actions, onClose }: SourceDialogProps): ReactElement {
  const t = useText();
  const shown = useLast(source);
  const [path, setPath] = useState<string | null>(null);
  const asking = useAsking(() => {
    setPath(null);
    onClose();
  });
  const move = (): void => {
    if (source && path !== null) void asking.ask(() => actions.move(source, path));
  };
  return (
    <Dialog
      isOpen={source !== null}
      onClose={asking.stop}
      title={t('sources.move.title', { name: baseName(shown?.path ?? '') })}
      closeLabel={t('app.close')}
      size="large"
      actions={
        <>
          <Button onPress={asking.stop}>{t('app.cancel')}</Button>
          <Button variant="primary" isDisabled={path === null || actions.isBusy} onPress={move}>
            {t('sources.move.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.text}>{t('sources.move.text')}</p>
        <Chooser path={path} onChoose={setPath} />
        <dl className={styles.places}>
          <dt>{t('sources.move.from')}</dt>
          <dd>{shown?.path}</dd>
          <dt>{t('sources.move.to')}</dt>
          <dd className={path === null ? styles.quiet : ''}>{path ?? t('sources.move.not-chosen')}</dd>
        </dl>
        <Refused refusal={asking.refusal} />
      </div>
    </Dialog>
  );
}

interface ChooserProps {
  readonly path: string | null;
  readonly onChoose: (path: string | null) => void;
}

function Chooser({ path, onChoose }: ChooserProps): ReactElement {
  const t = useText();
  const door = useLibrary().data?.door;
  const bridge = desktopBridge();
  if (!bridge || door === 'browser') {
    const add = (paths: readonly string[]): void => onChoose(paths.at(-1) ?? path);
    return (
      <FolderChooser
        choosing={{ mode: 'one', paths: path === null ? [] : [path], add, remove: () => onChoose(null) }}
      />
    );
  }
  const ask = async (): Promise<void> => {
    const [chosen] = await bridge.chooseSources();
    if (chosen !== undefined) onChoose(chosen);
  };
  return (
    <div>
      <Button icon={<FolderOpen aria-hidden="true" />} onPress={() => void ask()}>
        {t('sources.move.choose')}
      </Button>
    </div>
  );
}
