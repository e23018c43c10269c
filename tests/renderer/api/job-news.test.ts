/** What is known of jobs, whichever way it comes first. */
import { expect, test } from 'vitest';
import type { Job } from '../../../src-main/contract/library/job.ts';
import { answered, heard } from '../../../src-renderer/api/events/job-news.ts';

const job = (state: Job['state'], id = 'a'): Job => ({
  id,
  kind: 'import',
  state,
  startedAt: '2026-11-25T10:00:00.000Z',
  progress: null,
  report: null,
  importId: null,
  source: null,
  error: null,
});

test('a job whose end arrived before the answer to its start stays ended', () => {
  expect(answered(heard([], job('done')), job('running'))).toEqual([job('done')]);
});

test('an event replaces the state from an answer, and other jobs stay', () => {
  const known = answered([job('done', 'b')], job('running'));
  expect(heard(known, job('done'))).toEqual([job('done', 'b'), job('done')]);
});
