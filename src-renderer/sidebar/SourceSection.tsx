/** The sources in the sidebar: number of items, whether each is present, and a link to the Sources screen. */
import { HardDrive, Settings2, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLibrary } from '../api/queries.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { FilterLine } from './Line.tsx';
import { PlainSection, SectionButton } from './Section.tsx';
import { baseName, sourceName } from './source-name.ts';

const PRESENT = <HardDrive aria-hidden="true" />;
const ABSENT = <Unplug aria-hidden="true" />;

/** The counts are those of the whole library, because results do not count by source. */
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
      {sources.map((source) => (
        <FilterLine
          key={source.id}
          name={baseName(source.path)}
          isPath
          count={source.generations}
          hint={source.state === 'missing' ? `${source.path} — ${t('sidebar.source-missing')}` : source.path}
          icon={source.state === 'missing' ? ABSENT : PRESENT}
          field="source"
          value={sourceName(source, sources)}
          single
        />
      ))}
    </PlainSection>
  );
}
