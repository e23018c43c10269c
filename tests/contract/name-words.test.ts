/** Names of files as words, as titles, and with their hits. */
import { describe, expect, test } from 'vitest';
import { nameHitRanges } from '../../src-main/contract/items/name-hits.ts';
import { fileNameWords, folderNameWords, titleFromName } from '../../src-main/contract/items/name-words.ts';
import { shownTitle } from '../../src-main/contract/items/shown-title.ts';

describe('words of names', () => {
  test.each([
    ['Paper_Dragon.mp4', 'Paper Dragon'],
    ['PaperDragon_v2.MP4', 'PaperDragon v2 / Paper Dragon / v 2'],
    ['HTMLParser.png', 'HTMLParser / HTML Parser'],
    ['IMG0042.jpg', 'IMG0042 / IMG 0042'],
    ['12345.png', '12345'],
    ['紙のドラゴン2号.png', '紙のドラゴン2号'],
    ['20251101_0123_Paper Dragon_simple_compose_01k8a1b2c3d4e5f6g7h8j9kmnp.mp4', '20251101 Paper Dragon'],
    ['Screen Shot 2025-11-01 at 12.33.44.png', 'Screen Shot 2025 11 01'],
    ['DSC_20251101123456789.jpg', 'DSC 20251101'],
    ['1730000000000.png', ''],
    ['gen_01k8abcdefghjkmnpqrstvwxy0.mp4', ''],
    ['task_01k8abcdefghjkmnpqrstvwxy0_final.mp4', 'final'],
    ['s_68e12345678901234567890123456789.mp4', ''],
    ['3f2504e0-4f89-11d3-9a0c-0305e82c3301.png', ''],
    ['a1b2c3d4e5f6.png', ''],
    ['deadbeefcafe.png', 'deadbeefcafe'],
    ['my clip%zz.mp4', 'my clip%zz'],
    ['My%20Clip.mp4', 'My Clip'],
    ['take 1.2', 'take 1 2'],
    ['', ''],
    ['..', ''],
    ['\ud800.png', '\ufffd'],
  ])('%j', (name, words) => {
    expect(fileNameWords(name)).toBe(words);
  });

  test('a zip is a folder without its ending; a folder may have a dot', () => {
    expect([folderNameWords('part-1.ZIP'), folderNameWords('v1.mp4 cuts')]).toEqual([
      'part 1',
      'v1 mp4 cuts / v 1 / mp 4',
    ]);
  });

  test('names of any kind cost little time', () => {
    const began = performance.now();
    for (const name of [
      'x'.repeat(100_000),
      '1'.repeat(100_000),
      '2025-11-01'.repeat(10_000),
      'aB'.repeat(50_000),
      '%'.repeat(9_999),
    ])
      fileNameWords(name);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('titles', () => {
  test.each([
    ['lantern-boat_final.mp4', 'lantern boat final'],
    ['gen_01k8abcdefghjkmnpqrstvwxy0.mp4', 'gen_01k8abcdefghjkmnpqrstvwxy0'],
    ['two\nlines\u202e.mp4', 'two lines'],
    ['.mp4', 'mp4'],
    ['  .png', null],
  ])('%j', (name, title) => {
    expect(titleFromName(name)).toBe(title);
  });

  test('the name stands in for a title only when there is no prompt either', () => {
    const files = [
      { path: '/x/reference.png', entry: null, role: 'reference' },
      { path: '/x/part.zip', entry: 'a/lantern_boat.mp4', role: 'original' },
    ] as const;
    const item = { title: null, prompt: null, shots: [], files };
    expect(shownTitle(item)).toBe('lantern boat');
    expect(shownTitle({ ...item, title: 'Own' })).toBe('Own');
    expect(shownTitle({ ...item, prompt: 'words' })).toBeNull();
    expect(shownTitle({ ...item, files: files.slice(0, 1) })).toBeNull();
  });
});

test('hits in names are marked in the name as it is written, also parts of words', () => {
  const marked = (name: string, text: string, prefix = false): readonly string[] =>
    nameHitRanges(name, [{ text, prefix }]).map(([start, end]) => name.slice(start, end));
  expect(marked('Trips/PaperDragon_v2.mp4', 'dragon')).toEqual(['Dragon']);
  expect(marked('Trips/PaperDragon_v2.mp4', 'paper dragon')).toEqual(['PaperDragon']);
  expect(marked('Trips/PaperDragon_v2.mp4', 'paperdragon')).toEqual(['PaperDragon']);
  expect(marked('Trips/PaperDragon_v2.mp4', 'trip', true)).toEqual(['Trips']);
  expect(marked('Trips/PaperDragon_v2.mp4', 'boat')).toEqual([]);
});
