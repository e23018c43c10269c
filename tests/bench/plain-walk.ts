/** The plain way to see whether anything changed: list the folder and ask for every file's size and time. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';
for (const name of readdirSync(folder, { recursive: true })) statSync(join(folder, String(name)));
