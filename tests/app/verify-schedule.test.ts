/** The schedule of automatic verifications. */
import { describe, expect, test } from 'vitest';
import { isDue } from '../../src-main/app/keeping/verify-schedule.ts';

const DAY = 86_400_000;

describe('the schedule', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  const at = (days: number): string => new Date(now - days * DAY).toISOString();
  const run = (
    days: number,
    outcome: 'done' | 'stopped' | 'interrupted' | 'running',
    sourceId: number | null = null,
  ) => ({
    startedAt: at(days),
    outcome,
    sourceId,
  });
  const sources = [{ addedAt: at(30) }];

  test('a run is due a week after the last one, or a week after the first source was added', () => {
    expect(isDue([], [], now)).toBeNull();
    expect(isDue([], [{ addedAt: at(2) }], now)).toBeNull();
    expect(isDue([], sources, now)).toEqual({ sourceId: null, resume: false });
    expect(isDue([run(6, 'done')], sources, now)).toBeNull();
    expect(isDue([run(8, 'done')], sources, now)).toEqual({ sourceId: null, resume: false });
    // A run of one source does not count as a run of all.
    expect(isDue([run(1, 'done', 3), run(9, 'done')], sources, now)).toEqual({ sourceId: null, resume: false });
  });
  test('an interrupted run is resumed at once, a stopped run after a week, and a running run is not started again', () => {
    expect(isDue([run(1, 'interrupted', 2)], sources, now)).toEqual({ sourceId: 2, resume: true });
    expect(isDue([run(1, 'stopped')], sources, now)).toBeNull();
    expect(isDue([run(8, 'stopped')], sources, now)).toEqual({ sourceId: null, resume: true });
    expect(isDue([run(8, 'running')], sources, now)).toBeNull();
  });
  test('a run is due when the last one is far in the future, because the clock was set back', () => {
    expect(isDue([run(-400, 'done')], sources, now)).toEqual({ sourceId: null, resume: false });
    expect(isDue([run(-1, 'done')], sources, now)).toBeNull();
  });
});
