/** Code that loads later: once, again after a failure, and in idle time. */
import { beforeEach, expect, test, vi } from 'vitest';
import { loadAllParts, part } from '../../../src-renderer/design/part.ts';

beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run));
});

test('a part is loaded once, however often it is wanted', async () => {
  const get = vi.fn(async () => 'dialog');
  const own = part(get);
  expect(own.known()).toEqual({ value: null, error: null });
  await Promise.all([own.load(), own.load()]);
  await own.load();
  expect(get).toHaveBeenCalledTimes(1);
  expect(own.known()).toEqual({ value: 'dialog', error: null });
});

test('a failure is known, and forgotten when the next attempt begins', async () => {
  const get = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new TypeError('gone'))
    .mockResolvedValueOnce('screen');
  const own = part(get);
  const seen: unknown[] = [];
  own.subscribe(() => seen.push(own.known()));
  await own.load();
  expect(own.known().error).toEqual(new TypeError('gone'));
  const again = own.load();
  expect(own.known()).toEqual({ value: null, error: null });
  await again;
  expect(own.known().value).toBe('screen');
  expect(seen).toHaveLength(3);
});

test('in idle time every part is loaded, also after one that fails', async () => {
  const order: string[] = [];
  part(() => Promise.reject(new Error('broken')));
  const last = part(async () => void order.push('last') ?? 'last');
  await loadAllParts();
  expect(order).toEqual(['last']);
  expect(last.known().value).toBe('last');
});
