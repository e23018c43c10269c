/** The tags, as a tree. */
import { ChevronRight } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { Dot, hueOf } from '../design/Chip.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { standing } from '../search/query-text.ts';
import { useView } from '../state/store.ts';
import { FilterLine } from './Line.tsx';
import { ListFilter, ListFoot, PlainSection, useLongList } from './Section.tsx';
import styles from './Sidebar.module.css';
import { flattenTags, type TagNode, tagTree } from './tag-tree.ts';

export interface TagSectionProps {
  /** Every tag of the library with its count. */
  readonly whole: Readonly<Record<string, number>>;
  /** Counts in the current result. */
  readonly live: Readonly<Record<string, number>>;
}

/** Trees up to so many tags begin unfolded. */
const UNFOLDED = 24;

export function TagSection({ whole, live }: TagSectionProps): ReactElement | null {
  const t = useText();
  const q = useView((state) => state.q);
  const locale = useLanguage((state) => state.locale);
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const tree = useMemo(() => tagTree(whole, new Intl.Collator(locale, { numeric: true }).compare), [whole, locale]);
  const opensAtFirst = Object.keys(whole).length <= UNFOLDED;
  const isOpen = (path: string): boolean => folded.get(path) ?? opensAtFirst;
  const rows = flattenTags(tree, isOpen).map((row) => ({ ...row, name: row.node.path }));
  const list = useLongList(rows, (path) => standing(q, 'tag', path) !== 'absent');
  if (rows.length === 0) return null;
  const title = t('sidebar.tags');
  return (
    <PlainSection title={title}>
      <ListFilter title={title} list={list} />
      {list.shown.map(({ node, depth }) => (
        <div key={node.path} className={styles.branch}>
          <FilterLine
            name={list.typed === '' ? node.name : node.path}
            hint={node.path}
            depth={list.typed === '' ? depth : 0}
            count={countOf(node, live)}
            icon={depth === 0 || list.typed !== '' ? <Dot hue={hueOf(node.path)} /> : undefined}
            filter={{ field: 'tag', value: node.path, single: false }}
          />
          {node.children.length > 0 && list.typed === '' && (
            <Fold node={node} isOpen={isOpen(node.path)} onToggle={(open) => setFolded(new Map(folded).set(node.path, open))} />
          )}
        </div>
      ))}
      <ListFoot list={list} />
    </PlainSection>
  );
}

interface FoldProps {
  readonly node: TagNode;
  readonly isOpen: boolean;
  readonly onToggle: (open: boolean) => void;
}

function Fold({ node, isOpen, onToggle }: FoldProps): ReactElement {
  const t = useText();
  return (
    <Button
      className={styles.fold ?? ''}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'sidebar.collapse' : 'sidebar.expand', { name: node.name })}
      onPress={() => onToggle(!isOpen)}
    >
      <ChevronRight aria-hidden="true" />
    </Button>
  );
}

/** Nothing for a tag that the counts do not list. */
function countOf(node: TagNode, live: Readonly<Record<string, number>>): number | null {
  return node.count === null ? null : (live[node.path] ?? 0);
}
