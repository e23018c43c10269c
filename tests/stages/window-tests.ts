/**
 * The window as a stage of `npm test`. Where it cannot run, the stage is skipped with a warning; in CI that is a
 * failure, because a run without the window must not look complete. By hand, for some specs: `node
 * tests/stages/window-tests.ts keyboard`.
 */
import { bringUpToDate } from '../../build/page.ts';
import { type Outcome, skipped } from './command.ts';
import { runPlaywright } from './playwright.ts';
import { openWindowMachine, type WindowMachine } from './window-machine.ts';

if (import.meta.main) {
  // `npm test` has built before; a run by hand could use an old build.
  await bringUpToDate();
  process.exitCode = (await runWindowTests(process.argv.slice(2))).failures.length > 0 ? 1 : 0;
}

/** Runs the specs of the window whose paths contain one of the filters; without filters, all. */
export async function runWindowTests(filters: readonly string[] = []): Promise<Outcome> {
  let machine: WindowMachine;
  try {
    machine = await openWindowMachine();
  } catch (cause) {
    return skipped('the window', cause);
  }
  try {
    return await runPlaywright('window', machine.env, filters, machine);
  } finally {
    machine.bringBack(['test-results', ...(process.env.SCREENSHOTS ? ['docs/screenshots'] : [])]);
    machine.close();
  }
}
