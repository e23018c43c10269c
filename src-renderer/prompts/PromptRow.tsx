/** One prompt with its generations: the text on the left, posters on the right, newest first. */
import { Copy, LayoutGrid } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactElement } from 'react';
import type { Card } from '../../src-main/contract/items/generation.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';
import { useCard } from '../api/cards/cards.ts';
import { api } from '../api/client.ts';
import { IconButton } from '../design/Button.tsx';
import { cardName } from '../gallery/grid/card-name.ts';
import { Thumb } from '../gallery/grid/Thumb.tsx';
import { useDates } from '../gallery/layout/use-dates.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { Marked } from '../search/Marked.tsx';
import { addFilter, filterText } from '../search/query-text.ts';
import { copyText } from '../shell/copy-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { only } from '../state/selection.ts';
import { useView } from '../state/store.ts';
import styles from './PromptsScreen.module.css';
import { MORE, POSTER, postersThatFit, posterWidth } from './prompt-rows.ts';

export interface PromptRowProps {
  readonly row: number;
  /** A generation with the most frequent spelling of the prompt. */
  readonly head: number;
  readonly ids: Uint32Array;
  readonly aspects: Uint8Array;
  readonly top: number;
  readonly textWidth: number;
  readonly stripWidth: number;
  /** The cell that the Tab key reaches; null in every row but one. */
  readonly column: number | null;
  readonly isPosterWanted: boolean;
  readonly terms: readonly HitTerm[];
  readonly onFocus: (column: number) => void;
  readonly focusId: (row: number, column: number) => string;
}

export const PromptRow = memo(
  function PromptRow({
    row,
    head,
    ids,
    aspects,
    top,
    textWidth,
    stripWidth,
    column,
    isPosterWanted,
    terms,
    onFocus,
    focusId,
  }: PromptRowProps) {
    const t = useText();
    const card = useCard(head);
    const fitting = postersThatFit(aspects, stripWidth);
    const rest = ids.length - fitting;
    const tabIndex = (at: number): number => (column === at ? 0 : -1);
    const show = (): void => {
      if (card) showInGallery(card);
    };
    return (
      // biome-ignore lint/a11y/useSemanticElements: rows are placed by arithmetic, which table elements do not allow.
      // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus, not the rows.
      <div role="row" aria-rowindex={row + 1} className={styles.row} style={{ top }}>
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div
          role="gridcell"
          id={focusId(row, 0)}
          tabIndex={tabIndex(0)}
          onFocus={() => onFocus(0)}
          {...(card
            ? { 'aria-labelledby': `${focusId(row, 0)}-text ${focusId(row, 0)}-facts` }
            : { 'aria-label': t('gallery.card.loading') })}
          className={styles.prompt}
          style={{ width: textWidth }}
          onKeyDown={onEnter(show)}
          onDoubleClick={show}
        >
          {card && <Words card={card} newest={ids[0] ?? head} count={ids.length} terms={terms} onShow={show} />}
        </div>
        <div className={styles.strip} role="presentation">
          {Array.from(ids.subarray(0, fitting), (rowid, at) => (
            <PosterCell
              key={rowid}
              rowid={rowid}
              width={posterWidth(aspects[at] ?? 0, POSTER)}
              isWanted={isPosterWanted}
              id={focusId(row, at + 1)}
              tabIndex={tabIndex(at + 1)}
              onReach={() => onFocus(at + 1)}
            />
          ))}
          {rest > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            <div
              role="gridcell"
              id={focusId(row, fitting + 1)}
              tabIndex={tabIndex(fitting + 1)}
              onFocus={() => onFocus(fitting + 1)}
              className={styles.more}
              style={{ width: MORE }}
              aria-label={t('prompts.more', { count: rest })}
              onClick={show}
              onKeyDown={onEnter(show)}
            >
              +{rest}
            </div>
          )}
        </div>
      </div>
    );
  },
  (before, after) =>
    // Rows of one result share their arrays.
    Object.keys(after).every((name) => {
      const key = name as keyof PromptRowProps;
      if (key === 'onFocus') return true;
      if (key === 'ids' || key === 'aspects')
        return (
          before[key].buffer === after[key].buffer &&
          before[key].byteOffset === after[key].byteOffset &&
          before[key].length === after[key].length
        );
      return before[key] === after[key];
    }),
);

function showInGallery(card: Card): void {
  const { q, search } = useView.getState();
  search(addFilter(q, filterText({ field: 'same', value: card.id, negated: false })));
}

const onEnter =
  (action: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    action();
  };

interface WordsProps {
  readonly card: Card;
  readonly newest: number;
  readonly count: number;
  readonly terms: readonly HitTerm[];
  readonly onShow: () => void;
}

function Words({ card, newest, count, terms, onShow }: WordsProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const dates = useDates();
  const made = useCard(newest)?.createdAt ?? null;
  return (
    <>
      <p className={styles.text} dir="auto">
        <Marked text={card.text ?? ''} terms={terms} />
      </p>
      <p className={styles.facts}>
        <span>
          {[t('prompts.variations', { count: format.number(count), n: count }), made === null ? null : dates.date(made)]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        <span className={styles.tools}>
          <IconButton
            size="small"
            label={t('prompts.show')}
            icon={<LayoutGrid aria-hidden="true" />}
            onPress={onShow}
            excludeFromTabOrder
          />
          <IconButton
            size="small"
            label={t('inspector.copy-prompt')}
            icon={<Copy aria-hidden="true" />}
            onPress={() => void copyWhole(card.rowid, t)}
            excludeFromTabOrder
          />
        </span>
      </p>
    </>
  );
}

/** Copies the whole prompt; the text of a card is cut. */
async function copyWhole(rowid: number, t: ReturnType<typeof useText>): Promise<void> {
  const { say, fail } = useToasts.getState();
  try {
    const { prompt } = await api.generation(rowid);
    if (prompt !== null && (await copyText(prompt))) say(t('inspector.prompt-copied'));
    else fail(t('app.copy-failed'));
  } catch (error) {
    fail(errorSentence(t, error));
  }
}

interface PosterCellProps {
  readonly rowid: number;
  readonly width: number;
  readonly isWanted: boolean;
  readonly id: string;
  readonly tabIndex: number;
  readonly onReach: () => void;
}

function PosterCell({ rowid, width, isWanted, id, tabIndex, onReach }: PosterCellProps): ReactElement {
  const t = useText();
  const dates = useDates();
  const card = useCard(rowid);
  const set = useView((state) => state.set);
  const isSelected = useView((state) => !state.selected.all && state.selected.rowids.has(rowid));
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div
      role="gridcell"
      id={id}
      tabIndex={tabIndex}
      aria-selected={isSelected}
      className={styles.poster}
      onFocus={() => {
        onReach();
        set({ selected: only(rowid) });
      }}
      onDoubleClick={() => set({ viewing: rowid, comparing: [] })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        set({ viewing: rowid, comparing: [], quick: event.key === ' ' });
      }}
    >
      <span className="visually-hidden">{card ? cardName(card, t, dates) : t('gallery.card.loading')}</span>
      <Thumb rowid={rowid} width={width} height={POSTER} isWanted={isWanted} />
    </div>
  );
}
