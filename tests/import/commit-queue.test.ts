/** The queue between reading and writing: whatever goes wrong reaches whoever reads. */
import { expect, test } from 'vitest';
import { openCommitQueue } from '../../src-main/import/collect/writer-port.ts';
import type { Committed } from '../../src-main/import/derive/commit.ts';

const COMMITTED = { added: [], updated: [] } as unknown as Committed;

test('a failure of what is told of a batch fails the queue, and is no unhandled rejection', async () => {
  const queue = openCommitQueue({ commit: async () => COMMITTED });
  await queue.push({}, () => {
    throw new Error('told badly');
  });
  // Time for the rejection to be nobody's.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(queue.drain()).rejects.toThrow('told badly');
  await expect(queue.push({}, () => {})).rejects.toThrow('told badly');
});
