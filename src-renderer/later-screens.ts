/** Screens and panels that load when they are opened: the first screen does not need their code. */
import { later } from './shell/Later.tsx';

export const PromptsScreen = later(() => import('./prompts/PromptsScreen.tsx').then((module) => module.PromptsScreen));
export const PeopleScreen = later(() => import('./people/PeopleScreen.tsx').then((module) => module.PeopleScreen));
export const StatisticsScreen = later(() =>
  import('./statistics/StatisticsScreen.tsx').then((module) => module.StatisticsScreen),
);
export const DuplicatesScreen = later(() =>
  import('./duplicates/DuplicatesScreen.tsx').then((module) => module.DuplicatesScreen),
);
export const HistoryScreen = later(() => import('./history/HistoryScreen.tsx').then((module) => module.HistoryScreen));
export const SourcesScreen = later(() => import('./sources/SourcesScreen.tsx').then((module) => module.SourcesScreen));
export const ImportReportScreen = later(() =>
  import('./import/report/ImportReportScreen.tsx').then((module) => module.ImportReportScreen),
);
export const SettingsScreen = later(() =>
  import('./settings/SettingsScreen.tsx').then((module) => module.SettingsScreen),
);
export const RecoveryScreen = later(() =>
  import('./recovery/RecoveryScreen.tsx').then((module) => module.RecoveryScreen),
);
export const Welcome = later(() => import('./import/choose/Welcome.tsx').then((module) => module.Welcome));
export const Viewer = later(() => import('./viewer/Viewer.tsx').then((module) => module.Viewer));
/** Nothing stands in its place while it loads: it lies above the gallery. */
export const ImportProgress = later(
  () => import('./import/progress/ImportProgress.tsx').then((module) => module.ImportProgress),
  null,
);
