/** Several generations: common values, differences, and edits of all of them. */
import { Heart, Images } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Change } from '../../src-main/contract/organising/edit.ts';
import { useOrganised } from '../api/organised.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import type { Target } from '../commands/target.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { Stars } from '../design/Stars.tsx';
import { askExport } from '../export/exporting.ts';
import { scopesAt } from '../export/scopes.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { collectionInView } from '../organise/collection-in-view.ts';
import { useTagHue } from '../organise/tag-info.ts';
import { NOTHING_SELECTED, useView } from '../state/store.ts';
import { TagPicker } from './annotations/TagPicker.tsx';
import styles from './Inspector.module.css';
import type { Summary } from './summary.ts';
import { useSummary } from './use-summary.ts';

/** The largest number of tags. */
const TAGS_SHOWN = 24;

export function ManyDetails({ target }: { readonly target: Target }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const select = useView((state) => state.select);
  const summary = useSummary(target.selection);
  const apply = (change: Change): void => void edits.apply(target.selection, change);
  const known = summary === 'too-many' ? undefined : summary;
  const areFavorites = known !== undefined && known.favorites === known.count;
  return (
    <>
      <h2 className={styles.manyTitle} aria-live="polite">
        {t('inspector.selected', { count: target.count })}
      </h2>
      <p className={styles.manyHint}>{summary === 'too-many' ? t('inspector.too-many') : t('inspector.bulk-hint')}</p>
      <div className={styles.manyRow}>
        <Stars
          label={t('inspector.rating')}
          value={known?.rating ?? null}
          nameOf={(count) => t('inspector.stars', { count })}
          onChange={(rating) => apply({ set: 'rating', rating })}
        />
        {known !== undefined && known.rating === null && <span className={styles.share}>{t('inspector.mixed')}</span>}
      </div>
      <div className={styles.manyRow}>
        <Button
          size="small"
          icon={<Heart aria-hidden="true" fill={areFavorites ? 'currentColor' : 'none'} />}
          onPress={() => apply({ set: 'favorite', favorite: !areFavorites })}
        >
          {t(areFavorites ? 'inspector.unmake-favorite' : 'inspector.make-favorite')}
        </Button>
        {known !== undefined && known.favorites > 0 && !areFavorites && (
          <span className={styles.share}>
            {t('inspector.tag-share', { count: known.favorites, total: known.count })}
          </span>
        )}
      </div>
      <ManyTags summary={known} onChange={apply} />
      <ManyCollections onChange={apply} />
      <Button size="small" onPress={() => askExport(scopesAt(useView.getState(), target))}>
        {t('command.export')}
      </Button>
      <Button size="small" variant="quiet" onPress={() => select(NOTHING_SELECTED)}>
        {t('inspector.clear-selection')}
      </Button>
    </>
  );
}

interface ManyTagsProps {
  readonly summary: Summary | undefined;
  readonly onChange: (change: Change) => void;
}

function ManyTags({ summary, onChange }: ManyTagsProps): ReactElement {
  const t = useText();
  const hueOf = useTagHue();
  const onAll = summary?.tags.filter(({ count }) => count === summary.count) ?? [];
  const onSome = summary?.tags.filter(({ count }) => count < summary.count).slice(0, TAGS_SHOWN) ?? [];
  return (
    <section aria-label={t('inspector.tags')}>
      {onAll.length > 0 && <h3 className={styles.subTitle}>{t('inspector.on-all')}</h3>}
      <ul className={styles.tags}>
        {onAll.map(({ tag }) => (
          <li key={tag}>
            <Chip
              dot={hueOf(tag)}
              onRemove={() => onChange({ set: 'tag-remove', tag })}
              removeLabel={t('inspector.remove-tag', { tag })}
            >
              {tag}
            </Chip>
          </li>
        ))}
        <li>
          <TagPicker except={onAll.map(({ tag }) => tag)} onAdd={(tag) => onChange({ set: 'tag-add', tag })} />
        </li>
      </ul>
      {summary && onSome.length > 0 && (
        <>
          <h3 className={styles.subTitle}>{t('inspector.on-some')}</h3>
          <ul className={styles.tags}>
            {onSome.map(({ tag, count }) => (
              <li key={tag}>
                <Chip
                  dot={hueOf(tag)}
                  onRemove={() => onChange({ set: 'tag-remove', tag })}
                  removeLabel={t('inspector.remove-tag', { tag })}
                >
                  {tag} <Share count={count} total={summary.count} />
                </Chip>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Adds to a collection, and removes from the collection in view. */
function ManyCollections({ onChange }: Pick<ManyTagsProps, 'onChange'>): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const set = useView((state) => state.set);
  const collections = useOrganised().data?.collections;
  const here = collectionInView(q, collections ?? []);
  return (
    <section aria-label={t('inspector.collections')}>
      <ul className={styles.tags}>
        {here !== null && (
          <li>
            <Chip
              icon={<Images aria-hidden="true" />}
              onRemove={() => onChange({ set: 'collection-remove', collection: here })}
              removeLabel={t('inspector.leave-collection', { name: here })}
            >
              {here}
            </Chip>
          </li>
        )}
        <li>
          <Chip tone="add" onPress={() => set({ overlay: 'collect' })}>
            {t('inspector.join-collection')}
          </Chip>
        </li>
      </ul>
    </section>
  );
}

function Share({ count, total }: { readonly count: number; readonly total: number }): ReactElement {
  const t = useText();
  const format = useFormat();
  return (
    <span className={styles.share} title={t('inspector.tag-share', { count, total })}>
      {format.number(count)}
    </span>
  );
}
