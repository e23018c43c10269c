/** Tests calls over ports: answers, failures when the other side has ended, and notices without an answer. */
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect, isThreadEnded, serve } from '../../src-main/threads/rpc.ts';
import { endsWithin } from '../../src-main/threads/within.ts';

function pair<T extends object>(api: T) {
  const { port1, port2 } = new MessageChannel();
  serve(api, port1);
  onTestFinished(() => port1.close());
  return { far: port1, near: connect<T>(port2) };
}

test('a port that closes rejects all pending and all later calls', async () => {
  const { far, near } = pair({ never: () => new Promise<void>(() => {}) });
  const waiting = near.call.never();
  far.close();
  await expect(waiting).rejects.toSatisfy(isThreadEnded);
  await expect(near.call.never()).rejects.toSatisfy(isThreadEnded);
  expect(near.pending()).toBe(0);
});

test('calls that were answered before the port closed keep their answers', async () => {
  const { far, near } = pair({ twice: (n: number) => n * 2 });
  const answers = Promise.all([1, 2, 3].map((n) => near.call.twice(n)));
  await vi.waitUntil(() => near.pending() < 3);
  far.close();
  expect(await answers).toEqual([2, 4, 6]);
});

test('a notice is handled in order with calls, needs no answer, and its failure affects no other call', async () => {
  const taken: string[] = [];
  const { far, near } = pair({
    note: (text: string) => void taken.push(text),
    fails: () => {
      throw new Error('a failure of a notice, printed by this test');
    },
    taken: () => taken,
  });
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => written.mockRestore());
  near.notify.note('one');
  near.notify.fails();
  near.notify.note('two');
  expect(await near.call.taken()).toEqual(['one', 'two']);
  expect(near.pending()).toBe(0);
  expect(String(written.mock.calls[0]?.[0])).toContain('a failure of a notice');
  far.close();
  await expect(near.call.taken()).rejects.toThrow();
  near.notify.note('three');
  expect(taken).toEqual(['one', 'two']);
});

test('waiting ends in time, however the promise ends', async () => {
  expect(await endsWithin(5_000, Promise.resolve())).toBe(true);
  expect(await endsWithin(5_000, Promise.reject(new Error('a failure')))).toBe(true);
  expect(await endsWithin(10, new Promise(() => {}))).toBe(false);
});
