/**
 * All tags, to be found and put in order: the list first, then one tag with everything that can be changed about it.
 */
import { ArrowLeft } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../design/Button.tsx';
import { Dot } from '../design/Chip.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Finder } from '../design/Finder.tsx';
import { OptionCount, OptionName } from '../design/OptionList.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { matching } from '../sidebar/lines.ts';
import styles from './Organise.module.css';
import { TagForm } from './TagForm.tsx';
import { useTagHue, useTags } from './tag-info.ts';

export interface TagManagerProps {
  readonly isOpen: boolean;
  /** The first tag to show; null for the list. */
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
          <IconButton
            size="small"
            label={t('organise.all-tags')}
            icon={<ArrowLeft aria-hidden="true" />}
            onPress={() => setChosen(null)}
          />
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
  if (tags.length === 0) return <p className={styles.hint}>{t('organise.no-tags')}</p>;
  return (
    <Finder
      look="form"
      label={t('organise.find-tag')}
      placeholder={t('organise.find-tag')}
      listLabel={t('organise.tags')}
      typed={typed}
      onType={setTyped}
      onChoose={(index) => onChoose(found[index]?.name ?? '')}
      nothing={t('sidebar.nothing-matches')}
      options={found.map(({ name, total, aliases }) => ({
        key: name,
        content: (
          <>
            <Dot hue={hueOf(name)} />
            <OptionName>
              {name} {aliases.length > 0 && <small>{format.list(aliases)}</small>}
            </OptionName>
            <OptionCount>{format.number(total)}</OptionCount>
          </>
        ),
      }))}
    />
  );
}
