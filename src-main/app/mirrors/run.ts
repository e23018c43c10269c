/** Updates a mirror: compares it with the sources, then renames, sets aside and copies files. */
import { lstat, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { Progress } from '../../contract/library/job.ts';
import type { MirrorReport, MirrorRunOptions } from '../../contract/library/mirror.ts';
import { createProblems } from '../../formats/problems.ts';
import { openEntry } from '../../formats/zip/zip-read.ts';
import { hashFile, hashStream } from '../../media/hash.ts';
import { atTarget } from '../export/copy-file.ts';
import { type CopyingOptions, FILE_CHANGED, makeCopies } from './copies.ts';
import { inspect } from './inspect.ts';
import type { Listing, MirrorFile } from './manifest.ts';
import { openPlaces, type Places } from './names.ts';
import { type CopyPlan, type Plan, planRun } from './plan.ts';
import { withSplitParts } from './split-parts.ts';
import { type ChosenSource, type Found, foldersFor, type ItemFile, lookFor, wantedItems, wantedOf } from './wanted.ts';

export interface RunWish extends MirrorRunOptions {
  readonly sources: readonly ChosenSource[];
  readonly items: readonly ItemFile[];
}

export interface RunTools {
  readonly signal: AbortSignal;
  /** Resolves when the work may go on. */
  readonly turn: () => Promise<void>;
  readonly copy: CopyingOptions['copy'];
  readonly progress: (progress: Progress) => void;
}

export type RunOutcome = Omit<MirrorReport, 'mirrorId' | 'directory' | 'seconds'>;

/**
 * Updates the whole mirror. Rejects with {@link Unwritable} when the mirror cannot be written any more, and with the
 * signal's reason. The list then holds the finished steps, and the next run continues there.
 */
export async function runMirror(
  db: Database,
  directory: string,
  listing: Listing,
  wish: RunWish,
  tools: RunTools,
): Promise<RunOutcome> {
  const { signal, turn, copy, progress } = tools;
  const problems = createProblems(directory);
  const problem = ({ path, code, message, params }: KnownProblem): void => problems.add(path, code, message, params);
  const inspected = await inspect(directory, listing, {
    full: wish.full,
    signal,
    turn,
    progress: (done, total) => progress({ phase: 'checking', done, total, unit: 'files', detail: '' }),
  });
  for (const { path } of inspected.damaged)
    problem({ path: join(directory, path), code: 'copy-damaged', message: COPY_DAMAGED });

  const places = openPlaces(
    listing.files.values(),
    listing.sources.map(({ folder }) => folder).filter((folder) => folder !== ''),
  );
  const folders = foldersFor(wish.sources, listing.sources, places);
  listing.setSources(folders);
  const ofSources = await withSplitParts(wantedOf(db, wish.sources, folders));
  const found = await lookFor([...ofSources, ...wantedItems(wish.items, ofSources)], signal);
  const plan = await planRun({ found, files: listing.files.values(), places, contentOf: remembered(signal) });
  for (const { wanted, why } of plan.refused)
    problem(
      why === 'changed'
        ? { path: wanted.path, code: 'file-changed', message: FILE_CHANGED }
        : {
            path: wanted.path,
            code: 'file-unreadable',
            message: 'The file could not be read. Its existing copy stays.',
          },
    );
  for (const { path } of plan.missing) problem({ path, code: 'file-missing', message: FILE_MISSING });
  for (const folder of plan.away) {
    const path = folders.find((source) => source.folder === folder)?.path ?? folder;
    problem({
      path,
      code: 'source-missing',
      message: 'Nothing of this source is there. Its copies stay; they are compared when it is back.',
    });
  }

  for (const { file, wanted, mtimeMs } of plan.stay) amendFacts(listing, file, wanted, mtimeMs);
  const failed = await moveCopies(directory, listing, plan.rename);
  await setAside(directory, listing, places, plan.replace, 'replaced');
  const copies: readonly CopyPlan[] = [...plan.copy, ...failed];
  const total = copies.reduce((sum, { found: { size } }) => sum + (size ?? 0), 0);
  let [done, bytes, copied] = [0, 0, 0];
  const copying: CopyingOptions = {
    signal,
    turn,
    copy,
    problem,
    onFile(size, isCopied) {
      done += size;
      if (isCopied) bytes += size;
      if (isCopied) copied++;
      progress({ phase: 'mirroring', done, total, unit: 'bytes', detail: '' });
    },
  };
  if (copies.length > 0) progress({ phase: 'mirroring', done, total, unit: 'bytes', detail: '' });
  await makeCopies(directory, listing, copies, copying);
  const kept = plan.kept.filter(({ path }) => listing.files.has(path));
  for (const file of kept) if (file.state === 'current') listing.amend({ ...file, state: 'kept' });
  if (wish.setAside) await setAside(directory, listing, places, kept, 'removed');
  tellLost(directory, listing, inspected.lost, problem);
  const all = [...listing.files.values()];
  return {
    files: all.filter(({ state }) => state === 'current').length,
    copied,
    renamed: plan.rename.length - failed.length,
    replaced: plan.replace.length,
    unchanged: plan.stay.length,
    kept: all.filter(({ state }) => state === 'kept').length,
    setAside: wish.setAside ? kept.length : 0,
    bytes,
    problems: problems.all(),
  };
}

/** Hashes each file at most once. Resolves to its SHA-256 in hex; null when it cannot be read. */
function remembered(signal: AbortSignal): (found: Found) => Promise<string | null> {
  const known = new Map<Found, Promise<string | null>>();
  const read = async ({ wanted: { path, entry } }: Found): Promise<string | null> => {
    try {
      const hash =
        entry === null ? await hashFile(path, signal) : await hashStream(await openEntry(path, entry), signal);
      return hash.sha256.toString('hex');
    } catch {
      signal.throwIfAborted();
      return null;
    }
  };
  return (found) => {
    const answer = known.get(found) ?? read(found);
    known.set(found, answer);
    return answer;
  };
}

/** Stores new facts about a copy that stays. */
function amendFacts(listing: Listing, file: MirrorFile, wanted: Found['wanted'], mtimeMs: number): void {
  const { contents: _, ...rest } = file;
  const now: MirrorFile = {
    ...rest,
    kind: wanted.kind,
    source: { path: wanted.path, entry: wanted.entry, mtimeMs },
    items: [...wanted.items],
    ...(wanted.contents && { contents: wanted.contents }),
    state: 'current',
  };
  if (JSON.stringify({ ...now, contents: now.contents }) !== JSON.stringify({ ...rest, contents: file.contents }))
    listing.amend(now);
}

/** Renames copies. Returns those that must be copied instead, because the copy is gone or the new path is taken. */
async function moveCopies(directory: string, listing: Listing, renames: Plan['rename']): Promise<readonly CopyPlan[]> {
  const failed: CopyPlan[] = [];
  for (const { from, to, found } of renames) {
    const { wanted, mtimeMs } = found;
    const source = { path: wanted.path, entry: wanted.entry, mtimeMs };
    const facts = { kind: wanted.kind, origin: wanted.origin, source };
    if (!(await move(directory, listing, from, { path: to, ...facts }))) {
      failed.push({ found, to });
      continue;
    }
    const { contents: _, ...rest } = from;
    listing.put({
      ...rest,
      path: to,
      ...facts,
      items: [...wanted.items],
      ...(wanted.contents && { contents: wanted.contents }),
      state: 'current',
    });
  }
  if (renames.length > 0) await atTarget(() => listing.flush());
  return failed;
}

async function setAside(
  directory: string,
  listing: Listing,
  places: Places,
  files: readonly MirrorFile[],
  into: 'removed' | 'replaced',
): Promise<void> {
  for (const file of files) {
    const to = places.aside(`${into}/${file.path}`);
    if (await move(directory, listing, file, { ...file, path: to })) listing.put({ ...file, path: to, state: into });
  }
  if (files.length > 0) await atTarget(() => listing.flush());
}

/** Moves one copy inside the mirror, never over another file. False when the copy is gone or the new path is taken. */
async function move(
  directory: string,
  listing: Listing,
  { path }: MirrorFile,
  to: Pick<MirrorFile, 'path' | 'kind' | 'origin' | 'source'>,
): Promise<boolean> {
  const whole = join(directory, to.path);
  if (!(await lstat(join(directory, path)).catch(() => null)) || (await lstat(whole).catch(() => null))) return false;
  await atTarget(async () => {
    await listing.intend([to]);
    await mkdir(dirname(whole), { recursive: true });
    await rename(join(directory, path), whole);
  });
  listing.drop(path);
  return true;
}

/** Reports copies that are gone when no other file of the mirror has their content. */
function tellLost(
  directory: string,
  listing: Listing,
  lost: readonly MirrorFile[],
  problem: (problem: KnownProblem) => void,
): void {
  if (lost.length === 0) return;
  const held = new Set([...listing.files.values()].map(({ sha256 }) => sha256));
  for (const { path, sha256, state } of lost) {
    if (held.has(sha256) || state === 'removed' || state === 'replaced') continue;
    problem({ path: join(directory, path), code: 'copy-lost', message: COPY_LOST });
  }
}

const COPY_DAMAGED =
  'This copy has changed since it was written. It is kept in the folder “replaced”, and a new copy is made if the original is there.';
const COPY_LOST = 'This copy is not in the folder any more, and its original is in no source any more.';
const FILE_MISSING =
  'This original is not where it was, so it was not copied. Connect its drive, or import the folder it was moved to.';
