/**
 * Commands are disturbed while they work and then run again. No edit is torn, no incomplete file has its final name,
 * every confirmed edit is saved, and originals stay unchanged. The second run gives the same result as an undisturbed
 * one.
 */
import { readFileSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hashOf } from '../../src-main/catalog/keeping/blocks.ts';
import { examineCatalog } from '../../src-main/catalog/keeping/examine.ts';
import { readManifest } from '../../src-main/catalog/keeping/snapshots.ts';
import { zipContents } from '../../src-main/formats/zip/zip-contents.ts';
import type { Random } from '../fuzz/mutations.ts';
import { fault, type Opened, type Outcome } from './campaign.ts';
import { COMMANDS, type Command } from './commands.ts';
import { changesIn, diskEnv, hasDisk } from './disk.ts';
import { type Started, start } from './program.ts';
import { makeSample, type Sample } from './sample.ts';
import { difference, digestBelow, filesBelow, isPart, type State, stateOf, unsoundness } from './state.ts';

/** Runs a command once and disturbs it. `isOver`: the command ended by itself and need not run again. */
export type Disturb = (
  run: Run,
  random: Random,
) => Promise<{ readonly ran: Started; readonly isOver: boolean; readonly wrong?: string }>;

export interface Run {
  readonly args: readonly string[];
  /** The folder of the case: the library, and output outside of it. */
  readonly root: string;
  readonly known: Undisturbed;
}

/** The cases of a campaign that disturbs commands. @param most the maximum number of disturbances in one case */
export async function openDisturbed(root: string, most: number, disturb: Disturb): Promise<Opened> {
  const sample = await makeSample(root);
  const originals = sample.originals.map(digestBelow).join();
  const undisturbed = new Map<string, Promise<Undisturbed>>();
  return {
    async run(number, random) {
      const command = COMMANDS[number % COMMANDS.length] as Command;
      const known =
        undisturbed.get(command.name) ?? runUndisturbed(command, sample, join(root, `undisturbed ${command.name}`));
      undisturbed.set(command.name, known);
      const outcome = await runDisturbed(command, sample, join(root, 'case'), await known, most, (run) =>
        disturb(run, random),
      );
      return sample.originals.map(digestBelow).join() === originals
        ? outcome
        : fault(command.name, 'an original was changed');
    },
  };
}

export interface Undisturbed {
  readonly before: State | null;
  readonly after: State;
  readonly files: ReadonlyMap<string, string>;
  readonly code: number | null;
  readonly changes: number;
  readonly ms: number;
}

interface Place {
  readonly library: string;
  readonly out: string;
}

async function prepared(command: Command, sample: Sample, root: string): Promise<Place> {
  await rm(root, { recursive: true, force: true });
  const place = { library: join(root, 'library'), out: join(root, 'out') };
  await mkdir(place.out, { recursive: true });
  if (!command.isFirst) await cp(sample.library, place.library, { recursive: true });
  for (const args of command.before?.(sample) ?? []) await start(['--library', place.library, ...args]);
  return place;
}

const argsOf = (command: Command, sample: Sample, { library, out }: Place): readonly string[] => [
  '--library',
  library,
  ...command.args(sample, out),
  '--json',
];

async function runUndisturbed(command: Command, sample: Sample, root: string): Promise<Undisturbed> {
  const place = await prepared(command, sample, root);
  const before = command.isFirst ? null : stateOf(place.library);
  const count = join(root, 'count');
  const ran = await start(argsOf(command, sample, place), { env: hasDisk() ? diskEnv({ root, count }) : {} });
  if (ran.code === 2 || ran.code === null)
    throw new Error(`“${command.name}” cannot even be done undisturbed: ${ran.err}`);
  const changes = hasDisk() ? changesIn(count) : 0;
  return {
    before,
    after: stateOf(place.library),
    files: contentsBelow(place.out),
    code: ran.code,
    changes,
    ms: ran.ms,
  };
}

async function runDisturbed(
  command: Command,
  sample: Sample,
  root: string,
  known: Undisturbed,
  most: number,
  disturb: (run: Run) => ReturnType<Disturb>,
): Promise<Outcome> {
  const what = command.name;
  const place = await prepared(command, sample, root);
  const args = argsOf(command, sample, place);
  let mishaps = 0;
  let isDone = false;
  while (mishaps < most && !isDone) {
    const { ran, isOver, wrong } = await disturb({ args, root, known });
    if (isOver) {
      if (ran.code !== known.code && !isRefusedAgain(ran)) return fault(what, `ended with ${ran.code}: ${ran.err}`);
      isDone = true;
      break;
    }
    mishaps += 1;
    const broken =
      wrong ?? unsoundness(place.library) ?? lostAtOpening(place.library) ?? (await halfWritten(place, known));
    if (broken) return fault(what, broken);
    const torn = tornEdit(place.library, known, ran);
    if (typeof torn === 'string') return fault(what, torn);
    isDone = !command.isRepeatable && torn.isAfter;
  }
  if (!isDone && mishaps > 0) {
    const last = await start(args);
    if (last.code !== known.code && !isRefusedAgain(last))
      return fault(what, `given again it ended with ${last.code}: ${last.err}`);
  }
  const wrong = unsoundness(place.library) ?? (await halfWritten(place, known)) ?? unlike(place, known);
  return wrong ? fault(what, wrong) : { what, verdict: 'sound', detail: remains(place), mishaps };
}

