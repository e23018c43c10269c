/** The grid: draws the rows around the screen, with headings, timeline and keyboard. */
import { memo, type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import type { HitTerm } from '../../../src-main/contract/searching/search.ts';
import { cardStore } from '../../api/cards/cards.ts';
import { wantCards } from '../../api/result/results.ts';
import { useText } from '../../i18n/use-text.ts';
import { isSelected } from '../../state/selection.ts';
import { type Selected, useView } from '../../state/store.ts';
import { useRowHeight } from '../layout/density.ts';
import { type Justified, justify } from '../layout/justify.ts';
import { extentOf } from '../layout/scroll-map.ts';
import { type Shown, useScroller } from '../layout/use-scroller.ts';
import { useSize } from '../layout/use-size.ts';
import { justifyOptions, MONTH_HEAD } from '../layout/view-options.ts';
import { rowOf } from '../layout/windowing.ts';
import { useManualSort } from '../result/use-manual-sort.ts';
import { useToggleStack } from '../result/use-toggle-stack.ts';
import { Cell } from './Cell.tsx';
import styles from './Grid.module.css';
import { Headings } from './Headings.tsx';
import { Rail } from './Rail.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridPointer } from './use-grid-pointer.ts';
import { useItemDrag } from './use-item-drag.ts';

export interface GridProps {
  readonly layout: Layout;
  /** The name of the view, under which its position is stored; null while the layout belongs to another view. */
  readonly view: string | null;
  readonly terms: readonly HitTerm[];
}

const NO_LAYOUT: Layout = { ids: new Uint32Array(), aspects: new Uint8Array(), days: [] };

/** Cards are loaded for this number of items beyond the drawn rows, in the direction of movement. */
const AHEAD_ITEMS = 120;
/** So many of them are missing before they are asked for: a row of four would be a request in every frame. */
const ASKED_TOGETHER = 48;

export function Grid({ layout, view, terms }: GridProps): ReactElement {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const size = useSize(surface);
  const screen = useSize(scroller).height;
  const target = useRowHeight();
  const name = useLastView(view);
  // Before the first measurement there is no width to lay anything out in.
  const laidOut = size.width > 0 ? layout : NO_LAYOUT;
  const rows = useMemo(() => justify(laidOut, justifyOptions(size.width, target)), [laidOut, size.width, target]);
  const head = layout.days.length > 0 ? MONTH_HEAD : 12;
  const scroll = useScroller({ element: scroller, layout: rows, ids: layout.ids, view: name, screen, head });
  const manualSort = useManualSort();
  const keys = useGridKeys({ surface, rows, ids: layout.ids, scroll, screen, manualSort });
  const mark = useRef<HTMLDivElement>(null);
  const drag = useItemDrag({ surface, scroller, mark, rows, ids: layout.ids, scroll, manualSort });
  const pointer = useGridPointer({
    surface,
    scroller,
    rows,
    ids: layout.ids,
    scroll,
    anchor: keys.anchor,
    drag,
    onToggleStack: useToggleStack(),
  });
  usePrefetch(layout.ids, rows, scroll.shown);

  const extent = extentOf(rows.height);
  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} tabIndex={-1} {...pointer.handlers}>
        <div className={styles.surface} ref={surface} style={{ height: extent }}>
          {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by arithmetic, which table elements do not allow. */}
          <div
            role="grid"
            aria-label={t('gallery.label')}
            aria-rowcount={rows.rows}
            aria-colcount={rows.columns}
            aria-multiselectable="true"
            className={styles.grid}
            onKeyDown={keys.onKeyDown}
          >
            {size.width > 0 && (
              <Rows ids={layout.ids} rows={rows} shown={scroll.shown} hovered={pointer.hovered} terms={terms} />
            )}
          </div>
          <Headings layout={layout} rows={rows} shown={scroll.shown} extent={extent} />
          <div ref={pointer.band} className={styles.band} hidden />
          <div ref={mark} className={styles.mark} hidden />
        </div>
      </div>
      <Rail rows={rows} scroll={scroll} screen={screen} />
    </div>
  );
}

