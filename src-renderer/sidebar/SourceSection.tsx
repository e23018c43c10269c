/** The sources in the sidebar with their folders, and a link to the Sources screen. */
import { Settings2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLibrary } from '../api/queries.ts';
import { useText } from '../i18n/use-text.ts';
import { later } from '../shell/Later.tsx';
import { useView } from '../state/store.ts';
import { PlainSection, SectionButton } from './Section.tsx';
import { SourceLines } from './SourceLines.tsx';

const FolderTree = later(
  () => import('../folders/FolderTree.tsx').then((module) => module.FolderTree),
  <SourceLines />,
);

export function SourceSection(): ReactElement | null {
  const t = useText();
  const set = useView((state) => state.set);
  const sources = useLibrary().data?.sources ?? [];
  if (sources.length === 0) return null;
  const lookAfter = (
    <SectionButton
      label={t('sidebar.look-after')}
      icon={<Settings2 aria-hidden="true" />}
      onPress={() => set({ screen: 'sources', viewing: null, comparing: [] })}
    />
  );
  return (
    <PlainSection title={t('sidebar.sources')} action={lookAfter}>
      <FolderTree />
    </PlainSection>
  );
}
