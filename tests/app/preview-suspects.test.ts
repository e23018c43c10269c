/** Which file ends the preview thread: it is found, and the files beside it are not blamed. */
import { expect, test } from 'vitest';
import { openSuspects } from '../../src-main/app/clients/preview-suspects.ts';

test('content in work at two deaths is blocked; content in the queue never is', async () => {
  const suspects = openSuspects();
  suspects.hear({ key: 'bad', begins: true });
  suspects.died();
  expect(suspects.isGuilty('bad')).toBe(false);
  suspects.hear({ key: 'bad', begins: true });
  suspects.died();
  expect([suspects.isGuilty('bad'), suspects.isGuilty('waiting')]).toEqual([true, false]);
});

test('suspected contents run one at a time; one that succeeds is cleared', async () => {
  const suspects = openSuspects();
  for (const key of ['good', 'bad']) suspects.hear({ key, begins: true });
  suspects.died();
  const order: string[] = [];
  const work = (key: string) =>
    suspects.alone(key, async () => {
      order.push(`${key} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${key} ends`);
    });
  await Promise.all([work('good'), work('bad')]);
  expect(order).toEqual(['good begins', 'good ends', 'bad begins', 'bad ends']);
  suspects.hear({ key: 'good', begins: true });
  suspects.died();
  expect(suspects.isGuilty('good')).toBe(false);
});

test('finished work is never suspected', () => {
  const suspects = openSuspects();
  for (const begins of [true, false]) suspects.hear({ key: 'done', begins });
  suspects.died();
  suspects.died();
  expect(suspects.isGuilty('done')).toBe(false);
});
