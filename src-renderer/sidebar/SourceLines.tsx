/** The sources without their folders: until the tree is there, and for sources that hold no files of items. */
import { HardDrive, Unplug } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import { useLibrary } from '../api/queries.ts';
import { useLanguage } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { FilterLine } from './Line.tsx';
import { baseName, sourceName } from './source-name.ts';

const PRESENT = <HardDrive aria-hidden="true" />;
const ABSENT = <Unplug aria-hidden="true" />;
const NONE: readonly SourceInfo[] = [];

/**
 * The counts are those of the whole library, because results do not count by source.
 * @param isShown which sources; all by default
 */
export function SourceLines({
  isShown = () => true,
}: {
  readonly isShown?: (source: SourceInfo) => boolean;
}): ReactElement {
  const t = useText();
  const sources = useLibrary().data?.sources ?? NONE;
  const locale = useLanguage((state) => state.locale);
  // In the order of the tree that takes their place.
  const ordered = useMemo(() => {
    const { compare } = new Intl.Collator(locale, { numeric: true });
    return sources.toSorted((a, b) => compare(baseName(a.path), baseName(b.path)));
  }, [sources, locale]);
  return (
    <>
      {ordered.filter(isShown).map((source) => (
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
    </>
  );
}
