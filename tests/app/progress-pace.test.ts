import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../src-main/app/workers/progress-pace.ts';
import type { Progress } from '../../src-main/contract/library/job.ts';

const at = (phase: Progress['phase'], done: number, total: number | null): Progress => ({
  phase,
  done,
  total,
  unit: 'files',
  detail: '',
});

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('of many messages the first of each phase, the last, and one each 100 ms are passed on', () => {
  const told: string[] = [];
  const tell = paced(({ phase, done }) => void told.push(`${phase} ${done}`));
  for (let done = 0; done <= 40; done += 1) {
    tell(at('reading', done, 40));
    vi.advanceTimersByTime(10);
  }
  tell(at('fixity', 0, null));
  tell(at('fixity', 1, null));
  expect(told).toEqual(['reading 0', 'reading 10', 'reading 20', 'reading 30', 'reading 40', 'fixity 0']);
});

test('a total that grows with what is done does not pass every message on', () => {
  const told: number[] = [];
  const tell = paced(({ done }) => void told.push(done));
  for (let done = 1; done <= 50; done += 1) tell(at('reading', done, done));
  expect(told).toEqual([1]);
});
