/** Tests the order in which previews are made. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlan } from '../../src-main/media/previews/preview-plan.ts';
import { createQueue } from '../../src-main/media/previews/preview-queue.ts';
import { failed, type Made, made } from '../../src-main/media/programs/failure.ts';

/** Takes all tasks from a plan, in order. */
function drained(plan: ReturnType<typeof createPlan>, paused = false): readonly string[] {
  const keys: string[] = [];
  for (let key = plan.next(paused); key !== null; key = plan.next(paused)) keys.push(key);
  return keys;
}

describe('the plan', () => {
  test('previews on screen come first, the newest request before the others; the rest come in the order of requests', () => {
    const plan = createPlan();
    plan.ask(1, 'idle', 2, false);
    plan.ask(2, 'ahead', 1, false);
    plan.ask(3, 'ahead too', 1, false);
    plan.ask(4, 'seen', 0, false);
    plan.ask(5, 'seen later', 0, false);
    expect(drained(plan)).toEqual(['seen later', 'seen', 'ahead', 'ahead too', 'idle']);
  });

  test('a repeated request on screen counts as the newest', () => {
    const plan = createPlan();
    for (const [asker, key] of ['a', 'b', 'c', 'a'].entries()) plan.ask(asker, key, 0, false);
    expect(drained(plan)).toEqual(['a', 'c', 'b']);
  });

  test('a known task with a new urgent request starts while the plan is paused', () => {
    const plan = createPlan();
    plan.ask(1, 'background', 9, false);
    expect(plan.ask(2, 'background', 0, true)).toBe(false);
    expect(drained(plan, true)).toEqual(['background']);
  });

  test('a task moves forward with a more urgent request, and back when that request is cancelled', () => {
    const plan = createPlan();
    plan.ask(1, 'a', 1, false);
    plan.ask(2, 'b', 2, false);
    expect(plan.ask(3, 'b', 0, false)).toBe(false);
    expect(plan.leave(3)).toEqual({ key: 'b', task: 'wanted' });
    plan.ask(4, 'c', 2, false);
    expect(drained(plan)).toEqual(['a', 'b', 'c']);
  });

  test('a task without requests is forgotten, or abandoned when it runs', () => {
    const plan = createPlan();
    plan.ask(1, 'a', 1, false);
    plan.ask(2, 'b', 1, false);
    expect(plan.next(false)).toBe('a');
    expect(plan.leave(1)).toEqual({ key: 'a', task: 'abandoned' });
    expect(plan.leave(2)).toEqual({ key: 'b', task: 'forgotten' });
    expect(plan.leave(2)).toBeNull();
    expect([plan.running, plan.waiting]).toEqual([1, 0]);
  });

  test('while paused, only urgent tasks start', () => {
    const plan = createPlan();
    plan.ask(1, 'poster', 0, false);
    plan.ask(2, 'proxy', 3, true);
    expect(drained(plan, true)).toEqual(['proxy']);
    expect(drained(plan)).toEqual(['poster']);
  });

  test('with any sequence of steps, each request is answered once and none is lost', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('ask' as const), key: fc.nat(5), priority: fc.nat(3) }),
      fc.record({ do: fc.constant('leave' as const), of: fc.nat(30) }),
      fc.record({ do: fc.constant('next' as const) }),
      fc.record({ do: fc.constant('finish' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const plan = createPlan();
        const waiting = new Set<number>();
        const running: string[] = [];
        let asker = 0;
        for (const now of steps) {
          if (now.do === 'ask') {
            plan.ask(asker, `k${now.key}`, now.priority, false);
            waiting.add(asker++);
          }
          if (now.do === 'leave') expect(plan.leave(now.of) !== null).toBe(waiting.delete(now.of));
          if (now.do === 'next') running.push(...[plan.next(false)].filter((key) => key !== null));
          if (now.do === 'finish')
            for (const one of plan.finish(running.shift() ?? '')) expect(waiting.delete(one)).toBe(true);
        }
        running.push(...drained(plan));
        for (const key of running) for (const one of plan.finish(key)) expect(waiting.delete(one)).toBe(true);
        expect([waiting.size, plan.running, plan.waiting]).toEqual([0, 0, 0]);
      }),
    );
  });
});

