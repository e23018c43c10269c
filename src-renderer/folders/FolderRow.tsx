/** One row of the folder tree. */
import { ChevronRight, Ellipsis, FileArchive, Folder as FolderIcon, HardDrive, Unplug } from 'lucide-react';
import { type MouseEvent, memo, type ReactElement } from 'react';
import type { Folder } from '../../src-main/contract/searching/folder-tree.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import sidebar from '../sidebar/Sidebar.module.css';
import styles from './FolderTree.module.css';
import type { Standing } from './folder-filter.ts';
import { shownName } from './shown-name.ts';
import type { TreeRow } from './tree-rows.ts';
import { ROW } from './use-rows-in-view.ts';

/** Deeper folders are not indented further: their names would have no room. */
const DEEPEST = 7;

export interface FolderRowProps extends Pick<TreeRow, 'row' | 'level' | 'at' | 'length' | 'isOpen'> {
  readonly id: string;
  /** Null while it loads. */
  readonly folder: Folder | null;
  readonly count: number;
  readonly isMissing: boolean;
  readonly standing: Standing;
  readonly isActive: boolean;
  readonly hasMenu: boolean;
  readonly onChoose: (row: number, isExcluded: boolean) => void;
  readonly onOpen: (row: number, isOpen: boolean) => void;
  readonly onMenu: (row: number, element: HTMLElement) => void;
}

export const FolderRow = memo(function FolderRow(props: FolderRowProps): ReactElement {
  const { id, row, folder, level, at, length, isOpen, count, isMissing, standing, isActive, hasMenu } = props;
  const t = useText();
  const format = useFormat();
  const place = { top: row * ROW, '--level': Math.min(level, DEEPEST) - 1 };
  if (!folder) return <div id={id} className={`${styles.row} ${styles.waiting}`} style={place} aria-hidden="true" />;
  const name = shownName(folder.name);
  const isFaint = count === 0 && standing === 'absent';
  const menu = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    props.onMenu(row, event.currentTarget.closest('[role=treeitem]') ?? event.currentTarget);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys, as it has the focus.
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={at + 1}
      aria-setsize={length}
      aria-selected={standing === 'wanted'}
      {...(folder.opens ? { 'aria-expanded': isOpen } : {})}
      aria-label={t(standing === 'excluded' ? 'sidebar.line-excluded' : 'sidebar.line', { name, count })}
      className={`${styles.row} ${sidebar.withMenu} ${sidebar.line} ${sidebar[standing]} ${isFaint ? sidebar.none : ''} ${isActive ? styles.active : ''}`}
      style={place}
      data-open={hasMenu}
      title={isMissing ? `${shownName(folder.path)} — ${t('sidebar.source-missing')}` : shownName(folder.path)}
      onClick={(event) => props.onChoose(row, event.altKey)}
      onContextMenu={menu}
    >
      {folder.opens && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.fold}
          data-expanded={isOpen}
          aria-label={t(isOpen ? 'sidebar.collapse' : 'sidebar.expand', { name })}
          onClick={(event) => {
            event.stopPropagation();
            props.onOpen(row, !isOpen);
          }}
        >
          <ChevronRight aria-hidden="true" />
        </button>
      )}
      <span className={`${sidebar.inside} ${styles.inside}`}>
        {iconOf(folder, isMissing)}
        <bdi className={sidebar.name}>{name}</bdi>
        {/* The space is for the name read aloud, which must hold what is seen. */}{' '}
        <span className={sidebar.count}>{format.number(count)}</span>
      </span>
      <button
        type="button"
        tabIndex={-1}
        className={sidebar.menuButton}
        aria-label={t('sidebar.actions', { name })}
        onClick={menu}
      >
        <Ellipsis aria-hidden="true" />
      </button>
    </div>
  );
});

function iconOf({ kind }: Folder, isMissing: boolean): ReactElement {
  if (isMissing) return <Unplug aria-hidden="true" />;
  if (kind === 'source') return <HardDrive aria-hidden="true" />;
  return kind === 'zip' ? <FileArchive aria-hidden="true" /> : <FolderIcon aria-hidden="true" />;
}
