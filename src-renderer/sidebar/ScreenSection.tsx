/** The lines of screens about the whole library. */
import { AtSign, ChartColumn, CopyCheck, TextQuote } from 'lucide-react';
import type { ReactElement } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { Line } from './Line.tsx';
import { PlainSection } from './Section.tsx';

const LINES = [
  { screen: 'prompts', icon: <TextQuote aria-hidden="true" /> },
  { screen: 'people', icon: <AtSign aria-hidden="true" /> },
  { screen: 'statistics', icon: <ChartColumn aria-hidden="true" /> },
  { screen: 'duplicates', icon: <CopyCheck aria-hidden="true" /> },
] as const;

/** Pressing the line of the current screen returns to the gallery. */
export function ScreenSection(): ReactElement {
  const t = useText();
  const current = useView((state) => state.screen);
  const set = useView((state) => state.set);
  return (
    <PlainSection title={t('sidebar.overview')}>
      {LINES.map(({ screen, icon }) => (
        <Line
          key={screen}
          name={t(`${screen}.title`)}
          count={null}
          icon={icon}
          standing={screen === current ? 'wanted' : 'absent'}
          onPress={() => set({ screen: screen === current ? 'gallery' : screen, about: null })}
        />
      ))}
    </PlainSection>
  );
}
