/**
 * Tests disk access: one at a time while the disk is fast, in parallel while it is slow, with turns for other messages.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withDiskTurn } from '../../src-main/formats/source-files/adaptive-io.ts';

test('a slow disk gets several accesses at a time, and a blocking one is tried again later', async () => {
  const ways: string[] = [];
  let isSlow = true;
  const now = (): void => {
    ways.push('now');
    for (const until = performance.now() + (isSlow ? 3 : 0); performance.now() < until; );
  };
  const soon = async (): Promise<void> => {
    ways.push('soon');
  };
  for (let i = 0; i < 60; i++) await withDiskTurn(now, soon);
  expect(ways[0]).toBe('now');
  expect(ways.filter((way) => way === 'now').length).toBeLessThan(20);
  isSlow = false;
  for (let i = 0; i < 1_000; i++) await withDiskTurn(now, soon);
  expect(ways.at(-1)).toBe('now');
});

test('an error of an access rejects the caller’s promise', async () => {
  const gone = (): never => {
    throw new Error('gone');
  };
  await expect(withDiskTurn(gone, async () => gone())).rejects.toThrow('gone');
});

test('other messages are processed between any number of accesses', async () => {
  let heard = false;
  wait(30).then(() => {
    heard = true;
  });
  const until = performance.now() + 2_000;
  while (!heard && performance.now() < until)
    await withDiskTurn(
      () => {},
      async () => {},
    );
  expect(heard).toBe(true);
});
