/** A library with a snapshot and with later tags, for specs that damage it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';

export const ITEMS = 40;

export interface KeptLibrary {
  /** Makes a copy to be damaged, in its own folder. */
  copy(): Promise<string>;
  /** A backup of the library as one zip, without the later tags. */
  readonly backup: string;
  remove(): Promise<void>;
}

/** 40 items. The tag "Keepers" is in the snapshot and the backup; the tag "Later" and a note are not. */
export async function keptLibrary(): Promise<KeptLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-kept-'));
  const library = join(folder, 'library');
  const backup = join(folder, 'backup.zip');
  await mkdir(join(folder, 'archive'));
  await writeFile(
    join(folder, 'archive', 'generations.json'),
    generationsJson(Array.from({ length: ITEMS }, (_, at) => exportRecord(at))),
  );
  await run(library, 'import', join(folder, 'archive'));
  await run(library, 'tag', 'add', 'Keepers', '--query', 'date:>2000-01-01');
  await run(library, 'backup');
  await run(library, 'backup', backup);
  await run(library, 'tag', 'add', 'Later', '--query', 'tag:Keepers');
  let copies = 0;
  return {
    backup,
    async copy() {
      const copied = join(folder, `copy-${++copies}`);
      await cp(library, copied, { recursive: true });
      return copied;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function run(library: string, ...words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['build/afterimage.mjs', '--library', library, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`“${words.join(' ')}” ended with exit code ${code}.`);
}
