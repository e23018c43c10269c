/** The window: header, sidebar, gallery and inspector, and what lies above them. */
import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, memo, type ReactElement, useEffect, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Settings } from '../src-main/contract/library/library.ts';
import styles from './App.module.css';
import { listenToEvents } from './api/events/events.ts';
import { useJobs, useLibrary } from './api/queries.ts';
import { isLost, queryClient } from './api/query-client.ts';
import { useCommands } from './commands/use-commands.ts';
import { onMenuFailure } from './design/Menu.tsx';
import { loadAllParts } from './design/part.ts';
import { applyTheme } from './design/theme.ts';
import { useMediaQuery } from './design/use-media-query.ts';
import { Gallery } from './gallery/Gallery.tsx';
import { DragGhost } from './gallery/grid/DragGhost.tsx';
import { Header } from './gallery/result/Header.tsx';
import { useLanguage } from './i18n/language.ts';
import { languageFor } from './i18n/remembered.ts';
import { failureText } from './i18n/server-messages.ts';
import { useText } from './i18n/use-text.ts';
import { WindowDrop } from './import/choose/WindowDrop.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import {
  ArrangeDialog,
  CollectionPicker,
  CommandPalette,
  ConfirmDialog,
  ExportDialog,
  ImportPanel,
  ShortcutSheet,
  TagDialog,
} from './later-dialogs.ts';
import {
  DuplicatesScreen,
  HistoryScreen,
  ImportProgress,
  ImportReportScreen,
  PeopleScreen,
  PromptsScreen,
  RecoveryScreen,
  SettingsScreen,
  SourcesScreen,
  StatisticsScreen,
  Viewer,
  Welcome,
} from './later-screens.ts';
import { useRestoredNotice } from './recovery/restoring.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { Failed } from './shell/Failed.tsx';
import { Opening } from './shell/Opening.tsx';
import { Toasts } from './shell/Toasts.tsx';
import { useToasts } from './shell/toast-store.ts';
import { Sidebar } from './sidebar/Sidebar.tsx';
import type { Panel } from './state/address.ts';
import { NO_ROOM } from './state/panels.ts';
import { type Screen, useView } from './state/store.ts';
import { useReopening } from './state/use-reopening.ts';
import { useWindowTitle } from './state/use-window-title.ts';

export function App(): ReactElement {
  const locale = useLanguage((state) => state.locale);
  useEffect(() => listenToEvents(queryClient), []);
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale={locale}>
        <ErrorBoundary>
          <Followers />
          <Window />
        </ErrorBoundary>
      </I18nProvider>
    </QueryClientProvider>
  );
}

function Window(): ReactElement {
  const t = useText();
  const library = useLibrary();
  const settings = library.data?.settings;
  const isSpoken = useSettingsLanguage(settings);
  useEffect(() => {
    if (settings) applyTheme(settings.theme);
  }, [settings]);

  const unwritable = library.data?.unwritable;
  const fail = useToasts((state) => state.fail);
  useEffect(() => onMenuFailure(() => fail(t('shell.dialog-failed'))), [fail, t]);
  useEffect(() => {
    if (unwritable) fail(failureText(t, unwritable));
  }, [unwritable, fail, t]);

  const isPlaced = useReopening(settings);
  if (library.data && isPlaced && isSpoken) return <Open isEmpty={library.data.total === 0} />;
  if (library.isError && isLost(library.error))
    return (
      <main className={styles.alone}>
        <RecoveryScreen error={library.error} onRetry={() => void library.refetch()} />
      </main>
    );
  if (library.isError) return <Closed error={library.error} onRetry={() => void library.refetch()} />;
  return (
    <main className={styles.alone}>
      <Opening />
    </main>
  );
}

/** What is drawn for each screen; the gallery for those that have nothing of their own. */
const SCREENS: Readonly<Partial<Record<Screen, ComponentType>>> = {
  prompts: PromptsScreen,
  people: PeopleScreen,
  statistics: StatisticsScreen,
  duplicates: DuplicatesScreen,
  history: HistoryScreen,
  sources: SourcesScreen,
  report: ImportReportScreen,
  settings: SettingsScreen,
};

/** The code of the other screens loads this long after the first one is drawn, in ms: its posters come first. */
const AFTER_FIRST_SCREEN_MS = 100;

/** Screens whose items can be looked at in detail beside them. */
const hasDetails = (screen: Screen, about: string | null): boolean =>
  screen === 'prompts' || screen === 'duplicates' || (screen === 'people' && about !== null);

