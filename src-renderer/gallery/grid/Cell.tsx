/** One cell of the gallery: the poster or the prompt of a generation, its marks, and the preview on hover. */
import { CircleDashed, Heart, ImageOff, Layers, Star, Unplug } from 'lucide-react';
import { memo, type ReactElement, useState } from 'react';
import { excerpt } from '../../../src-main/contract/items/excerpt.ts';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import type { HitTerm } from '../../../src-main/contract/searching/search.ts';
import { useCard } from '../../api/cards/cards.ts';
import { clock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Marked } from '../../search/Marked.tsx';
import { useDates } from '../layout/use-dates.ts';
import { useIsLaidOut, useIsOpen } from '../result/open-stacks.ts';
import styles from './Cell.module.css';
import { cardName } from './card-name.ts';
import { foundPlace } from './found-place.ts';
import { HoverPreview } from './HoverPreview.tsx';
import { Poster } from './Poster.tsx';

export interface CellProps {
  /** The index in the result. */
  readonly item: number;
  readonly rowid: number;
  readonly column: number;
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly isSelected: boolean;
  /** Whether this is the cell that the Tab key reaches. */
  readonly isCurrent: boolean;
  readonly isHovered: boolean;
  readonly isPosterWanted: boolean;
  readonly terms: readonly HitTerm[];
}

/** Cells below this height have no room for text. */
const ROOM_FOR_TEXT = 120;
const ROOM_FOR_WORDS = 100;

export const Cell = memo(function Cell(props: CellProps): ReactElement {
  const { item, rowid, column, x, width, height, isSelected, isCurrent } = props;
  const t = useText();
  const dates = useDates();
  const card = useCard(rowid);
  const isLaidOut = useIsLaidOut(rowid);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by arithmetic, which table elements do not allow.
    <div
      role="gridcell"
      id={cellId(item)}
      data-item={item}
      aria-colindex={column + 1}
      aria-selected={isSelected}
      aria-label={card ? cardName(card, t, dates) : t('gallery.card.loading')}
      tabIndex={isCurrent ? 0 : -1}
      className={`${styles.cell} ${isLaidOut ? styles.laidOut : ''}`}
      style={{ left: x, width }}
    >
      {card ? <Face {...props} card={card} aspect={width / height} /> : <span className={styles.ground} />}
    </div>
  );
});

/** The element of an item. */
export function cellId(item: number): string {
  return `generation-${item}`;
}

interface FaceProps extends CellProps {
  readonly card: Card;
  readonly aspect: number;
}

function Face({ card, aspect, height, width, isHovered, isCurrent, isPosterWanted, terms }: FaceProps): ReactElement {
  const t = useText();
  const [failed, setFailed] = useState<number | null>(null);
  const hasPoster = failed !== card.rowid;
  const hasCaption = useWasTrue(isHovered || isCurrent);
  if (card.state === 'prompt-only') return <Prompt card={card} height={height} width={width} terms={terms} />;
  // A missing file without a poster has nothing to load.
  const isGone = card.missing && card.thumbHash === null;
  const isRoomy = height >= ROOM_FOR_TEXT && width >= ROOM_FOR_WORDS;
  const place = hasCaption ? foundPlace(card, terms) : null;
  const canPlay = card.kind === 'video' && card.fileId !== null && !card.missing && hasPoster;
  return (
    <>
      <Poster
        rowid={card.rowid}
        fileId={card.fileId}
        thumbHash={card.thumbHash}
        isWanted={isPosterWanted && !isGone}
        isWhole={!isShaped(card, aspect)}
        onFail={() => setFailed(card.rowid)}
      />
      {(isGone || (!hasPoster && card.thumbHash === null)) && (
        <span className={styles.pictureless}>
          <ImageOff aria-hidden="true" />
          {isRoomy && t(card.missing ? 'gallery.mark.missing' : 'gallery.mark.damaged')}
        </span>
      )}
      {isHovered && canPlay && <HoverPreview key={card.rowid} card={card} />}
      {hasCaption && isRoomy && card.text !== null && (
        <span className={styles.caption}>
          <span className={styles.captionText}>
            <Marked
              text={excerpt(card.text, terms, roomIn(card.text, CAPTION_LINES, width), CAPTION_LEAD)}
              terms={terms}
            />
          </span>
          {place !== null && (
            <span className={styles.place}>
              <Marked text={place} terms={terms} isName />
            </span>
          )}
        </span>
      )}
      <Marks card={card} width={width} />
    </>
  );
}

/**
 * Whether this was ever true. A caption is made when the pointer or the focus comes, because a screen of captions that
 * nobody sees took a third of the time to paint a result; it stays for the next time.
 */
