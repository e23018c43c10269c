/** The folder of a checkout. Sources and the built program in out/main both lie two folders below it. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT: string = fileURLToPath(new URL('../../', import.meta.url));

/** Whether this code is the built program and not the sources. */
export const isBuilt: boolean = extname(fileURLToPath(import.meta.url)) === '.js';
