/** The collections of one generation: open, remove, add. */
import { Images } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { useOrganised } from '../../api/organised.ts';
import { useEdits } from '../../commands/edits/use-edits.ts';
import { Chip } from '../../design/Chip.tsx';
import { useText } from '../../i18n/use-text.ts';
import { filterText } from '../../search/query-text.ts';
import { useView } from '../../state/store.ts';
import styles from '../Inspector.module.css';

export interface CollectionEditorProps {
  readonly rowid: number;
  readonly collections: readonly string[];
}

/** Only collections filled by hand allow removal; the others are stated by a source or found by a query. */
export function CollectionEditor({ rowid, collections }: CollectionEditorProps): ReactElement {
  const t = useText();
  const edits = useEdits();
  const search = useView((state) => state.search);
  const set = useView((state) => state.set);
  const own = useOrganised().data?.collections;
  const byHand = useMemo(
    () => new Set((own ?? []).flatMap(({ name, query }) => (query === null ? [name] : []))),
    [own],
  );
  const open = (name: string): void =>
    search(
      filterText({ field: 'collection', value: name, negated: false }),
      byHand.has(name) ? 'collection' : undefined,
    );
  return (
    <section aria-label={t('inspector.collections')}>
      <ul className={styles.tags}>
        {collections.map((name) => (
          <li key={name}>
            <Chip
              icon={<Images aria-hidden="true" />}
              onPress={() => open(name)}
              removeLabel={t('inspector.leave-collection', { name })}
              onRemove={
                byHand.has(name)
                  ? () =>
                      void edits.apply(
                        { type: 'rowids', rowids: [rowid] },
                        { set: 'collection-remove', collection: name },
                      )
                  : undefined
              }
            >
              {name}
            </Chip>
          </li>
        ))}
        <li>
          <Chip tone="add" onPress={() => set({ overlay: 'collect' })}>
            {t('inspector.join-collection')}
          </Chip>
        </li>
      </ul>
    </section>
  );
}
