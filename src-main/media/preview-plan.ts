/** Decides which preview is made next. Tracks the requests for each task, without side effects. */

/**
 * Result of cancelling one request: task kept for other requests (`wanted`), removed from the queue (`forgotten`), or
 * still running without requests (`abandoned`).
 */
export type Left = { readonly key: string; readonly task: 'wanted' | 'forgotten' | 'abandoned' } | null;

export interface PreviewPlan {
  /**
   * Adds a request, or joins it to the task with the same key. `urgent` tasks start even while the plan is paused. True
   * when the task is new.
   */
  ask(asker: number, key: string, priority: number, urgent: boolean): boolean;
  leave(asker: number): Left;
  /**
   * Takes the next task: smallest priority first. Among tasks on screen ({@link ON_SCREEN}), the newest request comes
   * first, because earlier requests may have scrolled away. Other tasks keep the order of their requests. Null when
   * none may start.
   */
  next(paused: boolean): string | null;
  /** Ends a running task; returns its requests. */
  finish(key: string): readonly number[];
  readonly running: number;
  readonly waiting: number;
}

/** The priority of previews on screen. */
export const ON_SCREEN = 0;

interface Task {
  /** Request → priority. */
  readonly askers: Map<number, number>;
  urgent: boolean;
  priority: number;
  state: 'waiting' | 'running';
}

export function createPlan(): PreviewPlan {
  const tasks = new Map<string, Task>();
  const taskOf = new Map<number, string>();
  /** Priority → keys in the order of requests. */
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
  /** Moves a waiting task to the smallest priority of its requests. */
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
        // An urgent request must not wait for the end of a pause, so it makes the existing task urgent.
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
