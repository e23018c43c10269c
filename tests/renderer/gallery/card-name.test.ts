/** What a screen reader hears of a card. */
import '../all-texts.ts';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import { cardName } from '../../../src-renderer/gallery/grid/card-name.ts';
import { createDates } from '../../../src-renderer/gallery/layout/use-dates.ts';
import { say, type Text } from '../../../src-renderer/i18n/use-text.ts';

const t: Text = (key, values) => say('en', 'en-GB', key, values);
const dates = createDates('en-GB');
const card: Card = {
  rowid: 1,
  id: 'gen_1',
  kind: 'video',
  state: 'complete',
  missing: false,
  text: 'paper dragon',
  title: null,
  createdAt: '2025-11-03T10:22:00Z',
  durationSeconds: 10.04,
  width: 1280,
  height: 704,
  hasAudio: true,
  favorite: false,
  rating: 0,
  tags: [],
  fileId: 1,
  mime: 'video/mp4',
  stack: 0,
  thumbHash: null,
};

describe('a card’s name', () => {
  test('contains the kind, the length, the date and the prompt', () => {
    expect(cardName(card, t, dates)).toBe('Video, 10 seconds, 3 November 2025: paper dragon');
  });

  test('the name contains the marks', () => {
    expect(cardName({ ...card, favorite: true, rating: 4, missing: true }, t, dates)).toBe(
      'Video, 10 seconds, 3 November 2025, favourite, 4 stars, file missing: paper dragon',
    );
  });

  test('states when there is only a prompt or only media', () => {
    expect(cardName({ ...card, state: 'prompt-only', durationSeconds: null }, t, dates)).toBe(
      'Prompt only, 3 November 2025: paper dragon',
    );
    expect(
      cardName(
        { ...card, kind: 'image', durationSeconds: null, state: 'media-only', text: null, createdAt: null },
        t,
        dates,
      ),
    ).toBe('Picture, no record: without a prompt');
  });

  test('a long prompt is cut between letters, never inside one', () => {
    const name = cardName({ ...card, text: '👩‍🚀'.repeat(200) }, t, dates);
    expect(name.length).toBeLessThan(400);
    expect(name.isWellFormed()).toBe(true);
    expect(name.endsWith('…')).toBe(true);
  });
});
