/**
 * Threads that work in the background are less important than those that answer, where the system tells threads apart.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';

const TASKS = '/proc/self/task';

/**
 * The niceness of each thread of this process, from the 19th field of its `stat` (proc(5)); the name before may hold
 * spaces.
 */
function niceness(): readonly number[] {
  return readdirSync(TASKS).map((task) => {
    const stat = readFileSync(`${TASKS}/${task}/stat`, 'utf8');
    return Number(
      stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .at(16),
    );
  });
}

test.skipIf(process.platform !== 'linux')('the import and writer threads run at lower priority', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, { 'generations.json': generationsJson([exportRecord(1)]) });
  const giving = (): number => niceness().filter((nice) => nice > getPriority()).length;
  const before = giving();
  const library = await openLibrary({ directory: await tempFolder(), backgroundPreviews: false });
  try {
    const { id } = await library.jobs.import([folder]);
    await library.jobs.finished(id);
    expect(await library.reads.total()).toBe(1);
    // The import's and the writer's; not the reader's.
    expect(giving() - before).toBe(2);
  } finally {
    await library.close();
  }
});