/** The error that a person would get who opened the library now. */
function lostAtOpening(library: string): string | null {
  const { state } = examineCatalog(library);
  return state === 'none' || state === 'sound' ? null : `opened now it would be ${state}`;
}

/** The killed run completed its file, so the same command is refused. */
const isRefusedAgain = ({ code, err }: Started): boolean =>
  code === 2 &&
  /^There is a file (of this name|at )|^This folder (is not empty|holds an export already)|^No source is at /.test(err);

/** Edits must be all saved or all absent; a confirmed command must have saved them. */
function tornEdit(
  library: string,
  { before, after }: Undisturbed,
  ran: Started,
): string | { readonly isAfter: boolean } {
  if (before === null) return { isAfter: false };
  const found = stateOf(library);
  const isEntered = found.entered === after.entered;
  if (!isEntered && found.entered !== before.entered) return `torn: ${difference(after.entered, found.entered)}`;
  if (ran.out.endsWith('}\n') && !isEntered) return `answered, but lost: ${difference(after.entered, found.entered)}`;
  return { isAfter: isEntered && found.archives === after.archives };
}

function unlike({ library, out }: Place, { after, files }: Undisturbed): string | null {
  const found = stateOf(library);
  if (found.entered !== after.entered) return `entered: ${difference(after.entered, found.entered)}`;
  if (found.archives !== after.archives) return `archives: ${difference(after.archives, found.archives)}`;
  const written = contentsBelow(out);
  const names = (of: ReadonlyMap<string, string>): string => [...of.keys()].filter((name) => !isPart(name)).join('\n');
  if (names(written) !== names(files)) return `files: ${difference(names(files), names(written))}`;
  const other = [...files].find(([name, content]) => !isPart(name) && written.get(name) !== content);
  return other ? `${other[0]}: ${difference(other[1], written.get(other[0]) ?? '')}` : null;
}

/** Files that contain the time of their making, or a digest of such a file. */
const OF_THE_MOMENT = /(^|\/)(tagmanifest|bag-info|backup\.zip)/;
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g;

function contentsBelow(folder: string): ReadonlyMap<string, string> {
  const content = (name: string, path: string): string =>
    OF_THE_MOMENT.test(name) ? '' : readFileSync(path, 'latin1').replaceAll(MOMENT, 'a moment');
  return new Map([...filesBelow(folder)].map(([name, path]) => [name, content(name, path)]));
}

/** The first incomplete file under its final name. */
async function halfWritten({ library, out }: Place, { files }: Undisturbed): Promise<string | null> {
  for (const [name, content] of contentsBelow(out)) {
    if (isPart(name) || files.get(name) === content) continue;
    if (name === 'backup.zip') {
      if (!(await zipContents(join(out, name)).catch(() => null))?.complete) return `half a backup: ${name}`;
    } else return `half-written: ${name}, ${content.length} of ${files.get(name)?.length} bytes`;
  }
  for (const [name, path] of filesBelow(join(library, 'backups'))) {
    const broken = isPart(name) ? null : brokenSnapshot(name, path);
    if (broken) return broken;
  }
  return null;
}

function brokenSnapshot(name: string, path: string): string | null {
  try {
    if (name.endsWith('.json')) JSON.parse(readFileSync(path, 'utf8'));
    if (!name.endsWith('.sqlite')) return null;
    const manifest = readManifest(path);
    if (manifest && manifest.parts.catalog.sha256 !== hashOf(path))
      return `not what its manifest says: backups/${name}`;
    const db = new Database(path, { readonly: true });
    try {
      return db.pragma('integrity_check', { simple: true }) === 'ok' ? null : `not sound: backups/${name}`;
    } finally {
      db.close();
    }
  } catch (cause) {
    return `half-written: backups/${name}: ${(cause as Error).message}`;
  }
}

/** Files that killed runs left under the names of incomplete files. */
function remains({ library, out }: Place): string {
  const names = [...filesBelow(library).keys(), ...filesBelow(out).keys()].filter(isPart);
  return names.length === 0
    ? ''
    : `left behind: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}
