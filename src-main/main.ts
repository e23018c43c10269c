/** The entry of the window. It installs the handler of last resort first, so that every later failure is reported. */
import { app } from 'electron';
import { openLastResort } from './desktop/running/last-resort.ts';
import { openShutdown } from './desktop/running/shutdown.ts';

const shutdown = openShutdown(app);
const lastResort = openLastResort(shutdown);

// Electron waits for this module before it is ready, so schemes and switches can still be set.
await import('./desktop/starting/start.ts').then(({ start }) => start(lastResort, shutdown)).catch(lastResort.giveUp);