interface RowsProps {
  readonly ids: Uint32Array;
  readonly rows: Justified;
  readonly shown: Shown;
  readonly hovered: number;
  readonly terms: readonly HitTerm[];
}

function Rows({ ids, rows, shown, hovered, terms }: RowsProps): ReactElement {
  const selected = useView((state) => state.selected);
  const focus = useView((state) => state.focus);
  const last = Math.min(shown.last, rows.rows);
  const first = Math.min(shown.first, last);
  const current = focus >= 0 && focus < rows.count ? focus : (rows.rowStart[first] ?? 0);
  const currentRow = rowOf(rows, current);
  const hoveredRow = hovered < 0 ? -1 : rowOf(rows, hovered);
  const drawn: number[] = [];
  // The row with the focus stays drawn, because removing it would lose the focus.
  if (currentRow < first) drawn.push(currentRow);
  for (let row = first; row < last; row++) drawn.push(row);
  if (currentRow >= last && currentRow < rows.rows) drawn.push(currentRow);
  return (
    <>
      {drawn.map((row) => (
        <Row
          key={rows.rowStart[row]}
          ids={ids}
          rows={rows}
          row={row}
          offset={shown.offset}
          selected={selected}
          current={row === currentRow ? current : -1}
          hovered={row === hoveredRow ? hovered : -1}
          isPosterWanted={!shown.isFast}
          terms={terms}
        />
      ))}
    </>
  );
}

interface RowProps {
  readonly ids: Uint32Array;
  readonly rows: Justified;
  readonly row: number;
  readonly offset: number;
  readonly selected: Selected;
  /** The item of this row that the Tab key reaches, and the one under the pointer; -1 for none. */
  readonly current: number;
  readonly hovered: number;
  readonly isPosterWanted: boolean;
  readonly terms: readonly HitTerm[];
}

const Row = memo(function Row(props: RowProps): ReactElement {
  const { ids, rows, row, offset, selected, current, hovered, isPosterWanted, terms } = props;
  const height = rows.rowHeight[row] ?? 0;
  const from = rows.rowStart[row] ?? 0;
  const to = rows.rowStart[row + 1] ?? from;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus, not the rows.
    <div
      role="row"
      aria-rowindex={row + 1}
      className={styles.row}
      style={{ top: (rows.rowTop[row] ?? 0) - offset, height }}
    >
      {Array.from({ length: to - from }, (_, column) => {
        const item = from + column;
        const rowid = ids[item] ?? 0;
        return (
          <Cell
            key={item}
            item={item}
            rowid={rowid}
            column={column}
            x={rows.itemX[item] ?? 0}
            width={rows.itemWidth[item] ?? 0}
            height={height}
            isSelected={isSelected(selected, rowid)}
            isCurrent={item === current}
            isHovered={item === hovered}
            isPosterWanted={isPosterWanted}
            terms={terms}
          />
        );
      })}
    </div>
  );
});

/** The last view with a layout: it stays on screen until the next layout arrives. */
function useLastView(view: string | null): string {
  const [last, setLast] = useState(view ?? '');
  if (view !== null && view !== last) setLast(view);
  return view ?? last;
}

function usePrefetch(ids: Uint32Array, rows: Justified, shown: Shown): void {
  useEffect(() => {
    const from = rows.rowStart[Math.min(shown.first, rows.rows)] ?? 0;
    const to = rows.rowStart[Math.min(shown.last, rows.rows)] ?? 0;
    const ahead =
      shown.direction > 0 ? ids.subarray(to, to + AHEAD_ITEMS) : ids.subarray(Math.max(0, from - AHEAD_ITEMS), from);
    cardStore.requestMany(ahead, Math.min(ASKED_TOGETHER, ahead.length));
    cardStore.request(ids.subarray(from, to));
    wantCards(to - from + AHEAD_ITEMS);
  }, [ids, rows, shown]);
}
