/** Tests texts, mentions, storyboards and dates as documents state them. */
import { describe, expect, test } from 'vitest';
import {
  mentionsIn,
  shotsIn,
  statedMs,
  statedPixels,
  statedText,
  statedTitle,
} from '../../src-main/formats/text/texts.ts';

test('blank texts, placeholders and other types give undefined', () => {
  for (const value of [null, undefined, 7, {}, [], '', '  \n', '(none)']) expect(statedText(value)).toBeUndefined();
  for (const title of ['New Video', ' draft your video ', 'Image Generation', ''])
    expect(statedTitle(title)).toBeUndefined();
  expect(statedTitle('Paper Boats')).toBe('Paper Boats');
});

test('a prompt is kept exactly, except for characters that no text may contain', () => {
  expect(statedText(' Two\nlines ')).toBe(' Two\nlines ');
  expect(statedText('half \ud83d a pair\0')).toBe('half \ufffd a pair\ufffd');
});

describe('mentions', () => {
  test.each([
    ['@somebody walks', ['somebody']],
    ['with @owner.char, and @name-3.1.', ['owner.char', 'name-3.1']],
    ['write to ada@example.com', []],
    ['@Ada and @ada', ['Ada']],
    ['雨の中を@ada.fox走る', ['ada.fox']],
    ['@ジェイク が踊る', ['ジェイク']],
    ['(@one)@two', ['one', 'two']],
    ['@ @. @-', []],
  ])('%s', (prompt, handles) => {
    expect(mentionsIn(prompt)).toEqual(handles);
  });
});

describe('storyboards', () => {
  test('shots have a length and a text', () => {
    const prompt =
      'current timeline:\r\nShot 1:\r\nduration: 5.0sec\r\nScene: a tram leaves\r\n\r\nShot 2:\r\nduration: 2.5 s\r\nScene: the stop\r\nstays empty';
    expect(shotsIn(prompt)).toEqual([
      { seconds: 5, text: 'a tram leaves' },
      { seconds: 2.5, text: 'the stop\nstays empty' },
    ]);
  });

  test('a shot without a duration or label is kept unchanged', () => {
    expect(shotsIn('Shot 1: a close-up\nShot 2:\nduration: soon')).toEqual([
      { seconds: null, text: 'a close-up' },
      { seconds: null, text: 'duration: soon' },
    ]);
  });

  test('other prompts have no shots, however long they are', () => {
    expect(shotsIn('a long Shot 1: of a tram')).toEqual([]);
    expect(shotsIn('\n'.repeat(300_000))).toEqual([]);
    expect(shotsIn(`Shot 1:${' \n'.repeat(300_000)}`)).toEqual([]);
  });
});

test('the unit of a moment follows from its shape and size', () => {
  const november = Date.UTC(2025, 10, 4, 7, 30);
  for (const value of [
    november / 1000,
    november,
    november * 1000,
    '2025-11-04 07:30:00 UTC',
    'Tue, 04 Nov 2025 07:30:00 GMT',
    '4 Nov 2025 09:30:00 +0200',
    String(november / 1000),
    '2025-11-04T07:30:00Z',
    '2025-11-04T07:30:00.000000+00:00',
    '2025-11-04 07:30',
    '2025-11-04T08:30:00+0100',
  ]) {
    expect(statedMs(value), String(value)).toBe(november);
  }
  expect(statedMs('2025-11-04')).toBe(Date.UTC(2025, 10, 4));
  for (const value of [null, 'yesterday', '2025-13-40', Number.NaN, -5, {}, '', '2025-11-04T25:00:00Z'])
    expect(statedMs(value)).toBeUndefined();
});

test('sizes are whole pixels or undefined', () => {
  expect(statedPixels(640)).toBe(640);
  expect(statedPixels('640')).toBe(640);
  for (const value of [0, -1, 3.5, 1e9, 'wide', null, [640]]) expect(statedPixels(value)).toBeUndefined();
});
