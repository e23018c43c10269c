/** Whether something lies at a path; what may not be looked at counts as absent. */
import { stat } from 'node:fs/promises';

export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
