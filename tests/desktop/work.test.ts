/** How the system shows long work: a bar on the taskbar, and a notification at the end. */
import { expect, test, vi } from 'vitest';
import type { AppEvent, Job } from '../../src-main/contract/library/job.ts';
import { textsFor } from '../../src-main/desktop/menu/texts.ts';
import { noticeOf, tellFinishedWork } from '../../src-main/desktop/running/work-notices.ts';
import { type Bar, barOf, followWork } from '../../src-main/desktop/running/work-progress.ts';

const START = '2026-11-28T10:00:00.000Z';
const LATER = Date.parse(START) + 60_000;
const texts = textsFor(['en']);

const job = (change: Partial<Job> = {}): Job => ({
  id: 'one',
  kind: 'import',
  state: 'running',
  startedAt: START,
  progress: null,
  report: null,
  importId: null,
  source: null,
  error: null,
  ...change,
});
const progress = (done: number, total: number | null): Job['progress'] => ({
  phase: 'catalogue',
  done,
  total,
  unit: 'files',
  detail: '',
});
const ended = (added: number, problems = 0, change: Partial<Job> = {}): Job =>
  job({
    state: 'done',
    importId: 7,
    report: {
      generations: { added, updated: 0, unchanged: 0 },
      problems: Array.from({ length: problems }, () => ({})),
    } as never,
    ...change,
  });

/** Events of a library, sent by the test. */
function events(): { tell: (job: Job) => void; subscribe: (listener: (event: AppEvent) => void) => () => void } {
  const listeners = new Set<(event: AppEvent) => void>();
  return {
    tell: (told) => {
      for (const listener of listeners) listener({ type: 'job', job: told });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

test('the bar shows the running job; the total can be unknown', () => {
  expect(barOf([], false)).toEqual({ value: -1, mode: 'none' });
  expect(barOf([job()], false)).toEqual({ value: 2, mode: 'indeterminate' });
  expect(barOf([job({ progress: progress(10, null) })], false)).toEqual({ value: 2, mode: 'indeterminate' });
  expect(barOf([job({ progress: progress(0, 0) })], false)).toEqual({ value: 2, mode: 'indeterminate' });
  expect(barOf([job(), job({ id: 'two', progress: progress(333, 1000) })], false)).toEqual({
    value: 0.33,
    mode: 'normal',
  });
  expect(barOf([job({ progress: progress(12, 10) })], true)).toEqual({ value: 1, mode: 'normal' });
  expect(barOf([], true)).toEqual({ value: 1, mode: 'error' });
});

test('the bar is drawn a few times a second and removed at once when the work ends', () => {
  vi.useFakeTimers();
  const { tell, subscribe } = events();
  const drawn: Bar[] = [];
  const window = { setProgressBar: (value: number, options?: object) => void drawn.push({ value, ...options } as Bar) };
  const work = followWork({ subscribe, windows: () => [window, window], isInFront: () => false });
  for (let done = 0; done < 1000; done++) tell(job({ progress: progress(done, 1000) }));
  expect(drawn).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(drawn).toEqual([1, 1].map((value) => ({ value, mode: 'normal' })));
  tell(ended(3));
  expect(drawn.slice(2)).toEqual([-1, -1].map((value) => ({ value, mode: 'none' })));
  vi.advanceTimersByTime(1_000);
  expect(drawn).toHaveLength(4);
  work.close();
  tell(job());
  vi.advanceTimersByTime(1_000);
  expect(drawn).toHaveLength(4);
  vi.useRealTimers();
});

test('a failure stays marked until a window is in front or new work begins', () => {
  vi.useFakeTimers();
  const { tell, subscribe } = events();
  const drawn: string[] = [];
  const window = {
    setProgressBar: (_value: number, options?: { mode: string }) => void drawn.push(options?.mode ?? ''),
  };
  let front = false;
  const work = followWork({ subscribe, windows: () => [window], isInFront: () => front });
  tell(job({ state: 'failed' }));
  expect(drawn.splice(0)).toEqual(['error']);
  work.seen();
  expect(drawn.splice(0)).toEqual(['none']);

  tell(job({ state: 'failed' }));
  tell(job({ id: 'two' }));
  vi.advanceTimersByTime(300);
  tell(ended(1, 0, { id: 'two' }));
  expect(drawn.splice(0)).toEqual(['error', 'indeterminate', 'none']);

  front = true;
  tell(job());
  vi.advanceTimersByTime(300);
  tell(job({ state: 'failed' }));
  expect(drawn.splice(0)).toEqual(['indeterminate', 'none']);
  vi.useRealTimers();
});

test.each([
  [ended(71), { title: 'Import finished', body: '71 generations added.', importId: 7 }],
  [ended(1, 1), { title: 'Import finished', body: '1 generation added. 1 thing needs a look.', importId: 7 }],
  [
    ended(12_345, 3),
    { title: 'Import finished', body: '12,345 generations added. 3 things need a look.', importId: 7 },
  ],
  [ended(0), { title: 'Import finished', body: 'Nothing new.', importId: 7 }],
  [ended(5, 0, { kind: 'sample' }), { title: 'Import finished', body: '5 generations added.', importId: 7 }],
  [
    job({ state: 'failed' }),
    { title: 'The import stopped early', body: 'Open Afterimage to see why.', importId: null },
  ],
  [job({ state: 'cancelled' }), null],
  [job(), null],
  [ended(5, 0, { kind: 'remove' }), null],
])('the notification at the end of long work is one sentence or two (%#)', (told, notice) => {
  expect(noticeOf(told, LATER, texts)).toEqual(notice);
});

test('a long export tells how much it wrote, and what needs a look', () => {
  const written = (generations: number, problems: number): Job =>
    job({
      kind: 'export',
      state: 'done',
      exported: { generations, problems: Array.from({ length: problems }, () => ({})) } as never,
    });
  expect(noticeOf(written(1_200, 0), LATER, texts)).toEqual({
    title: 'Export finished',
    body: '1,200 items exported, every copy verified.',
    importId: null,
  });
  expect(noticeOf(written(1, 1), LATER, textsFor(['ja']))?.body).toBe(
    '1 件を書き出し、すべてのコピーを検証しました。 確認が必要なものが 1 件あります。',
  );
  expect(noticeOf(job({ kind: 'export', state: 'failed', error: 'x' }), LATER, texts)?.title).toBe(
    'The export stopped early',
  );
  expect(noticeOf(job({ kind: 'export', state: 'cancelled' }), LATER, texts)).toBe(null);
});

test('the sentence is in the language of the menu', () => {
  expect(noticeOf(ended(71, 2), LATER, textsFor(['zh-CN']))).toMatchObject({
    title: '导入完成',
    body: '新增 71 个作品。 有 2 处需要查看。',
  });
  expect(noticeOf(ended(0), LATER, textsFor(['ja']))).toMatchObject({
    title: '取り込み完了',
    body: '新しいものはありません。',
  });
});

test('short work, and work that ends while a window is in front, shows no notification', () => {
  const { tell, subscribe } = events();
  const shown: string[] = [];
  let front = false;
  let now = LATER;
  const stop = tellFinishedWork({
    subscribe,
    isInFront: () => front,
    texts: () => texts,
    show: ({ body }) => void shown.push(body),
    now: () => now,
  });
  now = Date.parse(START) + 9_000;
  tell(ended(1));
  now = LATER;
  front = true;
  tell(ended(2));
  front = false;
  tell(ended(3));
  stop();
  tell(ended(4));
  expect(shown).toEqual(['3 generations added.']);
});