function useWasTrue(is: boolean): boolean {
  const [was, setWas] = useState(is);
  if (is && !was) setWas(true);
  return was || is;
}

/** The number of text lines on a picture. */
const CAPTION_LINES = 2;
const CAPTION_LEAD = 18;

/** The approximate number of characters that fit into the lines: Latin letters take 7 px, East Asian characters 13. */
function roomIn(text: string, lines: number, width: number): number {
  const wide = text.replace(/[^\u2e80-\uffff]/g, '').length;
  const each = wide * 2 > text.length ? 13 : 7;
  return Math.max(40, Math.floor((lines * (width - 20)) / each));
}

/** Whether the picture has the aspect ratio of its cell, which is rounded. */
function isShaped(card: Card, aspect: number): boolean {
  if (card.width === null || card.height === null) return false;
  return Math.abs(card.width / card.height / aspect - 1) < 0.06;
}

/** The smallest width of a cell with a duration, in px; with marks beside it, a larger one. */
const ROOM_FOR_LENGTH = 64;
const ROOM_FOR_BOTH = 104;

function Marks({ card, width }: { readonly card: Card; readonly width: number }): ReactElement {
  const t = useText();
  const isMarked = card.favorite || card.rating > 0;
  const length = width >= (isMarked ? ROOM_FOR_BOTH : ROOM_FOR_LENGTH) ? card.durationSeconds : null;
  return (
    <>
      {(card.missing || card.state === 'media-only' || card.shot !== null) && (
        <span className={`${styles.corner} ${styles.topLeft}`}>
          {card.shot !== null && <span className={styles.badge}>{t('gallery.shot', { number: card.shot })}</span>}
          {card.missing && (
            <span className={styles.badge} title={t('gallery.mark.missing')}>
              <Unplug aria-hidden="true" />
            </span>
          )}
          {card.state === 'media-only' && (
            <span className={styles.badge} title={t('gallery.mark.media-only')}>
              <CircleDashed aria-hidden="true" />
            </span>
          )}
        </span>
      )}
      {isMarked && (
        <span className={`${styles.corner} ${styles.bottomLeft}`}>
          <Appraisal card={card} />
        </span>
      )}
      {card.stack > 1 && <StackMark card={card} />}
      {length !== null && (
        <span className={`${styles.corner} ${styles.bottomRight} ${styles.badge}`}>{clock(length)}</span>
      )}
    </>
  );
}

/** The number of items in the stack; a press opens and closes it. The keyboard has a command for that. */
function StackMark({ card }: { readonly card: Card }): ReactElement {
  const t = useText();
  const isOpen = useIsOpen(card.rowid);
  return (
    <span className={`${styles.corner} ${styles.topRight}`}>
      <span
        className={`${styles.badge} ${styles.stack}`}
        data-stack={card.rowid}
        title={t(isOpen ? 'gallery.stack.close' : 'gallery.stack.open')}
      >
        <Layers aria-hidden="true" />
        {card.stack}
      </span>
    </span>
  );
}

interface PromptProps {
  readonly card: Card;
  readonly width: number;
  readonly height: number;
  readonly terms: readonly HitTerm[];
}

/** A generation without a file: shows its prompt as readable text. */
function Prompt({ card, width, height, terms }: PromptProps): ReactElement {
  const t = useText();
  const isSmall = height < 150 || width < 170;
  const line = isSmall ? 18 : 22;
  const room = height - (isSmall ? 20 : 30) - (height < ROOM_FOR_TEXT ? 0 : 26);
  const lines = Math.max(1, Math.floor(room / line));
  return (
    <span className={`${styles.prompt} ${isSmall ? styles.small : ''}`}>
      <span className={card.text === null ? styles.promptless : styles.promptText} style={{ WebkitLineClamp: lines }}>
        {card.text === null ? (
          t('gallery.mark.no-prompt')
        ) : (
          <Marked text={excerpt(card.text, terms, roomIn(card.text, lines, width), CAPTION_LEAD)} terms={terms} />
        )}
      </span>
      {card.stack > 1 && <StackMark card={card} />}
      <span className={styles.promptFoot}>
        {height >= ROOM_FOR_TEXT && (
          <span className={styles.promptKind}>
            {card.shot === null ? t('gallery.mark.prompt-only') : t('gallery.shot', { number: card.shot })}
          </span>
        )}
        <Appraisal card={card} />
      </span>
    </span>
  );
}

/** The favourite and the rating of a generation. */
function Appraisal({ card }: { readonly card: Card }): ReactElement {
  return (
    <>
      {card.favorite && <Heart aria-hidden="true" className={styles.heart} />}
      {card.rating > 0 && (
        <span className={styles.rating}>
          <Star aria-hidden="true" />
          {card.rating}
        </span>
      )}
    </>
  );
}
