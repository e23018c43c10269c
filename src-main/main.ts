/** The window's entry. What can fail is loaded after the last resort stands, so that every failure is told. */
import { app } from 'electron';
import { openLastResort } from './desktop/last-resort.ts';
import { openShutdown } from './desktop/shutdown.ts';

const shutdown = openShutdown(app);
const lastResort = openLastResort(shutdown);

// Electron waits for this module before it is ready: schemes and switches are still in time.
await import('./desktop/start.ts').then(({ start }) => start(lastResort, shutdown)).catch(lastResort.giveUp);
