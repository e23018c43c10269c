/** The tags, as a tree. */
import { ChevronRight, Settings2 } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { useEdits } from '../commands/edits/use-edits.ts';
import { useTarget } from '../commands/use-target.ts';
import { Dot } from '../design/Chip.tsx';
import { MenuItem } from '../design/Menu.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { ask } from '../organise/organise-dialog-store.ts';
import { useTagHue } from '../organise/tag-info.ts';
import { standing } from '../search/query-text.ts';
import { useView } from '../state/store.ts';
import { FilterLine } from './Line.tsx';
import { LineMenu } from './LineMenu.tsx';
import { ListFilter, ListFoot, PlainSection, SectionButton, useLongList } from './Section.tsx';
import styles from './Sidebar.module.css';
import { flattenTags, type TagNode, tagTree } from './tag-tree.ts';

export interface TagSectionProps {
  /** All tags of the library with their counts. */
  readonly whole: Readonly<Record<string, number>>;
  /** Counts in the current result. */
  readonly live: Readonly<Record<string, number>>;
}

/** Trees with at most this number of tags are expanded first. */
const UNFOLDED = 24;

export function TagSection({ whole, live }: TagSectionProps): ReactElement | null {
  const t = useText();
  const q = useView((state) => state.q);
  const hueOf = useTagHue();
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
    <PlainSection
      title={title}
      action={
        <SectionButton
          label={t('organise.tags')}
          icon={<Settings2 aria-hidden="true" />}
          onPress={() => ask({ type: 'tags' })}
        />
      }
    >
      <ListFilter title={title} list={list} />
      {list.shown.map(({ node, depth }) => (
        <LineMenu
          key={node.path}
          name={node.path}
          className={styles.branch ?? ''}
          box={{ 'data-drop': `tag:${node.path}` }}
          items={() => <TagItems tag={node.path} />}
        >
          <FilterLine
            name={list.typed === '' ? node.name : node.path}
            hint={node.path}
            depth={list.typed === '' ? depth : 0}
            count={countOf(node, live)}
            icon={
              <TagDot
                hue={hueOf(node.path)}
                isOwn={depth === 0 || list.typed !== '' || hueOf(node.path) !== hueOf(topOf(node.path))}
              />
            }
            filter={{ field: 'tag', value: node.path, single: false }}
          />
          {node.children.length > 0 && list.typed === '' && (
            <Fold
              node={node}
              isOpen={isOpen(node.path)}
              onToggle={(open) => setFolded(new Map(folded).set(node.path, open))}
            />
          )}
        </LineMenu>
      ))}
      <ListFoot list={list} />
    </PlainSection>
  );
}

/** The dot of a tag. A child shows its colour only if it has its own. */
function TagDot({ hue, isOwn }: { readonly hue: number; readonly isOwn: boolean }): ReactElement | null {
  return isOwn ? <Dot hue={hue} /> : null;
}

const topOf = (tag: string): string => tag.split('/', 1)[0] ?? '';

function TagItems({ tag }: { readonly tag: string }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const target = useTarget();
  return (
    <>
      {target !== null && (
        <MenuItem onAction={() => void edits.apply(target.selection, { set: 'tag-add', tag })}>
          {t('organise.tag-selected', { count: target.count })}
        </MenuItem>
      )}
      <MenuItem onAction={() => ask({ type: 'tag', tag })}>{t('organise.edit-tag')}</MenuItem>
      <MenuItem onAction={() => void edits.arrange({ set: 'tag-delete', tag })}>{t('organise.delete-tag')}</MenuItem>
    </>
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