/** Drawn again only when it changes what is open: not with each key in the search field. */
const Open = memo(function Open({ isEmpty }: { readonly isEmpty: boolean }): ReactElement {
  const t = useText();
  const viewing = useView((state) => state.viewing);
  const screen = useView((state) => state.screen);
  const about = useView((state) => state.about);
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const inspectorOpen = useView((state) => state.inspectorOpen);
  const set = useView((state) => state.set);
  useRestoredNotice();
  useEffect(() => {
    const timer = setTimeout(() => void loadAllParts(), AFTER_FIRST_SCREEN_MS);
    return () => clearTimeout(timer);
  }, []);
  const hasJobs = (useJobs().data ?? []).length > 0;
  const isInspectorAbove = useIsAbove('inspector');
  const isSidebarAbove = useIsAbove('sidebar');

  const Part = SCREENS[screen] ?? Gallery;
  const isGallery = Part === Gallery;
  const hasInspector = inspectorOpen && (viewing !== null || isGallery || hasDetails(screen, about)) && !isEmpty;
  const isBehind = viewing !== null;
  return (
    <div className={styles.window} data-viewing={isBehind}>
      {isEmpty && isGallery ? (
        <main className={styles.alone}>
          <Welcome />
        </main>
      ) : (
        <>
          <div className={styles.header} inert={isBehind}>
            <Header />
          </div>
          {sidebarOpen && !isEmpty && (
            <div className={`${styles.sidebar} ${isSidebarAbove ? styles.above : ''}`} inert={isBehind}>
              <Sidebar />
            </div>
          )}
          <main className={styles.main} inert={isBehind}>
            <Part />
          </main>
        </>
      )}
      {viewing !== null && <Viewer key="viewer" rowid={viewing} />}
      {hasInspector && (
        <div className={`${styles.inspector} ${isInspectorAbove ? styles.above : ''}`}>
          <Inspector />
        </div>
      )}
      {sidebarOpen && isSidebarAbove && !isEmpty && (
        <button
          type="button"
          className={styles.scrim}
          aria-label={t('app.close')}
          tabIndex={-1}
          onClick={() => set({ sidebarOpen: false })}
        />
      )}
      <div className={styles.progress}>{hasJobs && <ImportProgress />}</div>
      <ImportPanel />
      <WindowDrop />
      <ShortcutSheet />
      <CommandPalette />
      <TagDialog />
      <CollectionPicker />
      <ArrangeDialog />
      <ExportDialog />
      <ConfirmDialog />
      <DragGhost />
      <Toasts />
    </div>
  );
});

/** What follows the view without drawing anything. */
function Followers(): null {
  useCommands();
  useWindowTitle();
  return null;
}

/** Speaks the language of the settings. False until its texts are there, or cannot be loaded. */
function useSettingsLanguage(settings: Settings | undefined): boolean {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const language = useLanguage((state) => state.language);
  const follow = useLanguage((state) => state.follow);
  const [hasFailed, setFailed] = useState(false);
  const chosen = settings?.language;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sentence changes with the language; the choice does not.
  useEffect(() => {
    if (chosen === undefined) return;
    follow(chosen).catch(() => {
      setFailed(true);
      fail(t('shell.language-failed'));
    });
  }, [chosen, follow]);
  const isSpoken = chosen === undefined || language === languageFor(chosen);
  const hasSpoken = useRef(false);
  if (settings && isSpoken) hasSpoken.current = true;
  // A later change of language leaves the page as it is until the texts are there.
  return isSpoken || hasFailed || hasSpoken.current;
}

/** Whether a panel has no room beside the gallery. It opens when it gets room, and closes when it loses it. */
function useIsAbove(panel: Panel): boolean {
  const isAbove = useMediaQuery(NO_ROOM[panel]);
  const set = useView((state) => state.set);
  const was = useRef(isAbove);
  useEffect(() => {
    if (was.current === isAbove) return;
    was.current = isAbove;
    set(panel === 'inspector' ? { inspectorOpen: !isAbove } : { sidebarOpen: !isAbove });
  }, [isAbove, panel, set]);
  return isAbove;
}

function Closed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactElement {
  const t = useText();
  return (
    <main className={styles.alone}>
      <Failed title={t('shell.failed.title')} error={error} onRetry={onRetry} />
    </main>
  );
}
