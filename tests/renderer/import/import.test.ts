/** Importing, seen from the page: paths, pace, problems. */
import { describe, expect, test } from 'vitest';
import { crumbsOf, tidyPath } from '../../../src-renderer/import/choose/crumbs.ts';
import { addSample, paceOf, type Sample } from '../../../src-renderer/import/progress/rate.ts';

describe('a path', () => {
  test('is split into its folders', () => {
    expect(crumbsOf('/home/ada')).toEqual([
      { name: '/', path: '/' },
      { name: 'home', path: '/home' },
      { name: 'ada', path: '/home/ada' },
    ]);
    expect(crumbsOf('C:\\Users\\ada')).toEqual([
      { name: 'C:', path: 'C:\\' },
      { name: 'Users', path: 'C:\\Users' },
      { name: 'ada', path: 'C:\\Users\\ada' },
    ]);
    expect(crumbsOf('\\\\nas\\media').at(-1)).toEqual({ name: 'media', path: '\\\\nas\\media' });
  });

  test('can be pasted in quotation marks', () => {
    expect(tidyPath(' "/home/ada/My export.zip" ')).toBe('/home/ada/My export.zip');
    expect(tidyPath("'C:\\x'")).toBe('C:\\x');
    expect(tidyPath('file:///home/ada')).toBe('/home/ada');
  });
});

describe('the pace of an import', () => {
  const run = (points: readonly Sample[]): readonly Sample[] => points.reduce<readonly Sample[]>(addSample, []);

  test('is not guessed before two seconds have passed', () => {
    expect(
      paceOf(
        run([
          { ms: 0, done: 0 },
          { ms: 1_000, done: 50 },
        ]),
        { done: 50, total: 100 },
      ),
    ).toBeNull();
  });

  test('comes from the last seconds, and gives the time left', () => {
    const samples = run([
      { ms: 0, done: 0 },
      { ms: 20_000, done: 10 },
      { ms: 24_000, done: 410 },
    ]);
    expect(paceOf(samples, { done: 410, total: 610 })).toEqual({ rate: 100, left: 2 });
    expect(paceOf(samples, { done: 410, total: null })?.left).toBeNull();
  });

  test('is measured again when the figures restart', () => {
    expect(
      run([
        { ms: 0, done: 500 },
        { ms: 1_000, done: 3 },
      ]),
    ).toEqual([{ ms: 1_000, done: 3 }]);
  });
});
