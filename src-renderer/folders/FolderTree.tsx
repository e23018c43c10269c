/** The folders of all sources as a tree, with live counts. Only rows in view are drawn, and only their pages are loaded. */
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import type { Folder } from '../../src-main/contract/searching/folder-tree.ts';
import { useFolderPages } from '../api/folders.ts';
import { useLibrary } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { MenuSurface } from '../design/Menu.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { SourceLines } from '../sidebar/SourceLines.tsx';
import { useFilters } from '../sidebar/use-filter-line.ts';
import { useView } from '../state/store.ts';
import { closedSources } from './closed-sources.ts';
import { FolderItems } from './FolderItems.tsx';
import { FolderRow } from './FolderRow.tsx';
import styles from './FolderTree.module.css';
import { withoutPlace } from './folder-filter.ts';
import { lineOf } from './folder-line.ts';
import { useOpenedFolders } from './opened-folders.ts';
import { treeStep } from './tree-keys.ts';
import { type PageKey, type Pages, type TreeRow, treeOf } from './tree-rows.ts';
import { ROW, useRowsInView } from './use-rows-in-view.ts';

const TOPS: PageKey = { under: null, offset: 0 };
const NO_PAGES: readonly PageKey[] = [];
const NONE: readonly SourceInfo[] = [];

export function FolderTree(): ReactElement {
  const t = useText();
  const id = useId();
  const sources = useLibrary().data?.sources ?? NONE;
  const { opened, open } = useOpenedFolders();
  const isClosed = opened.size === 0;
  const resting = useResting(useView((state) => withoutPlace(state.q)));
  const q = isClosed ? '' : resting;
  const locale = useLanguage((state) => state.locale);
  const closed = useMemo(
    () => closedSources(sources, new Intl.Collator(locale, { numeric: true }).compare),
    [sources, locale],
  );
  const filters = useFilters();
  const narrow = useView((state) => state.narrow);
  const [wanted, setWanted] = useState<readonly PageKey[]>([TOPS]);
  // While all sources are closed, nothing is asked, at a start or with a key.
  const pages = useFolderPages(q, isClosed ? NO_PAGES : wanted);
  const pageOf: Pages = (key) =>
    isClosed ? closed(key) : (pages.page(key) ?? (key.under === null ? closed(key) : undefined));
  const tree = treeOf(pageOf, (path) => opened.has(path));
  const [box, setBox] = useState<HTMLElement | null>(null);
  const view = useRowsInView(box);
  const [active, setActive] = useState<Active>({ row: 0, path: null });
  const menuAt = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<Folder | null>(null);

  const activeRow = rowNow(active, tree);
  const rows = tree.rows(view.from, view.to);
  const isInView = rows.some(({ row }) => row === activeRow);
  const drawn = isInView ? rows : [...rows, ...tree.rows(activeRow, activeRow + 1)];
  const needed = distinct([...tree.needed, ...drawn.map(({ page }) => page)]);
  const isNew = needed.length !== wanted.length || needed.some((key, at) => !isSame(key, wanted[at] as PageKey));
  useEffect(() => {
    if (isNew) setWanted(needed);
  });

  const now = useRef({ tree, sources, q });
  now.current = { tree, sources, q };
  const rowAt = useCallback((row: number): TreeRow | undefined => now.current.tree.rows(row, row + 1)[0], []);
  const onChoose = useCallback(
    (row: number, isExcluded: boolean) => {
      const folder = rowAt(row)?.folder;
      if (!folder) return;
      setActive({ row, path: folder.path });
      const line = lineOf(folder, now.current.sources, now.current.q);
      narrow(line.toggled(useView.getState().q, isExcluded));
    },
    [rowAt, narrow],
  );
  const onOpen = useCallback(
    (row: number, isOpen: boolean) => {
      const folder = rowAt(row)?.folder;
      if (!folder) return;
      setActive({ row, path: folder.path });
      open(folder.path, isOpen);
    },
    [rowAt, open],
  );
  const onMenu = useCallback(
    (row: number, element: HTMLElement) => {
      const folder = rowAt(row)?.folder ?? null;
      if (folder) setActive({ row, path: folder.path });
      menuAt.current = element;
      setMenu(folder);
    },
    [rowAt],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey) return;
    const step = treeStep(tree, rowAt(activeRow), event);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.type === 'choose') onChoose(activeRow, step.isExcluded);
    else if (step.type === 'open') onOpen(activeRow, step.isOpen);
    else {
      setActive({ row: step.row, path: rowAt(step.row)?.folder?.path ?? null });
      view.show(step.row);
    }
  };

  const tops = pageOf(TOPS);
  const shownTops = new Set(tops?.folders.map(({ path }) => path));
  return (
    <>
      {tree.size > 0 && (
        <div
          ref={setBox}
          role="tree"
          aria-label={t('folders.tree')}
          aria-activedescendant={`${id}-${activeRow}`}
          tabIndex={0}
          className={styles.tree}
          style={{ height: tree.size * ROW }}
          data-sidebar-line=""
          onKeyDown={onKeyDown}
          onContextMenu={(event) => {
            // The menu key; a row has its own.
            event.preventDefault();
            const element = document.getElementById(`${id}-${activeRow}`);
            if (element) onMenu(activeRow, element);
          }}
        >
          {drawn.map(({ page: _, parent: __, folder, ...row }) => {
            const line = folder && lineOf(folder, sources, q);
            return (
              <FolderRow
                key={row.row}
                {...row}
                id={`${id}-${row.row}`}
                folder={folder}
                count={line?.count ?? 0}
                isMissing={line?.isMissing ?? false}
                standing={line?.standing(filters) ?? 'absent'}
                isActive={row.row === activeRow}
                hasMenu={menu !== null && folder?.path === menu.path}
                onChoose={onChoose}
                onOpen={onOpen}
                onMenu={onMenu}
              />
            );
          })}
        </div>
      )}
      {pages.error && <Failed error={pages.error} onRetry={pages.retry} />}
      {tops && tops.folders.length === tops.length && (
        <SourceLines isShown={({ path, within }) => within === null && !shownTops.has(path)} />
      )}
      <MenuSurface
        aria-label={t('folders.menu')}
        triggerRef={menuAt}
        isOpen={menu !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setMenu(null);
        }}
        autoFocus="first"
      >
        {menu && <FolderItems folder={menu} line={lineOf(menu, sources, q)} />}
      </MenuSurface>
    </>
  );
}

