/** Cuts the part around the first hit out of a long text. */

import type { HitTerm } from '../searching/search.ts';
import { hitRanges } from './hits.ts';

/** Hits are searched in this many UTF-16 units; a card does not show later text. */
const READ = 20_000;
/** A cut moves at most this far to fall between words. */
const SLACK = 24;
const ELLIPSIS = '…';

/**
 * At most `length` UTF-16 units of `text`: its beginning, or the part around its first hit when the beginning does not
 * contain it. An ellipsis marks omitted text. Words and surrogate pairs stay whole. | @param lead how much text before
 * the hit is kept
 */
export function excerpt(text: string, terms: readonly HitTerm[], length: number, lead: number): string {
  if (text.length <= length) return text;
  const [start, end] = (terms.length > 0 && hitRanges(text.slice(0, READ), terms)[0]) || [0, 0];
  // The ellipsis and a cut between words need some of the room.
  if (end <= length - SLACK) return cutEnd(text, 0, length);
  const from = Math.max(0, Math.min(start - lead, text.length - length + 1));
  return cutEnd(text, cutBefore(text, from, start), length);
}

function cutEnd(text: string, from: number, length: number): string {
  const head = from === 0 ? '' : ELLIPSIS;
  if (from + length - head.length >= text.length) return head + text.slice(from);
  const most = from + length - head.length - ELLIPSIS.length;
  const space = text.lastIndexOf(' ', most);
  const to = space > most - SLACK && space > from ? space : isInsidePair(text, most) ? most - 1 : most;
  return `${head}${text.slice(from, to).trimEnd()}${ELLIPSIS}`;
}

/** The start of the next word, when there is one near and before the hit. */
function cutBefore(text: string, from: number, hit: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, Math.min(from + SLACK, hit)).search(/\s/u);
  if (space >= 0) return from + space + 1;
  return isInsidePair(text, from) ? from + 1 : from;
}

const isInsidePair = (text: string, at: number): boolean =>
  /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
