/** Jobs run one at a time, and a job that is already waiting is not queued again. */
import { expect, test } from 'vitest';
import { openJobList, type Worked } from '../../src-main/app/library/jobs/job-list.ts';
import type { Job } from '../../src-main/contract/library/job.ts';

const NOTHING: Worked = { report: null, importId: null, cancelled: false };

/** A list of jobs that end when the test says so. */
function stage() {
  const changes: Job[] = [];
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const jobs = openJobList((job) => changes.push(job));
  const start = (subject: string | null) =>
    jobs.start('import', subject === null ? null : [subject], ({ signal }) => {
      begun.push(subject ?? '');
      return new Promise((resolve) => {
        ends.push(() => resolve(NOTHING));
        signal.addEventListener('abort', () => resolve({ ...NOTHING, cancelled: true }));
      });
    });
  return { jobs, changes, begun, start, endOne: () => ends.shift()?.() };
}

test('a job waits for the job before it and has the state waiting', async () => {
  const { jobs, changes, begun, start, endOne } = stage();
  const first = start('a');
  const second = start('b');
  expect([first.state, second.state]).toEqual(['running', 'waiting']);
  endOne();
  await jobs.finished(first.id);
  expect(begun).toEqual(['a', 'b']);
  expect(jobs.get(second.id)?.state).toBe('running');
  endOne();
  expect(await jobs.finished(second.id)).toMatchObject({ state: 'done' });
  expect(changes.filter(({ id }) => id === second.id).map(({ state }) => state)).toEqual([
    'waiting',
    'running',
    'done',
  ]);
});

test('500 notices about a folder give one running and one waiting job', async () => {
  const { jobs, begun, start, endOne } = stage();
  const ids = new Set(Array.from({ length: 500 }, () => start('folder').id));
  expect(ids.size).toBe(2);
  expect(jobs.list().length).toBe(2);
  expect(start('another').state).toBe('waiting');
  for (let n = 0; n < 3; n++) {
    endOne();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(begun).toEqual(['folder', 'folder', 'another']);
});

test('jobs without a subject are never joined', () => {
  const { start } = stage();
  expect(new Set([start(null).id, start(null).id, start(null).id]).size).toBe(3);
});

test('a cancelled waiting job ends at once and never starts', async () => {
  const { jobs, begun, start, endOne } = stage();
  const first = start('a');
  const second = start('b');
  jobs.cancel(second.id);
  expect(await jobs.finished(second.id)).toMatchObject({ state: 'cancelled' });
  endOne();
  await jobs.finished(first.id);
  expect(begun).toEqual(['a']);
});

test('closing cancels running and waiting jobs', async () => {
  const { jobs, start } = stage();
  for (const name of ['a', 'b', 'c']) start(name);
  await jobs.close();
  expect(jobs.list().map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

test('second copies have their own queue: imports do not wait for them, but they wait for each other', async () => {
  const { jobs, start, endOne } = stage();
  const copying = (id: number) => jobs.start('mirror', [String(id)], async () => NOTHING, id);
  const imported = start('a');
  const first = copying(1);
  const second = copying(2);
  expect([imported.state, first.state, second.state]).toEqual(['running', 'running', 'waiting']);
  expect(await jobs.finished(second.id)).toMatchObject({ state: 'done', mirrorId: 2 });
  expect(jobs.get(imported.id)?.state).toBe('running');
  endOne();
  await jobs.finished(imported.id);
});
