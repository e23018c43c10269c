/** The same in the window: the built application in the Electron of the tests. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../desktop/runtime/pinned-packages.ts';
import { openWindowMachine } from '../../stages/window-machine.ts';
import type { Figure } from '../figure.ts';
import { measuredOn } from '../on-machine.ts';
import { compared } from './figures.ts';
import type { Stroke } from './queries.ts';
import type { Subject } from './sides.ts';
import { windowStrokeFigures } from './typing.ts';
import type { WindowMeasures } from './window-measured.ts';

/** @returns no figures, and a sentence on standard error, where no window can be opened */
export async function windowFigures(
  subject: Subject,
  strokes: readonly Stroke[],
  tries: number,
): Promise<readonly Figure[]> {
  const machine = await openWindowMachine().catch((cause: Error) => {
    console.error(`The window was not measured: ${cause.message}`);
    return null;
  });
  if (!machine) return [];
  const own = await mkdtemp(join(tmpdir(), 'afterimage-felt-window-'));
  try {
    await cp(subject.library, join(own, 'library'), { recursive: true });
    await cp(subject.records, join(own, 'records.json'));
    await writeFile(join(own, 'strokes.json'), JSON.stringify(strokes));
    if (machine.user !== null) run('chown', ['-R', `${machine.user}:${machine.user}`, own]);
    const { starts, typed, memory } = await measuredOn<WindowMeasures>(machine, [
      'tests/bench/felt/window-measured.ts',
      own,
      String(tries),
    ]);
    return [
      compared('in the window: from the start of the process to the first painted card', 'ms', starts, (ms) => ms),
      ...windowStrokeFigures(typed),
      compared('in the window: memory of its main process after loading (RSS)', 'MB', memory, ({ rss }) => rss),
      compared('– all its processes, shared pages in shares (PSS)', 'MB', memory, ({ all }) => all),
    ];
  } finally {
    await rm(own, { recursive: true, force: true });
    machine.close();
  }
}
