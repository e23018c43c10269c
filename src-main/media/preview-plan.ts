/** Which preview is made next: a plan of who asks for what, without any effects. */

/** How a plan answers that an asker left: whether its task goes on for others, was still waiting, or runs for nobody. */
export type Left = { readonly key: string; readonly task: 'wanted' | 'forgotten' | 'abandoned' } | null;

export interface PreviewPlan {
  /** Adds an asker; the same task is joined. `urgent` tasks begin even while the plan is paused. True when the task is new. */
  ask(asker: number, key: string, priority: number, urgent: boolean): boolean;
  leave(asker: number): Left;
  /**
   * Takes the next task: smallest priority first. What is on screen ({@link ON_SCREEN}) begins with the last asked for, since who asked
   * before may have scrolled on; everything else in the order asked for. Null when none may begin.
   */
  next(paused: boolean): string | null;
  /** Ends a running task; returns who asked for it. */
  finish(key: string): readonly number[];
  readonly running: number;
  readonly waiting: number;
}

/** The priority of what is on screen. */
export const ON_SCREEN = 0;

interface Task {
  /** Asker → priority. */
  readonly askers: Map<number, number>;
  urgent: boolean;
  priority: number;
  state: 'waiting' | 'running';
}

export function createPlan(): PreviewPlan {
  const tasks = new Map<string, Task>();
  const taskOf = new Map<number, string>();
  /** Priority → keys in order of asking. */
  const lines = new Map<number, Set<string>>();
  let running = 0;

  const line = (priority: number): Set<string> => {
    const existing = lines.get(priority) ?? new Set<string>();
    lines.set(priority, existing);
    return existing;
  };
  const unline = (key: string, priority: number): void => {
    const keys = lines.get(priority);
    keys?.delete(key);
    if (keys?.size === 0) lines.delete(priority);
  };
  const moveLast = (key: string, priority: number): void => {
    unline(key, priority);
    line(priority).add(key);
  };
  /** A waiting task stands where its most pressing asker puts it. */
  const place = (key: string, task: Task): void => {
    const priority = Math.min(...task.askers.values());
    if (task.state !== 'waiting' || priority === task.priority) return;
    unline(key, task.priority);
    task.priority = priority;
    line(priority).add(key);
  };

  return {
    ask(asker, key, priority, urgent) {
      taskOf.set(asker, key);
      const known = tasks.get(key);
      if (known) {
        known.askers.set(asker, priority);
        // Whoever waits for it now must not wait for the end of a pause that it did not know of.
        known.urgent ||= urgent;
        place(key, known);
        if (known.state === 'waiting' && priority === ON_SCREEN) moveLast(key, known.priority);
        return false;
      }
      tasks.set(key, { askers: new Map([[asker, priority]]), urgent, priority, state: 'waiting' });
      line(priority).add(key);
      return true;
    },
    leave(asker) {
      const key = taskOf.get(asker);
      const task = key === undefined ? undefined : tasks.get(key);
      if (key === undefined || !task) return null;
      taskOf.delete(asker);
      task.askers.delete(asker);
      if (task.askers.size > 0) {
        place(key, task);
        return { key, task: 'wanted' };
      }
      if (task.state === 'running') return { key, task: 'abandoned' };
      unline(key, task.priority);
      tasks.delete(key);
      return { key, task: 'forgotten' };
    },
    next(paused) {
      for (const priority of [...lines.keys()].sort((a, b) => a - b)) {
        const keys = lines.get(priority) ?? [];
        for (const key of priority === ON_SCREEN ? [...keys].reverse() : keys) {
          const task = tasks.get(key);
          if (!task || (paused && !task.urgent)) continue;
          unline(key, priority);
          task.state = 'running';
          running++;
          return key;
        }
      }
      return null;
    },
    finish(key) {
      const task = tasks.get(key);
      if (task?.state !== 'running') return [];
      tasks.delete(key);
      running--;
      for (const asker of task.askers.keys()) taskOf.delete(asker);
      return [...task.askers.keys()];
    },
    get running() {
      return running;
    },
    get waiting() {
      return tasks.size - running;
    },
  };
}
