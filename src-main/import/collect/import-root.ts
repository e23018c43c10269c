/** Imports one source: opens it, reads it if anything changed, hashes its files, and reports. */
import { stat } from 'node:fs/promises';
import type { ImportLookups } from '../../catalog/reads/sources/import-lookups.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { InputError, type Source } from '../../formats/source.ts';
import { isZipName } from '../../formats/source-files/archives.ts';
import { openSource } from '../../formats/source-files/open-source.ts';
import { note } from '../../storage/log.ts';
import { openFileOutcomes, type SourceOutcomes, unchangedSince } from '../report/file-outcomes.ts';
import type { ImportStatistics } from '../report/import-statistics.ts';
import { openStages, type Stages } from '../report/stages.ts';
import { catalogue } from './catalogue.ts';
import { fingerprintOf, READING_VERSION } from './fingerprint.ts';
import { hashFiles } from './fixity.ts';
import { idSetOf } from './id-set.ts';
import type { Gathered, ImportOptions } from './import-options.ts';
import { findRelinked } from './relink.ts';
import { isAt, isUnder, type Root } from './source-plan.ts';
import { weighSuspects } from './suspects.ts';
import { type CommitQueue, openCommitQueue } from './writer-port.ts';

/** Rows that one commit marks or deletes. */
const ROWS = 500;

/** Imports a source for the requested paths in it, and adds the results to `gathered`. */
export async function importRoot(
  root: Root,
  readers: ReadonlyMap<string, string>,
  all: ImportStatistics,
  gathered: Gathered,
  options: ImportOptions,
): Promise<void> {
  const { writer, lookups, signal, onProgress } = options;
  const isMeant = (path: string): boolean => root.isWhole || root.scopes.some((scope) => isAt(path, scope));
  // A problem outside the requested paths is reported when that path is imported.
  const tally: ImportStatistics = { ...all, problem: (problem) => isMeant(problem.path) && all.problem(problem) };
  const stages = openStages();
  const source = await openSource(root.path, {
    signal,
    exclude: root.exclude,
    onProgress: (files) => onProgress({ phase: 'reading', done: files, total: null, unit: 'files', detail: root.path }),
  }).catch(async (cause: unknown) => {
    if (signal.aborted) return null;
    if (!(cause instanceof InputError)) throw cause;
    const known = lookups.source(root.path);
    if (cause.problem.code === 'not-found' && known) await markAway(known.id, root.path, tally, gathered, options);
    else tally.problem(cause.problem);
    return null;
  });
  if (!source) return;
  try {
    const fingerprint = await fingerprintOf(source);
    stages.end('walk');
    const before = lookups.source(source.path);
    const isSettled = before?.fingerprint != null && fingerprint !== null && before.fingerprint.equals(fingerprint);
    const rootId = isSettled ? before.id : await writer.source(source.path, source.kind);
    await settle(rootId, source.path, readers, options);
    const asked = await askedOf(root, rootId, options);
    gathered.sources.push(...asked);
    const isUnchanged = isSettled && lookups.source(source.path)?.fingerprint != null;
    if (isUnchanged) noteSource(source, rootId, isUnchanged, stages);
    if (isUnchanged) return tellUnchanged(asked, rootId, isMeant, gathered, lookups);
    const outcomes = openFileOutcomes(asked[0]?.id ?? rootId, source, isMeant);
    const problems = all.problems();
    for (const problem of source.problems) tally.problem(problem);
    const isWhole = await read(source, rootId, tally, outcomes, gathered, options, stages);
    noteSource(source, rootId, isUnchanged, stages);
    if (isWhole) for (const { id, path } of asked) if (!lookups.knowsAny(id)) tally.problem(nothingFound(path));
    for (const { id } of asked) for (const file of lookups.missingFiles(id)) outcomes.missing(file);
    gathered.parts.push(...outcomes.finish());
    if (!isWhole) return;
    // Problems are reported at each import, so a source with problems is read again each time. So is a source of which
    // only a part was imported.
    const isSound = source.complete && root.isWhole && all.problems() === problems;
    await writer.sourceImported(rootId, isSound ? fingerprint : null, 0, READING_VERSION);
    for (const { id } of asked) if (id !== rootId) await writer.sourceImported(id, null, 0, READING_VERSION);
  } finally {
    await source.close();
  }
}

/** Catalogues and hashes a source, and deletes the old places of moved files. False when it was stopped. */
async function read(
  source: Source,
  rootId: number,
  tally: ImportStatistics,
  outcomes: SourceOutcomes,
  gathered: Gathered,
  options: ImportOptions,
  stages: Stages,
): Promise<boolean> {
  const { writer, signal, onProgress } = options;
  const queue = openCommitQueue(writer);
  const files = await catalogue(source, rootId, queue, tally, outcomes, options);
  const { unhashed, suspects, arrived } = files;
  stages.end('catalogue');
  const suspected = suspects.reduce((sum, { found }) => sum + found.entry.size, 0);
  const total = unhashed.entries.reduce((sum, { size }) => sum + size, suspected);
  let done = 0;
  const onBytes = (count: number): void => {
    done += count;
    onProgress({ phase: 'fixity', done, total, unit: 'bytes', detail: '' });
  };
  await weighSuspects(files, queue, tally, outcomes, onBytes, signal);
  await hashFiles(unhashed, queue, tally, onBytes, signal);
  stages.end('fixity');
  stages.hashed(unhashed.entries.length, done);
  const known = idSetOf(arrived);
  const newcomers = arrived.concat(unhashed.fileIds.filter((fileId) => !known.has(fileId)));
  await relink(newcomers, source.complete && !signal.aborted ? rootId : null, queue, tally, gathered, options);
  stages.end('relink');
  return !signal.aborted;
}

