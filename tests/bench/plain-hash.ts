/**
 * The plain way to fingerprint files: read each from its beginning to its end through SHA-256. `node plain-hash.ts
 * FOLDER`
 */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.argv[2] ?? '.';
for (const name of readdirSync(folder))
  await pipeline(createReadStream(join(folder, name), { highWaterMark: 1024 * 1024 }), createHash('sha256'));
