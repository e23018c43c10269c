/** Saved searches: a press runs the search in its order. */
import { Plus, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SavedSearch } from '../../src-main/contract/organising/organised.ts';
import { useCountOf, useOrganised } from '../api/organised.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { MenuItem } from '../design/Menu.tsx';
import { askExport } from '../export/exporting.ts';
import { savedScope } from '../export/scopes.ts';
import { useText } from '../i18n/use-text.ts';
import { ask } from '../organise/organise-dialog-store.ts';
import { useView } from '../state/store.ts';
import { Line } from './Line.tsx';
import { LineMenu } from './LineMenu.tsx';
import { ListFilter, ListFoot, PlainSection, SectionButton, useLongList } from './Section.tsx';
import { useReorder } from './use-reorder.ts';

const NONE: readonly SavedSearch[] = [];

/** Hidden while there is no saved search and no query. */
export function SearchSection(): ReactElement | null {
  const t = useText();
  const edits = useEdits();
  const hasQuestion = useView((state) => state.q.trim() !== '');
  const searches = useOrganised().data?.searches ?? NONE;
  const list = useLongList(searches, () => false);
  const reorder = useReorder(
    searches.map(({ name }) => name),
    (search, before) => void edits.arrange({ set: 'search-move', search, before }, true),
  );
  if (searches.length === 0 && !hasQuestion) return null;
  const title = t('sidebar.searches');
  return (
    <PlainSection
      title={title}
      action={
        hasQuestion && (
          <SectionButton
            label={t('organise.save-search')}
            icon={<Plus aria-hidden="true" />}
            onPress={saveThisSearch}
          />
        )
      }
    >
      <ListFilter title={title} list={list} />
      {searches.length === 0 && (
        <Line name={t('organise.save-this')} count={null} standing="absent" isQuiet onPress={saveThisSearch} />
      )}
      {list.shown.map((search) => (
        <SavedLine key={search.name} search={search} reorder={reorder} />
      ))}
      <ListFoot list={list} />
    </PlainSection>
  );
}

function saveThisSearch(): void {
  const { q, sort } = useView.getState();
  ask({ type: 'new-search', q, sort });
}

interface SavedLineProps {
  readonly search: SavedSearch;
  readonly reorder: ReturnType<typeof useReorder>;
}

function SavedLine({ search: { name, q, sort }, reorder }: SavedLineProps): ReactElement {
  const isAsked = useView((state) => state.q.trim() === q.trim() && state.sort === sort);
  const count = useCountOf(q);
  const onPress = (): void => useView.getState().search(isAsked ? '' : q, isAsked ? undefined : sort);
  return (
    <LineMenu name={name} items={() => <SearchItems search={{ name, q, sort }} />}>
      <Line
        name={name}
        count={count}
        standing={isAsked ? 'wanted' : 'absent'}
        icon={<Search aria-hidden="true" />}
        hint={q}
        onPress={onPress}
        {...reorder(name)}
      />
    </LineMenu>
  );
}

function SearchItems({ search }: { readonly search: SavedSearch }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const q = useView((state) => state.q);
  const sort = useView((state) => state.sort);
  const isOther = q.trim() !== '' && (q !== search.q || sort !== search.sort);
  return (
    <>
      {isOther && (
        <MenuItem onAction={() => void edits.arrange({ set: 'search-change', search: search.name, q, sort })}>
          {t('organise.use-search')}
        </MenuItem>
      )}
      <MenuItem onAction={() => ask({ type: 'new-collection', query: search.q, selection: null })}>
        {t('organise.as-collection')}
      </MenuItem>
      <MenuItem onAction={() => askExport([savedScope(search.name, search.q)])}>{t('command.export')}</MenuItem>
      <MenuItem onAction={() => ask({ type: 'search', name: search.name })}>{t('organise.rename…')}</MenuItem>
      <MenuItem onAction={() => void edits.arrange({ set: 'search-delete', search: search.name })}>
        {t('organise.delete-search')}
      </MenuItem>
    </>
  );
}
