/**
 * The package stage of `npm test`: makes a package from the runtime of the window's tests and tests it as a person uses
 * it.
 */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Outcome, skipped, spawnNode } from './command.ts';
import { findRuntime } from './window-machine.ts';

/** Makes the unpacked program and tests its contents, its command line and its window. */
export async function runPackageTests(): Promise<Outcome> {
  try {
    await findRuntime();
  } catch (cause) {
    return skipped('the package', cause);
  }
  const child = spawnNode(['tests/package/smoke.ts'], {}, { folder: resolve('.'), user: null }, 'inherit');
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return { passed: 1, skipped: 0, failures: [] };
  return { passed: 0, skipped: 0, failures: [`the package (exit code ${code})`] };
}