/** The row with the keys. Rows above it come and go, so it is known by its folder, when that has loaded. */
interface Active {
  readonly row: number;
  readonly path: string | null;
}

function rowNow({ row, path }: Active, tree: { readonly size: number; rowOf(path: string): number }): number {
  const found = path === null ? -1 : tree.rowOf(path);
  return found >= 0 ? found : Math.max(0, Math.min(row, tree.size - 1));
}

const isSame = (a: PageKey, b: PageKey): boolean => a.under === b.under && a.offset === b.offset;

const distinct = (keys: readonly PageKey[]): readonly PageKey[] =>
  keys.filter((key, at) => keys.findIndex((other) => isSame(other, key)) === at);

/** Counts follow a query that rests: the result of each key comes first. */
const REST_MS = 200;

function useResting(q: string): string {
  const [resting, setResting] = useState(q);
  useEffect(() => {
    const timer = setTimeout(() => setResting(q), REST_MS);
    return () => clearTimeout(timer);
  }, [q]);
  return resting;
}

function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactElement {
  const t = useText();
  return (
    <div role="alert" className={styles.failed}>
      <p>{t('folders.failed')}</p>
      <p>{errorSentence(t, error)}</p>
      <Button size="small" onPress={onRetry}>
        {t('app.retry')}
      </Button>
    </div>
  );
}
