/** When originals are verified by themselves. */
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

  test('a week after the last, or after the first source came', () => {
    expect(isDue([], [], now)).toBeNull();
    expect(isDue([], [{ addedAt: at(2) }], now)).toBeNull();
    expect(isDue([], sources, now)).toEqual({ sourceId: null, resume: false });
    expect(isDue([run(6, 'done')], sources, now)).toBeNull();
    expect(isDue([run(8, 'done')], sources, now)).toEqual({ sourceId: null, resume: false });
    // One source alone is not everything.
    expect(isDue([run(1, 'done', 3), run(9, 'done')], sources, now)).toEqual({ sourceId: null, resume: false });
  });
  test('what was interrupted goes on, what the person paused stays paused for a week, what runs is left alone', () => {
    expect(isDue([run(1, 'interrupted', 2)], sources, now)).toEqual({ sourceId: 2, resume: true });
    expect(isDue([run(1, 'stopped')], sources, now)).toBeNull();
    expect(isDue([run(8, 'stopped')], sources, now)).toEqual({ sourceId: null, resume: true });
    expect(isDue([run(8, 'running')], sources, now)).toBeNull();
  });
  test('a clock that went back makes nothing wait for years', () => {
    expect(isDue([run(-400, 'done')], sources, now)).toEqual({ sourceId: null, resume: false });
    expect(isDue([run(-1, 'done')], sources, now)).toBeNull();
  });
});