describe('the queue', () => {
  /** Tasks that end when the test ends them. */
  function stage() {
    const begun: string[] = [];
    const ends = new Map<string, (outcome: Made<string>) => void>();
    const aborted: string[] = [];
    const ask = (key: string, priority = 0, urgent = false) => ({
      key,
      priority,
      urgent,
      run: (signal: AbortSignal) =>
        new Promise<Made<string>>((resolve) => {
          begun.push(key);
          ends.set(key, resolve);
          signal.addEventListener('abort', () => {
            aborted.push(key);
            resolve(failed('dropped', ''));
          });
        }),
    });
    return { begun, aborted, ask, end: (key: string, outcome: Made<string> = made(key)) => ends.get(key)?.(outcome) };
  }

  test('no more tasks run at once than allowed', async () => {
    const { begun, ask, end } = stage();
    const queue = createQueue<string>(2);
    const answers = ['a', 'b', 'c'].map((key, id) => queue.ask(id, ask(key)));
    expect(begun).toEqual(['a', 'b']);
    end('a');
    await answers[0];
    expect(begun).toEqual(['a', 'b', 'c']);
    await queue.close();
  });

  test('a task with several requests runs once', async () => {
    const { begun, ask, end } = stage();
    const queue = createQueue<string>(1);
    const answers = [queue.ask(1, ask('a')), queue.ask(2, ask('a'))];
    queue.drop(1);
    end('a');
    expect(await Promise.all(answers)).toMatchObject([
      { ok: false, failure: { code: 'dropped' } },
      { ok: true, value: 'a' },
    ]);
    expect(begun).toEqual(['a']);
  });

  test('a running task is aborted when its last request is cancelled; a new request then gets a new task', async () => {
    const { begun, aborted, ask, end } = stage();
    const queue = createQueue<string>(2);
    const first = queue.ask(1, ask('a'));
    queue.drop(1);
    const second = queue.ask(2, ask('a'));
    expect(await first).toMatchObject({ ok: false });
    expect(aborted).toEqual(['a']);
    end('a');
    expect(await second).toEqual(made('a'));
    expect(begun).toEqual(['a', 'a']);
  });

  test('a task that throws fails alone, and the next one runs', async () => {
    const queue = createQueue<string>(1);
    const run = async (): Promise<Made<string>> => {
      throw new Error('boom');
    };
    const { ask, end } = stage();
    const answers = [queue.ask(1, { key: 'x', priority: 0, urgent: false, run }), queue.ask(2, ask('a'))];
    expect(await answers[0]).toEqual(failed('internal', 'boom'));
    end('a');
    expect(await answers[1]).toEqual(made('a'));
  });

  test('a pause holds back tasks that have not started', async () => {
    const { begun, ask, end } = stage();
    const queue = createQueue<string>(2);
    queue.pause(true);
    const poster = queue.ask(1, ask('poster'));
    const proxy = queue.ask(2, ask('proxy', 5, true));
    expect(begun).toEqual(['proxy']);
    queue.pause(false);
    expect(begun).toEqual(['proxy', 'poster']);
    end('poster');
    end('proxy');
    expect(await Promise.all([poster, proxy])).toEqual([made('poster'), made('proxy')]);
  });

  test('closing cancels all requests and waits for running tasks', async () => {
    const { aborted, ask } = stage();
    const queue = createQueue<string>(1);
    const answers = [queue.ask(1, ask('a')), queue.ask(2, ask('b'))];
    await queue.close();
    expect(aborted).toEqual(['a']);
    expect((await Promise.all(answers)).map((answer) => answer.ok)).toEqual([false, false]);
    expect(await queue.ask(3, ask('c'))).toMatchObject({ ok: false, failure: { code: 'dropped' } });
  });
});
