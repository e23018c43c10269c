/**
 * The version of the program from package.json, which is two folders up from source and from the bundle in out/main.
 */
import { readFileSync } from 'node:fs';

export const version: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
