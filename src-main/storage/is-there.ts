/** Whether a file or folder exists at a path. Without permission to look, the answer is false. */
import { stat } from 'node:fs/promises';

export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
