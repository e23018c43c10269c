/** The lane of results: one at a time, the newest next, and nobody held up by what nobody wants. */
import { expect, test } from 'vitest';
import { openLane } from '../../../src-renderer/api/result/lane.ts';

const PATIENCE_MS = 40;

/** Questions whose answers are given by hand. */
function questions() {
  const lane = openLane(PATIENCE_MS);
  const begun: string[] = [];
  const answers = new Map<string, () => void>();
  const ask = (name: string, signal: AbortSignal = new AbortController().signal): Promise<string> =>
    lane.ask(signal, (given) => {
      begun.push(name);
      return new Promise((resolve, reject) => {
        answers.set(name, () => resolve(name));
        given.addEventListener('abort', () => reject(new Error(`${name} was given up`)));
      });
    });
  return { lane, begun, ask, answer: (name: string) => answers.get(name)?.() };
}

test('the first question is sent at once, the newest one after its answer, and those in between never', async () => {
  const { lane, begun, ask, answer } = questions();
  const first = ask('first');
  const between = new AbortController();
  const dropped = ask('between', between.signal);
  between.abort();
  const last = ask('last');
  await expect(dropped).rejects.toMatchObject({ name: 'AbortError' });
  expect(begun).toEqual(['first']);
  answer('first');
  expect(await first).toBe('first');
  await expect.poll(() => begun).toEqual(['first', 'last']);
  const idle = lane.idle();
  answer('last');
  expect(await last).toBe('last');
  await idle;
  expect(lane.isBusy()).toBe(false);
});

test('a cancelled question blocks the next one only for a limited time', async () => {
  const { begun, ask, answer } = questions();
  const leaving = new AbortController();
  const slow = ask('slow', leaving.signal);
  slow.catch(() => {});
  leaving.abort();
  const next = ask('next');
  expect(begun).toEqual(['slow']);
  await expect.poll(() => begun).toEqual(['slow', 'next']);
  answer('next');
  expect(await next).toBe('next');
  await expect(slow).rejects.toThrow('given up');
});

test('a question that is not cancelled blocks the next one until its answer, and a failure does not block', async () => {
  const { lane, begun, ask, answer } = questions();
  const wanted = ask('wanted');
  const next = ask('next');
  await new Promise((done) => setTimeout(done, PATIENCE_MS * 3));
  expect(begun).toEqual(['wanted']);
  answer('wanted');
  expect(await wanted).toBe('wanted');
  await expect.poll(() => begun).toEqual(['wanted', 'next']);
  answer('next');
  await next;
  await lane.idle();
  await expect(lane.ask(new AbortController().signal, () => Promise.reject(new Error('offline')))).rejects.toThrow(
    'offline',
  );
  await lane.idle();
  expect(lane.isBusy()).toBe(false);
});
