/** Collections: those of the person in their order, by hand and smart, then those that sources state. */
import { Archive, Images, Plus, Sparkles } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import type { CollectionInfo } from '../../src-main/contract/organising/organised.ts';
import { useOrganised } from '../api/organised.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { useTarget } from '../commands/use-target.ts';
import { MenuItem } from '../design/Menu.tsx';
import { askExport } from '../export/exporting.ts';
import { collectionScope } from '../export/scopes.ts';
import { useText } from '../i18n/use-text.ts';
import { ask } from '../organise/organise-dialog-store.ts';
import { isSameTag } from '../organise/tag-info.ts';
import { standing, toggleFilter } from '../search/query-text.ts';
import { useView } from '../state/store.ts';
import { FilterLine, Line } from './Line.tsx';
import { LineMenu } from './LineMenu.tsx';
import { linesOf, type NamedCount } from './lines.ts';
import { ListFilter, ListFoot, PlainSection, SectionButton, useLongList } from './Section.tsx';
import { useFilters } from './use-filter-line.ts';
import { useReorder } from './use-reorder.ts';

export interface CollectionSectionProps {
  readonly whole: Readonly<Record<string, number>>;
  readonly live: Readonly<Record<string, number>>;
}

interface CollectionLine extends NamedCount {
  /** Null for a collection that sources state. */
  readonly own: CollectionInfo | null;
}

export function CollectionSection({ whole, live }: CollectionSectionProps): ReactElement {
  const t = useText();
  const filters = useFilters();
  const own = useOrganised().data?.collections;
  const lines = useMemo(() => collectionLines(own ?? [], whole, live), [own, whole, live]);
  const list = useLongList(lines, (name) => standing(filters, 'collection', name) !== 'absent');
  const edits = useEdits();
  const reorder = useReorder(
    (own ?? []).map(({ name }) => name),
    (collection, before) => void edits.arrange({ set: 'collection-move', collection, before }, true),
  );
  const title = t('sidebar.collections');
  const add = (
    <SectionButton
      label={t('organise.new-collection')}
      icon={<Plus aria-hidden="true" />}
      onPress={() => ask({ type: 'new-collection', query: null, selection: null })}
    />
  );
  return (
    <PlainSection title={title} action={add}>
      <ListFilter title={title} list={list} />
      {lines.length === 0 && <Hint />}
      {list.shown.map((line) =>
        line.own ? (
          <OwnCollection key={`own ${line.name}`} collection={line.own} count={line.count} reorder={reorder} />
        ) : (
          <FilterLine
            key={line.name}
            name={line.name}
            count={line.count}
            icon={STATED}
            hint={`${line.name} — ${t('sidebar.stated-collection')}`}
            field="collection"
            value={line.name}
            single={false}
          />
        ),
      )}
      <ListFoot list={list} />
    </PlainSection>
  );
}

/** The icon of a collection that sources state. */
const STATED = <Archive aria-hidden="true" />;

function Hint(): ReactElement {
  const t = useText();
  return (
    <Line
      name={t('organise.new-collection')}
      count={null}
      standing="absent"
      isQuiet
      onPress={() => ask({ type: 'new-collection', query: null, selection: null })}
    />
  );
}

interface OwnCollectionProps {
  readonly collection: CollectionInfo;
  readonly count: number;
  readonly reorder: ReturnType<typeof useReorder>;
}

/** A collection of the person; it opens in its manual order. */
function OwnCollection({ collection, count, reorder }: OwnCollectionProps): ReactElement {
  const t = useText();
  const { name, query } = collection;
  const stands = standing(useFilters(), 'collection', name);
  const onPress = (exclude: boolean): void => {
    const { q: now, search } = useView.getState();
    const next = toggleFilter(now, { field: 'collection', value: name, negated: exclude });
    search(next, query === null && standing(next, 'collection', name) === 'wanted' ? 'collection' : undefined);
  };
  return (
    <LineMenu
      name={name}
      items={() => <CollectionItems collection={collection} />}
      {...(query === null ? { box: { 'data-drop': `collection:${name}` } } : {})}
    >
      <Line
        name={name}
        count={count}
        standing={stands}
        icon={query === null ? <Images aria-hidden="true" /> : <Sparkles aria-hidden="true" />}
        hint={query === null ? name : t('sidebar.smart-collection', { name, query })}
        onPress={onPress}
        {...reorder(name)}
      />
    </LineMenu>
  );
}

function CollectionItems({ collection: { name, query } }: { readonly collection: CollectionInfo }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const target = useTarget();
  const q = useView((state) => state.q);
  return (
    <>
      {query === null && target !== null && (
        <MenuItem onAction={() => void edits.apply(target.selection, { set: 'collection-add', collection: name })}>
          {t('organise.add-selected', { count: target.count })}
        </MenuItem>
      )}
      {query !== null && q.trim() !== '' && q !== query && (
        <MenuItem onAction={() => void edits.arrange({ set: 'collection-query', collection: name, query: q })}>
          {t('organise.use-search')}
        </MenuItem>
      )}
      <MenuItem onAction={() => askExport([collectionScope(name)])}>{t('command.export')}</MenuItem>
      <MenuItem onAction={() => ask({ type: 'collection', name })}>{t('organise.rename…')}</MenuItem>
      <MenuItem onAction={() => void edits.arrange({ set: 'collection-delete', collection: name })}>
        {t('organise.delete-collection')}
      </MenuItem>
    </>
  );
}

/**
 * The lines in the person's order. A smart collection has the count of the whole library, because results do not count
 * it.
 */
function collectionLines(
  own: readonly CollectionInfo[],
  whole: Readonly<Record<string, number>>,
  live: Readonly<Record<string, number>>,
): readonly CollectionLine[] {
  const mine = own.map(
    (info): CollectionLine => ({
      name: info.name,
      count: live[info.name] ?? (whole[info.name] === undefined ? info.count : 0),
      own: info,
    }),
  );
  const stated = linesOf(whole, live).filter(({ name }) => !own.some((info) => isSameTag(info.name, name)));
  return [...mine, ...stated.map((line) => ({ ...line, own: null }))];
}
