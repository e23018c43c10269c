/** A card's accessible name: “Video, 10 seconds, 3 November 2025: paper dragon…”. */
import type { Card } from '../../../src-main/contract/items/generation.ts';
import type { Text } from '../../i18n/use-text.ts';
import type { Dates } from '../layout/use-dates.ts';

/** The longest accessible name; the inspector has the whole prompt. */
const LONGEST = 120;

export function cardName(card: Card, t: Text, dates: Dates): string {
  const parts = [
    t(kindKey(card)),
    card.durationSeconds === null ? '' : t('gallery.card.seconds', { seconds: Math.round(card.durationSeconds) }),
    card.createdAt === null ? '' : dates.date(card.createdAt),
    card.favorite ? t('gallery.card.favorite') : '',
    card.rating > 0 ? t('gallery.card.rating', { count: card.rating }) : '',
    card.state === 'media-only' ? t('gallery.card.media-only') : '',
    card.stack > 1 ? t('gallery.card.stack', { count: card.stack }) : '',
    card.missing ? t('gallery.card.missing') : '',
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  return t('gallery.card.head', { parts: said, text: shorten(card.text ?? t('gallery.card.no-text')) });
}

function kindKey(
  card: Card,
): 'gallery.card.prompt' | 'gallery.card.video' | 'gallery.card.image' | 'gallery.card.unknown' {
  if (card.state === 'prompt-only') return 'gallery.card.prompt';
  if (card.kind === 'video') return 'gallery.card.video';
  return card.kind === 'image' ? 'gallery.card.image' : 'gallery.card.unknown';
}

function shorten(text: string): string {
  const flat = text.replace(/\s+/gu, ' ').trim();
  const letters = [...flat.slice(0, LONGEST * 2)];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('').trimEnd()}…` : flat;
}
