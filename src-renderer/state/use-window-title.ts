/** Sets the title of the window to its content, so that several windows can be distinguished. */
import { useEffect } from 'react';
import { type TextKey, useText } from '../i18n/use-text.ts';
import { type Screen, useView } from './store.ts';

/** The title follows when the typing rests this long, in ms. */
const REST_MS = 200;
/** The longest query in a title. */
const LONGEST = 80;

const NAMES: Readonly<Record<Exclude<Screen, 'gallery'>, TextKey>> = {
  prompts: 'command.prompts',
  people: 'command.people',
  statistics: 'command.statistics',
  duplicates: 'command.duplicates',
  history: 'command.history',
  sources: 'command.sources',
  report: 'command.import-report',
  settings: 'command.settings',
};

export function useWindowTitle(): void {
  const t = useText();
  const q = useView((state) => state.q.trim());
  const screen = useView((state) => state.screen);
  const seen = screen === 'gallery' ? q.slice(0, LONGEST) : t(NAMES[screen]);
  useEffect(() => {
    // Setting a title takes 2 ms, so a query that is still being typed does not set one.
    const timer = setTimeout(() => {
      document.title = seen === '' ? 'Afterimage' : `${seen} — Afterimage`;
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [seen]);
}
