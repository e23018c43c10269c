/**
 * The clock jumps by years between commands. Snapshots, the journal and imports still work, and the newest snapshot is
 * never thinned out.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { snapshotNames } from '../../src-main/catalog/keeping/way-back.ts';
import { pick, type Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound } from './campaign.ts';
import { isSentence, start } from './program.ts';
import { makeSample, type Sample } from './sample.ts';
import { unsoundness } from './state.ts';

const SHIFT = fileURLToPath(new URL('./shift-clock.ts', import.meta.url));
const DAY = 86_400_000;
/** Days from now. 12,000 days ahead are after the year 2058; the epoch is about 20,700 days ago. */
const JUMPS = [-20_000, -3_650, -400, -2, -0.01, 0, 0.01, 2, 400, 3_650, 12_000];
const STEPS = 6;

export const clock: Campaign = {
  name: 'clock',
  about: 'Between commands, the clock is moved by years, forward and back.',
  cases: 20,
  async open(root) {
    const sample = await makeSample(root);
    return { run: (_, random) => jump(sample, random, join(root, 'case')) };
  },
};

async function jump(sample: Sample, random: Random, folder: string): Promise<Outcome> {
  const what = 'jumps of the clock';
  const library = join(folder, 'library');
  await rm(folder, { recursive: true, force: true });
  await cp(sample.library, library, { recursive: true });
  const order: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    const days = pick(JUMPS, random);
    const tag = `step ${step}`;
    const commands = [
      ['tag', 'add', tag, '--query', ''],
      pick([['import', sample.more], ['backup'], ['verify'], ['sources', 'rescan']], random),
    ];
    for (const args of commands) {
      const before = snapshotNames(library);
      const ran = await start(['--library', library, ...args], {
        imports: [SHIFT],
        env: { AFTERIMAGE_CLOCK_SHIFT: String(days * DAY) },
      });
      const at = `${days} days, ${args.join(' ')}`;
      if (ran.code === 2 || ran.code === null) return fault(what, `${at}: ended with ${ran.code}: ${ran.err}`);
      if (ran.err.trim() !== '' && !isSentence(ran.err)) return fault(what, `${at}: ${ran.err}`);
      const after = snapshotNames(library);
      if (before.length > 0 && after.length === 0) return fault(what, `${at}: every snapshot is gone`);
      if (args[0] === 'backup' && !after.some((name) => !before.includes(name)))
        return fault(what, `${at}: the new snapshot was thinned out at once`);
    }
    order.push(tag);
  }
  const broken = unsoundness(library);
  if (broken) return fault(what, broken);
  const undone = await start(['--library', library, 'undo', '--json']);
  if (!undone.out.includes(`step ${STEPS - 1}`))
    return fault(what, `the last step was not undone first: ${undone.out} ${undone.err}`);
  const found = tags(library);
  return JSON.stringify(found) === JSON.stringify(order.slice(0, -1))
    ? sound(what, `${snapshotNames(library).length} snapshots`)
    : fault(what, `tags: ${found}`);
}

function tags(library: string): readonly unknown[] {
  const db = new Database(join(library, CATALOG_FILE), { readonly: true });
  try {
    return db
      .prepare(
        `SELECT DISTINCT name FROM tag JOIN generation_tag ON tag_id = id WHERE name LIKE 'step %' ORDER BY name`,
      )
      .pluck()
      .all();
  } finally {
    db.close();
  }
}
