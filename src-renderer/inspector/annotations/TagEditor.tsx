/** The tags of one generation: open, remove, add. */
import type { ReactElement } from 'react';
import type { Change } from '../../../src-main/contract/organising/edit.ts';
import { useEdits } from '../../commands/edits/use-edits.ts';
import { Chip } from '../../design/Chip.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useTagHue } from '../../organise/tag-info.ts';
import { filterText } from '../../search/query-text.ts';
import { useView } from '../../state/store.ts';
import styles from '../Inspector.module.css';
import { TagPicker } from './TagPicker.tsx';

export interface TagEditorProps {
  readonly rowid: number;
  readonly tags: readonly string[];
}

export function TagEditor({ rowid, tags }: TagEditorProps): ReactElement {
  const t = useText();
  const edits = useEdits();
  const hueOf = useTagHue();
  const search = useView((state) => state.search);
  const apply = (change: Change): void => void edits.apply({ type: 'rowids', rowids: [rowid] }, change, true);
  return (
    <section aria-label={t('inspector.tags')}>
      <ul className={styles.tags}>
        {tags.map((tag) => (
          <li key={tag}>
            <Chip
              dot={hueOf(tag)}
              onPress={() => search(filterText({ field: 'tag', value: tag, negated: false }))}
              onRemove={() => apply({ set: 'tag-remove', tag })}
              removeLabel={t('inspector.remove-tag', { tag })}
            >
              {tag}
            </Chip>
          </li>
        ))}
        <li>
          <TagPicker except={tags} onAdd={(tag) => apply({ set: 'tag-add', tag })} />
        </li>
      </ul>
    </section>
  );
}