function noteSource({ path, kind, entries }: Source, source: number, isUnchanged: boolean, stages: Stages): void {
  note('import-source', { source, path, kind, files: entries.length, isUnchanged, ...stages.figures() });
}

async function relink(
  newcomers: readonly number[],
  walked: number | null,
  queue: CommitQueue,
  tally: ImportStatistics,
  gathered: Gathered,
  { lookups, signal }: ImportOptions,
): Promise<void> {
  const relinked = await findRelinked(newcomers, walked, lookups, signal);
  for (let at = 0; at < relinked.length; at += ROWS) {
    const dropped = relinked.slice(at, at + ROWS).map(({ from, to }) => ({ fileId: from, heir: to }));
    await queue.push({ dropped }, tally.committed);
  }
  await queue.drain();
  for (const { to, was } of relinked) gathered.relinked.set(to, was);
}

/** Connects nested sources: sources inside this one are read through it, unless they are read separately. */
async function settle(
  rootId: number,
  rootPath: string,
  readers: ReadonlyMap<string, string>,
  { writer, lookups }: Pick<ImportOptions, 'writer' | 'lookups'>,
): Promise<void> {
  const standing = lookups.sources();
  const own = standing.find(({ id }) => id === rootId);
  if (own?.within != null) await writer.setWithin([rootId], null);
  const inside = standing.filter(({ id, path }) => id !== rootId && isUnder(path, rootPath));
  const joining = inside.filter(({ path, within }) => readers.get(path) === rootPath && within !== rootId);
  const leaving = inside.filter(({ path, within }) => readers.get(path) === path && within !== null);
  if (joining.length > 0)
    await writer.setWithin(
      joining.map(({ id }) => id),
      rootId,
    );
  if (leaving.length > 0)
    await writer.setWithin(
      leaving.map(({ id }) => id),
      null,
    );
  for (const { id, path, state } of inside) {
    const now = await stat(path).then(
      () => 'present' as const,
      (cause: NodeJS.ErrnoException) =>
        cause.code === 'ENOENT' || cause.code === 'ENOTDIR' ? ('missing' as const) : null,
    );
    if (now !== null && now !== state) await writer.sourceState(id, now);
  }
}

/**
 * The requested sources with their ids. New paths inside the root become sources. For a whole root, this is the root
 * alone.
 */
async function askedOf(root: Root, rootId: number, { writer, lookups }: ImportOptions): Promise<Gathered['sources']> {
  const inside: Gathered['sources'] = [];
  for (const path of root.scopes) {
    const known = lookups.source(path)?.id;
    const id = known ?? (await writer.source(path, await kindOf(path)));
    if (known === undefined) await writer.setWithin([id], rootId);
    inside.push({ id, path });
  }
  return root.isWhole ? [{ id: rootId, path: root.path }] : inside;
}

async function kindOf(path: string): Promise<Source['kind']> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return 'folder';
  return isZipName(path) ? 'zip' : 'file';
}

/** Reports an unchanged source: nothing changed since it was last read completely. */
function tellUnchanged(
  asked: Gathered['sources'],
  rootId: number,
  isMeant: (path: string) => boolean,
  gathered: Gathered,
  lookups: ImportLookups,
): void {
  const told = unchangedSince(asked[0]?.id ?? rootId, lookups.lastFileOutcomes(rootId), isMeant);
  const outcomes = openFileOutcomes(asked[0]?.id ?? rootId, { path: '', kind: 'folder' }, isMeant);
  for (const { id } of asked) for (const file of lookups.missingFiles(id)) outcomes.missing(file);
  gathered.parts.push(...told, ...outcomes.finish());
}

/** Marks the files of an absent source as missing; nothing else changes. */
async function markAway(
  id: number,
  path: string,
  tally: ImportStatistics,
  gathered: Gathered,
  options: ImportOptions,
): Promise<void> {
  const { writer, lookups } = options;
  await writer.sourceState(id, 'missing');
  for (const inner of lookups.sources()) if (inner.within === id) await writer.sourceState(inner.id, 'missing');
  const queue = openCommitQueue(writer);
  const there = lookups.fileIds(id);
  for (let at = 0; at < there.length; at += ROWS)
    await queue.push({ missing: there.slice(at, at + ROWS) }, tally.committed);
  await queue.drain();
  tally.problem({
    path,
    code: 'source-missing',
    message: 'This source is not there. Its drive may not be connected, or it was moved.',
  });
  const outcomes = openFileOutcomes(id, { path, kind: 'folder' }, () => true);
  for (const file of lookups.missingFiles(id)) outcomes.missing(file);
  gathered.sources.push({ id, path });
  gathered.parts.push(...outcomes.finish());
}

const nothingFound = (path: string): KnownProblem => ({
  path,
  code: 'nothing-found',
  message: 'Nothing here was recognised: no export, no prompts, no videos or pictures.',
});
