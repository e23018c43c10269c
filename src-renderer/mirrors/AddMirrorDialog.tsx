/** Adds a second copy: its content and its folder. */
import { FolderOpen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useAddMirror } from '../api/mirrors.ts';
import { useOrganised } from '../api/organised.ts';
import { useSources } from '../api/sources.ts';
import { Button } from '../design/Button.tsx';
import { Switch } from '../design/Controls.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { FolderChooser } from '../import/choose/FolderChooser.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './Mirrors.module.css';

export function AddMirrorDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const t = useText();
  const sources = useSources().data ?? [];
  const organised = useOrganised().data?.collections ?? [];
  const add = useAddMirror();
  const [path, setPath] = useState<string | null>(null);
  /** The sources that the person deselected; all others are copied. */
  const [without, setWithout] = useState<ReadonlySet<number>>(new Set());
  const [collections, setCollections] = useState<ReadonlySet<string>>(new Set());
  const standing = sources.filter(({ within }) => within === null);
  const chosen = standing.filter(({ id }) => !without.has(id)).map(({ id }) => id);
  const isReady = path !== null && chosen.length + collections.size > 0;
  const choose = (chosenPath: string | null): void => {
    add.reset();
    setPath(chosenPath);
  };
  const begin = (): void => {
    if (path !== null)
      add.mutate(
        { directory: path, sources: chosen, collections: [...collections], query: null },
        { onSuccess: onClose },
      );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('mirrors.add-title')}
      closeLabel={t('app.close')}
      size="large"
      actions={
        <>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" isDisabled={!isReady || add.isPending} onPress={begin}>
            {t('mirrors.begin')}
          </Button>
        </>
      }
    >
      <section className={styles.choice} aria-label={t('mirrors.what')}>
        <h3 className={styles.question}>{t('mirrors.what')}</h3>
        {standing.length > 0 && (
          <Choices
            title={t('mirrors.sources')}
            all={standing.map(({ id, path: at }) => ({ key: id, name: baseName(at), isOn: !without.has(id) }))}
            onChange={(id, on) => setWithout((before) => toggled(before, id, !on))}
          />
        )}
        {organised.length > 0 && (
          <Choices
            title={t('mirrors.collections')}
            all={organised.map(({ name }) => ({ key: name, name, isOn: collections.has(name) }))}
            onChange={(name, on) => setCollections((before) => toggled(before, name, on))}
          />
        )}
      </section>
      <section className={styles.choice} aria-label={t('mirrors.where')}>
        <h3 className={styles.question}>{t('mirrors.where')}</h3>
        <p className={styles.quiet}>{t('mirrors.where-note')}</p>
        <Place path={path} onChoose={choose} />
        {path !== null && <p className={styles.chosen}>{path}</p>}
      </section>
      {add.error && (
        <p role="alert" className={styles.refused}>
          {t('mirrors.add-failed')} {errorSentence(t, add.error)}
        </p>
      )}
    </Dialog>
  );
}

interface ChoicesProps<K> {
  readonly title: string;
  readonly all: readonly { readonly key: K; readonly name: string; readonly isOn: boolean }[];
  readonly onChange: (key: K, on: boolean) => void;
}

function Choices<K extends string | number>({ title, all, onChange }: ChoicesProps<K>): ReactElement {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.quiet}>{title}</legend>
      {all.map(({ key, name, isOn }) => (
        <Switch key={key} label={name} isSelected={isOn} onChange={(on) => onChange(key, on)} />
      ))}
    </fieldset>
  );
}

/** The folder: system dialog in the window, folder chooser in a browser. */
function Place({
  path,
  onChoose,
}: {
  readonly path: string | null;
  readonly onChoose: (path: string | null) => void;
}): ReactElement {
  const t = useText();
  const bridge = desktopBridge();
  if (!bridge) {
    const add = (paths: readonly string[]): void => onChoose(paths.at(-1) ?? null);
    return (
      <FolderChooser
        choosing={{ mode: 'one', paths: path === null ? [] : [path], add, remove: () => onChoose(null) }}
      />
    );
  }
  const ask = async (): Promise<void> => {
    const chosen = await bridge.chooseFolder();
    if (chosen !== null) onChoose(chosen);
  };
  return (
    <div>
      <Button icon={<FolderOpen aria-hidden="true" />} onPress={() => void ask()}>
        {t('mirrors.choose')}
      </Button>
    </div>
  );
}

function toggled<K>(set: ReadonlySet<K>, key: K, on: boolean): ReadonlySet<K> {
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}
