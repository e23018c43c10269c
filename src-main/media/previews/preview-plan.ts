/** Decides which preview is made next. Tracks the requests for each task, without side effects. */

/**
 * Result of cancelling one request: task kept for other requests (`wanted`), removed from the queue (`forgotten`), or
 * still running without requests (`abandoned`).
 */
export type CancelResult = { readonly key: string; readonly task: 'wanted' | 'forgotten' | 'abandoned' } | null;

export interface PreviewPlan {
  /**
   * Adds a request, or joins it to the task with the same key. `urgent` tasks start even while the plan is paused. True
   * when the task is new.
   */
  ask(request: number, key: string, priority: number, urgent: boolean): boolean;
  leave(request: number): CancelResult;
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
const ON_SCREEN = 0;

interface Task {
  /** Request → priority. */
  readonly requests: Map<number, number>;
  urgent: boolean;
  priority: number;
  state: 'waiting' | 'running';
}

export function createPlan(): PreviewPlan {
  const tasks = new Map<string, Task>();
  const taskOf = new Map<number, string>();
  /** Priority → keys in the order of requests. */
  const queues = new Map<number, Set<string>>();
  let running = 0;

  const queueOf = (priority: number): Set<string> => {
    const existing = queues.get(priority) ?? new Set<string>();
    queues.set(priority, existing);
    return existing;
  };
  const removeFromQueue = (key: string, priority: number): void => {
    const keys = queues.get(priority);
    keys?.delete(key);
    if (keys?.size === 0) queues.delete(priority);
  };
  const moveLast = (key: string, priority: number): void => {
    removeFromQueue(key, priority);
    queueOf(priority).add(key);
  };
  /** Moves a waiting task to the smallest priority of its requests. */
  const reposition = (key: string, task: Task): void => {
    const priority = Math.min(...task.requests.values());
    if (task.state !== 'waiting' || priority === task.priority) return;
    removeFromQueue(key, task.priority);
    task.priority = priority;
    queueOf(priority).add(key);
  };

  return {
    ask(request, key, priority, urgent) {
      taskOf.set(request, key);
      const known = tasks.get(key);
      if (known) {
        known.requests.set(request, priority);
        // An urgent request must not wait for the end of a pause, so it makes the existing task urgent.
        known.urgent ||= urgent;
        reposition(key, known);
        if (known.state === 'waiting' && priority === ON_SCREEN) moveLast(key, known.priority);
        return false;
      }
      tasks.set(key, { requests: new Map([[request, priority]]), urgent, priority, state: 'waiting' });
      queueOf(priority).add(key);
      return true;
    },
    leave(request) {
      const key = taskOf.get(request);
      const task = key === undefined ? undefined : tasks.get(key);
      if (key === undefined || !task) return null;
      taskOf.delete(request);
      task.requests.delete(request);
      if (task.requests.size > 0) {
        reposition(key, task);
        return { key, task: 'wanted' };
      }
      if (task.state === 'running') return { key, task: 'abandoned' };
      removeFromQueue(key, task.priority);
      tasks.delete(key);
      return { key, task: 'forgotten' };
    },
    next(paused) {
      for (const priority of [...queues.keys()].sort((a, b) => a - b)) {
        const keys = queues.get(priority) ?? [];
        for (const key of priority === ON_SCREEN ? [...keys].reverse() : keys) {
          const task = tasks.get(key);
          if (!task || (paused && !task.urgent)) continue;
          removeFromQueue(key, priority);
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
      for (const request of task.requests.keys()) taskOf.delete(request);
      return [...task.requests.keys()];
    },
    get running() {
      return running;
    },
    get waiting() {
      return tasks.size - running;
    },
  };
}
