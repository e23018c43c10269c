/** The entry of the window. It installs the handler of last resort first, so that every later failure is reported. */
import { app } from 'electron';
import { openLastResort } from './desktop/last-resort.ts';
import { openShutdown } from './desktop/shutdown.ts';

const shutdown = openShutdown(app);
const lastResort = openLastResort(shutdown);

// Electron waits for this module before it is ready, so schemes and switches can still be set.
await import('./desktop/start.ts').then(({ start }) => start(lastResort, shutdown)).catch(lastResort.giveUp);
