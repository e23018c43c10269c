/**
 * The power fails during edits. Afterwards every confirmed edit is saved, or a sentence says that it is lost. No edit
 * is torn.
 */

import { spawnSync } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import type { Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound, told } from './campaign.ts';
import { diskEnv, hasDisk, NO_COMPILER } from './disk.ts';
import { type Beginning, beginningOf, type Entry, readLog, replay, SURVIVALS, type Survival } from './replay.ts';
import { makeSample, type Sample } from './sample.ts';
import { stateOf, unsoundness } from './state.ts';

const SCRIPT = fileURLToPath(new URL('./edit-and-say.ts', import.meta.url));
const EDITS = 30;
/**
 * An edit that took this long, in ms, may have been confirmed before it was on the disk. Faster edits, and all before
 * them, are on the disk.
 */
const HELD_MS = 50;

/**
 * Closing writes the log into the catalog in this many last changes. Every third case cuts there, because there the
 * catalog itself changes.
 */
const CLOSING = 200;

/** The run of a program whose disk changes were logged. */
interface Recorded {
  readonly what: string;
  readonly beginning: Beginning;
  readonly log: readonly Entry[];
  readonly archives: string | null;
}

export const power: Campaign = {
  name: 'power',
  about: 'The power fails: any part of the writes that were not synced is lost.',
  cases: 400,
  async open(root) {
    if (!hasDisk()) return NO_COMPILER;
    const sample = await makeSample(root);
    const runs = [
      await record('edits', sample, join(root, 'edits')),
      await record('edits beside an import', sample, join(root, 'beside'), sample.more),
    ];
    return {
      async run(number, random) {
        const recorded = runs[number % runs.length] as Recorded;
        const survival = SURVIVALS[Math.floor(number / runs.length) % SURVIVALS.length] as Survival;
        return cutOff(recorded, survival, random, join(root, 'case'));
      },
    };
  },
};

async function record(what: string, { library }: Sample, root: string, ...more: readonly string[]): Promise<Recorded> {
  await mkdir(root, { recursive: true });
  const place = join(root, 'library');
  await cp(library, place, { recursive: true });
  await rm(join(place, `${CATALOG_FILE}-shm`), { force: true });
  const beginning = beginningOf(root);
  const log = `${root}.log`;
  const { status, stderr } = spawnSync(
    process.execPath,
    [SCRIPT, place, join(root, 'answered'), String(EDITS), ...more],
    {
      env: { ...process.env, ...diskEnv({ root, log }) },
    },
  );
  if (status !== 0) throw new Error(String(stderr));
  return { what, beginning, log: readLog(log), archives: more.length > 0 ? null : stateOf(place).archives };
}

async function cutOff(
  { what, beginning, log, archives }: Recorded,
  survival: Survival,
  random: Random,
  into: string,
): Promise<Outcome> {
  const cut = random(3) === 0 ? log.length - random(Math.min(CLOSING, log.length)) : 1 + random(log.length);
  const name = `${what}: ${survival}`;
  await rm(into, { recursive: true, force: true });
  replay(beginning, log, cut, survival, random, into);
  const answers = log.slice(0, cut).filter(({ kind, path }) => kind === 'w' && path.endsWith('/answered'));
  const certain = answers.findLastIndex(({ bytes }) => Number(bytes.toString().split(' ')[1]) < HELD_MS) + 1;
  const place = join(into, 'library');
  try {
    await (await openLibrary({ directory: place, backgroundPreviews: false })).close();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    return code === 'edits-missing'
      ? told(name, code)
      : fault(name, `after ${cut} of ${log.length}: ${code}: ${message}`);
  }
  const wrong =
    unsoundness(place) ??
    (archives !== null && stateOf(place).archives !== archives ? 'archives differ' : null) ??
    tornTag(place);
  if (wrong) return fault(name, `after ${cut} of ${log.length}: ${wrong}`);
  const there = tags(place).length;
  const figures = `${answers.length} answered, ${certain} of them certain, ${there} there`;
  return there < certain
    ? fault(name, `after ${cut} of ${log.length}: ${figures}, and nothing says so`)
    : sound(name, figures);
}

function tags(place: string): readonly { readonly name: string; readonly items: number }[] {
  const db = new Database(join(place, CATALOG_FILE), { readonly: true });
  try {
    return db
      .prepare(
        `SELECT name, count(generation_id) AS items FROM tag LEFT JOIN generation_tag ON tag_id = id WHERE name LIKE 'edit %' GROUP BY id ORDER BY id`,
      )
      .all() as { name: string; items: number }[];
  } finally {
    db.close();
  }
}

/** Each edit must be complete, and no edit may be missing before a saved one. */
function tornTag(place: string): string | null {
  const found = tags(place);
  const torn = found.find(({ name, items }, at) => items !== 40 || name !== `edit ${at}`);
  return torn ? `“${torn.name}” has ${torn.items} of 40 items` : null;
}
