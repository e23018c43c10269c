/** The tags, as a tree. */
import { ChevronRight, Settings2 } from 'lucide-react';
import { memo, type ReactElement, useCallback, useMemo, useState } from 'react';
import { useEdits } from '../commands/edits/use-edits.ts';
import { useTarget } from '../commands/use-target.ts';
import { Dot } from '../design/Chip.tsx';
import { MenuItem } from '../design/Menu.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { ask } from '../organise/organise-dialog-store.ts';
import { useTagHue } from '../organise/tag-info.ts';
import { standing } from '../search/query-text.ts';
import { FilterLine } from './Line.tsx';
import { LineMenu } from './LineMenu.tsx';
import { ListFilter, ListFoot, PlainSection, SectionButton, useLongList } from './Section.tsx';
import styles from './Sidebar.module.css';
import { flattenTags, type TagNode, tagTree } from './tag-tree.ts';
import { useFilters } from './use-filter-line.ts';

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
  const filters = useFilters();
  const hueOf = useTagHue();
  const locale = useLanguage((state) => state.locale);
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const tree = useMemo(() => tagTree(whole, new Intl.Collator(locale, { numeric: true }).compare), [whole, locale]);
  const opensAtFirst = Object.keys(whole).length <= UNFOLDED;
  const toggle = useCallback(
    (path: string, open: boolean) => setFolded((before) => new Map(before).set(path, open)),
    [],
  );
  const isOpen = (path: string): boolean => folded.get(path) ?? opensAtFirst;
  const rows = flattenTags(tree, isOpen).map((row) => ({ ...row, name: row.node.path }));
  const list = useLongList(rows, (path) => standing(filters, 'tag', path) !== 'absent');
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
      {list.shown.map(({ node, depth }) => {
        const isTree = list.typed === '';
        const hue = hueOf(node.path);
        return (
          <TagLine
            key={node.path}
            path={node.path}
            name={isTree ? node.name : node.path}
            depth={isTree ? depth : 0}
            count={countOf(node, live)}
            hue={depth === 0 || !isTree || hue !== hueOf(topOf(node.path)) ? hue : null}
            isOpen={node.children.length > 0 && isTree ? isOpen(node.path) : null}
            onToggle={toggle}
          />
        );
      })}
      <ListFoot list={list} />
    </PlainSection>
  );
}

interface TagLineProps {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly count: number | null;
  /** The colour of the dot; null for none. A child shows its colour only if it has its own. */
  readonly hue: number | null;
  /** Null for a tag without children. */
  readonly isOpen: boolean | null;
  readonly onToggle: (path: string, open: boolean) => void;
}

const TagLine = memo(function TagLine(props: TagLineProps): ReactElement {
  const { path, name, depth, count, hue, isOpen, onToggle } = props;
  const icon = useMemo(() => hue !== null && <Dot hue={hue} />, [hue]);
  return (
    <LineMenu
      name={path}
      className={styles.branch ?? ''}
      box={{ 'data-drop': `tag:${path}` }}
      items={() => <TagItems tag={path} />}
    >
      <FilterLine
        name={name}
        hint={path}
        depth={depth}
        count={count}
        icon={icon}
        field="tag"
        value={path}
        single={false}
      />
      {isOpen !== null && <Fold name={name} isOpen={isOpen} onToggle={(open) => onToggle(path, open)} />}
    </LineMenu>
  );
});

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
  readonly name: string;
  readonly isOpen: boolean;
  readonly onToggle: (open: boolean) => void;
}

function Fold({ name, isOpen, onToggle }: FoldProps): ReactElement {
  const t = useText();
  return (
    <button
      type="button"
      className={styles.fold}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'sidebar.collapse' : 'sidebar.expand', { name })}
      onClick={() => onToggle(!isOpen)}
    >
      <ChevronRight aria-hidden="true" />
    </button>
  );
}

/** Nothing for a tag that the counts do not list. */
function countOf(node: TagNode, live: Readonly<Record<string, number>>): number | null {
  return node.count === null ? null : (live[node.path] ?? 0);
}
