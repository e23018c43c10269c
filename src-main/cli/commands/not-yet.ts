/** Commands that are promised and not there yet. */
import { UsageError } from '../arguments.ts';
import type { Run } from '../context.ts';

export function notYet(name: string): Run {
  return async () => {
    throw new UsageError(`“${name}” is not yet available.`);
  };
}
