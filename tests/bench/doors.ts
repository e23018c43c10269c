/** How soon each door shows the library and how soon it has closed: the window beside the browser door, in one run. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../desktop/runtime/pinned-packages.ts';
import { openWindowMachine } from '../stages/window-machine.ts';
import type { DoorTimes } from './doors-measured.ts';
import { quantile, type Section } from './figure.ts';
import { measuredOn } from './on-machine.ts';

/** @param folder where `benchImport` left its library */
export async function benchDoors(folder: string, count: number): Promise<Section> {
  const machine = await openWindowMachine();
  const own = await mkdtemp(join(tmpdir(), 'afterimage-doors-'));
  try {
    const library = join(own, 'library');
    await cp(join(folder, 'library-records'), library, { recursive: true });
    if (machine.user !== null) run('chown', ['-R', `${machine.user}:${machine.user}`, own]);
    const { window, browser } = await measuredOn<{
      readonly window: readonly DoorTimes[];
      readonly browser: readonly DoorTimes[];
    }>(machine, ['tests/bench/doors-measured.ts', library]);
    return {
      title: `The two doors with ${count.toLocaleString('en')} items`,
      how: 'The built application in the Electron of the tests, and the browser door with a running headless Chromium. Seven starts each, in turns; medians. A start is measured from the beginning of the process to the first cells in the page.',
      figures: (
        [
          ['from the start to the first cells', 'shown', 'ms'],
          ['from the quit command to the end of the process', 'closed', 'ms'],
          ['memory of all its processes', 'memory', 'MB'],
        ] as const
      ).map(([what, key, unit]) => ({
        what: `the window: ${what}`,
        value: quantile(
          window.map((times) => times[key]),
          0.5,
        ),
        unit,
        baseline: {
          what: key === 'memory' ? 'the server of the browser door' : 'the browser door',
          value: quantile(
            browser.map((times) => times[key]),
            0.5,
          ),
        },
      })),
    };
  } finally {
    await rm(own, { recursive: true, force: true });
    machine.close();
  }
}
