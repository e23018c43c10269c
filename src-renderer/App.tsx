/** The window: header, sidebar, gallery and inspector, and what lies above them. */
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef } from 'react';
import { I18nProvider } from 'react-aria-components';
import styles from './App.module.css';
import { listenToEvents } from './api/events/events.ts';
import { useLibrary } from './api/queries.ts';
import { isLost, queryClient } from './api/query-client.ts';
import { ConfirmDialog } from './commands/edits/ConfirmDialog.tsx';
import { TagDialog } from './commands/edits/TagDialog.tsx';
import { CommandPalette } from './commands/palette/CommandPalette.tsx';
import { ShortcutSheet } from './commands/palette/ShortcutSheet.tsx';
import { useCommands } from './commands/use-commands.ts';
import { Spinner } from './design/Feedback.tsx';
import { applyTheme } from './design/theme.ts';
import { useMediaQuery } from './design/use-media-query.ts';
import { DuplicatesScreen } from './duplicates/DuplicatesScreen.tsx';
import { ExportDialog } from './export/ExportDialog.tsx';
import { Gallery } from './gallery/Gallery.tsx';
import { DragGhost } from './gallery/grid/DragGhost.tsx';
import { Header } from './gallery/result/Header.tsx';
import { HistoryScreen } from './history/HistoryScreen.tsx';
import { useLanguage } from './i18n/language.ts';
import { failureText } from './i18n/server-messages.ts';
import { useText } from './i18n/use-text.ts';
import { ImportPanel } from './import/choose/ImportPanel.tsx';
import { Welcome } from './import/choose/Welcome.tsx';
import { WindowDrop } from './import/choose/WindowDrop.tsx';
import { ImportProgress } from './import/progress/ImportProgress.tsx';
import { ImportReportScreen } from './import/report/ImportReportScreen.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { ArrangeDialog } from './organise/ArrangeDialog.tsx';
import { CollectionPicker } from './organise/CollectionPicker.tsx';
import { PeopleScreen } from './people/PeopleScreen.tsx';
import { PromptsScreen } from './prompts/PromptsScreen.tsx';
import { RecoveryScreen } from './recovery/RecoveryScreen.tsx';
import { useRestoredNotice } from './recovery/restoring.ts';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { Failed } from './shell/Failed.tsx';
import { Toasts } from './shell/Toasts.tsx';
import { useToasts } from './shell/toast-store.ts';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { SourcesScreen } from './sources/SourcesScreen.tsx';
import type { Panel } from './state/address.ts';
import { NO_ROOM } from './state/panels.ts';
import { type Screen, useView } from './state/store.ts';
import { useReopening } from './state/use-reopening.ts';
import { useWindowTitle } from './state/use-window-title.ts';
import { StatisticsScreen } from './statistics/StatisticsScreen.tsx';
import { Viewer } from './viewer/Viewer.tsx';

export function App(): ReactElement {
  const locale = useLanguage((state) => state.locale);
  useEffect(() => listenToEvents(queryClient), []);
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale={locale}>
        <ErrorBoundary>
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
  const follow = useLanguage((state) => state.follow);
  useCommands();
  useWindowTitle();
  useEffect(() => {
    if (settings) applyTheme(settings.theme);
  }, [settings]);
  useEffect(() => {
    if (settings) follow(settings.language);
  }, [settings, follow]);

  const unwritable = library.data?.unwritable;
  const fail = useToasts((state) => state.fail);
  useEffect(() => {
    if (unwritable) fail(failureText(t, unwritable));
  }, [unwritable, fail, t]);

  const isPlaced = useReopening(settings);
  if (library.data && isPlaced) return <Open isEmpty={library.data.total === 0} />;
  if (library.isError && isLost(library.error))
    return (
      <main className={styles.alone}>
        <RecoveryScreen error={library.error} onRetry={() => void library.refetch()} />
      </main>
    );
  if (library.isError) return <Closed error={library.error} onRetry={() => void library.refetch()} />;
  return (
    <main className={styles.alone}>
      <Spinner label={t('shell.loading')} />
    </main>
  );
}

/** What is drawn for each screen; the gallery for those that have nothing of their own. */
const SCREENS: Readonly<Partial<Record<Screen, () => ReactElement>>> = {
  prompts: PromptsScreen,
  people: PeopleScreen,
  statistics: StatisticsScreen,
  duplicates: DuplicatesScreen,
  history: HistoryScreen,
  sources: SourcesScreen,
  report: ImportReportScreen,
  settings: SettingsScreen,
};

/** Screens whose items can be looked at in detail beside them. */
const hasDetails = (screen: Screen, about: string | null): boolean =>
  screen === 'prompts' || screen === 'duplicates' || (screen === 'people' && about !== null);

function Open({ isEmpty }: { readonly isEmpty: boolean }): ReactElement {
  const t = useText();
  const viewing = useView((state) => state.viewing);
  const screen = useView((state) => state.screen);
  const about = useView((state) => state.about);
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const inspectorOpen = useView((state) => state.inspectorOpen);
  const set = useView((state) => state.set);
  useRestoredNotice();
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
      <div className={styles.progress}>
        <ImportProgress />
      </div>
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
