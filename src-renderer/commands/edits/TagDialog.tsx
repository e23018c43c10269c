/** The dialog "Tag…" for one or many generations: adds tags one after the other; Escape closes it. */
import { type ReactElement, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Chip } from '../../design/Chip.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { useText } from '../../i18n/use-text.ts';
import { TagField } from '../../inspector/annotations/TagPicker.tsx';
import { useTagHue } from '../../organise/tag-info.ts';
import { useView } from '../../state/store.ts';
import type { Target } from '../target.ts';
import { useTarget } from '../use-target.ts';
import styles from './TagDialog.module.css';
import { useEdits } from './use-edits.ts';

export function TagDialog(): ReactElement {
  const t = useText();
  const isOpen = useView((state) => state.overlay === 'tag');
  const set = useView((state) => state.set);
  const target = useTarget();
  const close = (): void => set({ overlay: 'none' });
  return (
    <Dialog
      isOpen={isOpen && target !== null}
      onClose={close}
      title={t('tag.title', { count: target?.count ?? 0 })}
      closeLabel={t('app.close')}
      size="small"
      actions={
        <Button variant="primary" onPress={close}>
          {t('tag.done')}
        </Button>
      }
    >
      {target && <Tagging target={target} />}
    </Dialog>
  );
}

function Tagging({ target }: { readonly target: Target }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const hueOf = useTagHue();
  const [added, setAdded] = useState<readonly string[]>([]);
  const add = async (tag: string): Promise<void> => {
    const changed = await edits.apply(target.selection, { set: 'tag-add', tag });
    if (changed !== null) setAdded((tags) => [...tags.filter((other) => other !== tag), tag]);
  };
  const remove = async (tag: string): Promise<void> => {
    const changed = await edits.apply(target.selection, { set: 'tag-remove', tag });
    if (changed !== null) setAdded((tags) => tags.filter((other) => other !== tag));
  };
  return (
    <div className={styles.tagging}>
      <ul className={styles.added}>
        {added.map((tag) => (
          <li key={tag}>
            <Chip dot={hueOf(tag)} onRemove={() => void remove(tag)} removeLabel={t('inspector.remove-tag', { tag })}>
              {tag}
            </Chip>
          </li>
        ))}
      </ul>
      <TagField except={added} onAdd={(tag) => void add(tag)} onLeave={null} />
    </div>
  );
}
