/**
 * The prompts in a window that follows the scrolling, as a grid that the arrow keys walk through: a prompt, then its
 * posters.
 */
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { PromptGroups } from '../../src-main/contract/organising/prompts.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';
import { cardStore } from '../api/cards/cards.ts';
import { useUnderstanding } from '../api/result/results.ts';
import { extentOf } from '../gallery/layout/scroll-map.ts';
import { useScroller } from '../gallery/layout/use-scroller.ts';
import { useSize } from '../gallery/layout/use-size.ts';
import { useText } from '../i18n/use-text.ts';
import { PromptRow } from './PromptRow.tsx';
import styles from './PromptsScreen.module.css';
import { postersThatFit, rowsOf } from './prompt-rows.ts';
import { cellId, type GridPlace, usePromptKeys } from './use-prompt-keys.ts';

export interface PromptListProps {
  readonly groups: PromptGroups;
  /** The name of the view, under which its scroll position is stored. */
  readonly view: string;
  /** Whether the prompts belong to another query. */
  readonly isStale: boolean;
}

const NO_TERMS: readonly HitTerm[] = [];
/** The width of the prompt: its share, and its limits in px. */
const TEXT = { share: 0.36, least: 220, most: 520 } as const;
/** Padding at both sides, and between prompt and posters, in px. */
const ASIDE = 24;

export function PromptList({ groups, view, isStale }: PromptListProps): ReactElement {
  const t = useText();
  const terms = useUnderstanding()?.terms ?? NO_TERMS;
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const { width } = useSize(surface);
  const screen = useSize(scroller).height;
  const rows = useMemo(() => rowsOf(groups.heads.length, width), [groups, width]);
  const scroll = useScroller({ element: scroller, layout: rows, ids: groups.heads, view, screen, head: 0 });
  const textWidth = Math.round(Math.min(TEXT.most, Math.max(TEXT.least, width * TEXT.share)));
  const stripWidth = Math.max(80, width - textWidth - 3 * ASIDE);
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  /** The number of cells of a row: the prompt, the posters that fit, and one for the rest. */
  const columnsOf = (row: number): number => {
    const aspects = aspectsOf(groups, row);
    const fitting = postersThatFit(aspects, stripWidth);
    return 1 + fitting + (fitting < aspects.length ? 1 : 0);
  };
  const onKeyDown = usePromptKeys({ rows: rows.rows, columnsOf, screen, place, setPlace, reveal: scroll.reveal });
  const first = Math.min(scroll.shown.first, rows.rows);
  const last = Math.min(scroll.shown.last, rows.rows);
  usePrefetch(groups, first, last);

  const current = Math.min(place.row, rows.rows - 1);
  const drawn = Array.from({ length: last - first }, (_, at) => first + at);
  // The row with the focus stays drawn.
  if (current < first) drawn.unshift(current);
  if (current >= last) drawn.push(current);
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={-1} aria-busy={isStale}>
      <div ref={surface} className={styles.surface} style={{ height: extentOf(rows.height) }}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by arithmetic, which table elements do not allow. */}
        <div role="grid" aria-label={t('prompts.title')} aria-rowcount={rows.rows} onKeyDown={onKeyDown}>
          {width > 0 &&
            drawn.map((row) => (
              <PromptRow
                key={row}
                row={row}
                head={groups.heads[row] ?? 0}
                ids={groups.ids.subarray(groups.starts[row], groups.starts[row + 1])}
                aspects={aspectsOf(groups, row)}
                top={(rows.rowTop[row] ?? 0) - scroll.shown.offset}
                textWidth={textWidth}
                stripWidth={stripWidth}
                column={row === current ? place.column : null}
                isPosterWanted={!scroll.shown.isFast}
                terms={terms}
                onFocus={(column) => setPlace({ row, column })}
                focusId={cellId}
              />
            ))}
        </div>
      </div>
    </div>
  );
}

function aspectsOf({ aspects, starts }: PromptGroups, row: number): Uint8Array {
  return aspects.subarray(starts[row], starts[row + 1]);
}

/** Loads the cards of the drawn rows and of the rows ahead. */
function usePrefetch({ heads, ids, starts }: PromptGroups, first: number, last: number): void {
  useEffect(() => {
    cardStore.request(heads.subarray(first, last + 20));
    cardStore.request(ids.subarray(starts[first], Math.min(starts[last] ?? 0, (starts[first] ?? 0) + 400)));
  }, [heads, ids, starts, first, last]);
}
