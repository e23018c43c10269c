/** Visits to the disk: at once while it is quick, side by side while it is slow, and never so many that nobody else is heard. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atDisk } from '../../src-main/formats/visits.ts';

test('a disk that makes one wait is asked several things at a time, and tried at once again later', async () => {
  const ways: string[] = [];
  let isSlow = true;
  const now = (): void => {
    ways.push('now');
    for (const until = performance.now() + (isSlow ? 3 : 0); performance.now() < until; );
  };
  const soon = async (): Promise<void> => {
    ways.push('soon');
  };
  for (let i = 0; i < 60; i++) await atDisk(now, soon);
  expect(ways[0]).toBe('now');
  expect(ways.filter((way) => way === 'now').length).toBeLessThan(20);
  isSlow = false;
  for (let i = 0; i < 1_000; i++) await atDisk(now, soon);
  expect(ways.at(-1)).toBe('now');
});

test('what a visit throws comes to whoever asked', async () => {
  const gone = (): never => {
    throw new Error('gone');
  };
  await expect(atDisk(gone, async () => gone())).rejects.toThrow('gone');
});

test('messages are let in among any number of visits', async () => {
  let heard = false;
  wait(30).then(() => {
    heard = true;
  });
  const until = performance.now() + 2_000;
  while (!heard && performance.now() < until)
    await atDisk(
      () => {},
      async () => {},
    );
  expect(heard).toBe(true);
});
