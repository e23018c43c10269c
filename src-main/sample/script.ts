/** What the sample archive holds: every task with its prompt, its scene and the moment it was asked for. */
import { FIRST_SERVICE } from './script-first.ts';
import { SECOND_SERVICE } from './script-second.ts';
import type { Task } from './task.ts';

/** Newest first, as the export lists them. */
export const TASKS: readonly Task[] = [...SECOND_SERVICE, ...FIRST_SERVICE];
