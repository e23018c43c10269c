/** Lists all tasks of the sample archive, with prompt, scene and time. */
import { FIRST_SERVICE } from './script-first.ts';
import { SECOND_SERVICE } from './script-second.ts';
import type { Task } from './task.ts';

/** Newest first, as the export lists them. */
export const TASKS: readonly Task[] = [...SECOND_SERVICE, ...FIRST_SERVICE];
