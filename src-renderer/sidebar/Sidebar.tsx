/** The sidebar: filters, collections and screens, each with its count in the current result. */
import { type KeyboardEvent, memo, type ReactElement, useMemo } from 'react';
import type { SidebarCounts } from '../../src-main/contract/searching/search.ts';
import { useSidebar } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { type TextKey, useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useView } from '../state/store.ts';
import { CollectionSection } from './CollectionSection.tsx';
import { FilterLine, Line } from './Line.tsx';
import { linesOf } from './lines.ts';
import { ScreenSection } from './ScreenSection.tsx';
import { SearchSection } from './SearchSection.tsx';
import { Section } from './Section.tsx';
import styles from './Sidebar.module.css';
import { SourceSection } from './SourceSection.tsx';
import { TagSection } from './TagSection.tsx';

export function Sidebar(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const whole = useSidebar('');
  const live = useSidebar(q);
  return (
    <nav aria-label={t('sidebar.label')} className={styles.sidebar} onKeyDown={moveBetweenLines}>
      {whole.data ? (
        <Lines whole={whole.data} live={live.data ?? whole.data} />
      ) : whole.isError ? (
        <Failed error={whole.error} onRetry={() => void whole.refetch()} />
      ) : (
        <Skeleton />
      )}
    </nav>
  );
}

interface LinesProps {
  readonly whole: SidebarCounts;
  readonly live: SidebarCounts;
}

/** Drawn again when counts arrive, not with each key. */
const Lines = memo(function Lines({ whole, live }: LinesProps): ReactElement {
  const t = useText();
  const isEverything = useView((state) => state.q.trim() === '');
  const isGallery = useView((state) => state.screen === 'gallery');
  const narrow = useView((state) => state.narrow);
  const sections = useMemo(
    () => ({
      mention: linesOf(whole.mention, live.mention),
      model: linesOf(whole.model, live.model),
      account: linesOf(whole.account, live.account),
    }),
    [whole, live],
  );
  return (
    <>
      <div>
        <Line
          name={t('sidebar.all')}
          count={whole.total}
          standing={isEverything && isGallery ? 'wanted' : 'absent'}
          onPress={() => narrow('')}
        />
        {VIEWS.map(({ name, field, value, count }) => (
          <FilterLine
            key={value}
            name={t(name)}
            count={count(live)}
            field={field}
            value={value}
            single={field === 'state'}
          />
        ))}
      </div>
      <ScreenSection />
      <CollectionSection whole={whole.collection} live={live.collection} />
      <SearchSection />
      <TagSection whole={whole.tag} live={live.tag} />
      <Section
        title={t('sidebar.mentions')}
        field="mention"
        single={false}
        lines={sections.mention}
        nameOf={(handle) => `@${handle}`}
      />
      <Section title={t('sidebar.models')} field="model" single lines={sections.model} />
      {sections.account.length > 1 && (
        <Section title={t('sidebar.accounts')} field="account" single lines={sections.account} />
      )}
      <SourceSection />
    </>
  );
});

interface View {
  readonly name: TextKey;
  readonly field: string;
  readonly value: string;
  readonly count: (counts: SidebarCounts) => number;
}

const VIEWS: readonly View[] = [
  { name: 'sidebar.favorites', field: 'is', value: 'favorite', count: (counts) => counts.favorite },
  { name: 'sidebar.untagged', field: 'is', value: 'untagged', count: (counts) => counts.untagged },
  {
    name: 'sidebar.prompt-only',
    field: 'state',
    value: 'prompt-only',
    count: (counts) => counts.state['prompt-only'] ?? 0,
  },
  {
    name: 'sidebar.media-only',
    field: 'state',
    value: 'media-only',
    count: (counts) => counts.state['media-only'] ?? 0,
  },
  { name: 'sidebar.missing', field: 'is', value: 'missing', count: (counts) => counts.missing },
];

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactElement {
  const t = useText();
  return (
    <div role="alert" className={styles.failed}>
      <p>{t('sidebar.failed')}</p>
      <p>{errorSentence(t, error)}</p>
      <Button size="small" onPress={onRetry}>
        {t('app.retry')}
      </Button>
    </div>
  );
}

/** The placeholder for the lines; it appears only after a moment. */
function Skeleton(): ReactElement {
  return (
    <div aria-hidden="true" className={styles.skeleton}>
      {Array.from({ length: 6 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: six bars that never change.
        <span key={index} />
      ))}
    </div>
  );
}

/** Moves the focus between lines: up, down, Home, End. */
function moveBetweenLines(event: KeyboardEvent<HTMLElement>): void {
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-sidebar-line]')];
  const at = lines.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  if (event.altKey) return;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: lines.length - 1,
  };
  const next = lines[places[event.key] ?? -1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
