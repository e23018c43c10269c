/** The plain way to read a list: all of it into memory, and JSON.parse. `node plain-parse.ts FOLDER` */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';
for (const name of readdirSync(folder)) JSON.parse(readFileSync(join(folder, name), 'utf8'));
