/** All tags, to be found and put in order: the list first, then one tag with everything that can be changed about it. */
import { ArrowLeft } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../design/Button.tsx';
import { Dot } from '../design/Chip.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useCombobox } from '../design/use-combobox.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { matching } from '../sidebar/lines.ts';
import styles from './Organise.module.css';
import { TagForm } from './TagForm.tsx';
import { useTagHue, useTags } from './tag-info.ts';

export interface TagManagerProps {
  readonly isOpen: boolean;
  /** The tag to begin with, null for the list. */
  readonly tag: string | null;
  readonly onClose: () => void;
}

export function TagManager({ isOpen, tag, onClose }: TagManagerProps): ReactElement {
  const t = useText();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t(tag === null ? 'organise.tags' : 'organise.tag')}
      closeLabel={t('app.close')}
      size="small"
    >
      <Content key={tag} tag={tag} onClose={onClose} />
    </Dialog>
  );
}

function Content({ tag, onClose }: Omit<TagManagerProps, 'isOpen'>): ReactElement {
  const t = useText();
  const [chosen, setChosen] = useState(tag);
  const info = useTags().find(({ name }) => name === chosen);
  if (chosen === null || !info) return <TagList onChoose={setChosen} />;
  const isAlone = tag !== null;
  return (
    <>
      {!isAlone && (
        <div className={styles.way}>
          <IconButton size="small" label={t('organise.all-tags')} icon={<ArrowLeft aria-hidden="true" />} onPress={() => setChosen(null)} />
          <span>{info.name}</span>
        </div>
      )}
      <TagForm key={info.name} tag={info} onDone={isAlone ? onClose : () => setChosen(null)} />
    </>
  );
}

function TagList({ onChoose }: { readonly onChoose: (tag: string) => void }): ReactElement {
  const t = useText();
  const format = useFormat();
  const hueOf = useTagHue();
  const [typed, setTyped] = useState('');
  const tags = useTags();
  const found = tags.filter(
    ({ name, aliases }) =>
      matching(
        [name, ...aliases].map((word) => ({ name: word })),
        typed,
      ).length > 0,
  );
  const combobox = useCombobox({ count: found.length, onChoose: (index) => onChoose(found[index]?.name ?? ''), startsAtFirst: true });
  if (tags.length === 0) return <p className={styles.hint}>{t('organise.no-tags')}</p>;
  return (
    <div className={styles.form}>
      <input
        {...combobox.inputProps}
        className={styles.input}
        aria-label={t('organise.find-tag')}
        placeholder={t('organise.find-tag')}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the list is long; its field is where one begins.
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          combobox.setActive(0);
        }}
      />
      <div id={combobox.listId} role="listbox" aria-label={t('organise.tags')} className={styles.list} hidden={found.length === 0}>
        {found.map(({ name, total, aliases }, index) => (
          <div key={name} {...combobox.optionProps(index)} className={styles.option}>
            <Dot hue={hueOf(name)} />
            <span className={styles.optionName}>
              {name} {aliases.length > 0 && <small>{format.list(aliases)}</small>}
            </span>
            <span className={styles.count}>{format.number(total)}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className={`${styles.hint} ${styles.list}`}>
          {t('sidebar.nothing-matches')}
        </p>
      )}
    </div>
  );
}
