/** Moves a source to a new path with its rows, if the files at the new path match. */
import type { StandingSource } from '../../catalog/reads/sources/import-lookups.ts';
import type { SourceOutcome } from '../../contract/library/job.ts';
import { InputError, type Source } from '../../formats/source.ts';
import { openSource } from '../../formats/source-files/open-source.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import type { ImportOptions } from '../collect/import-options.ts';
import { isAt, outside } from '../collect/source-plan.ts';
import { openCommitQueue } from '../collect/writer-port.ts';

/** Rows of one commit. */
const ROWS = 300;
/** Absent files that are listed by name. */
const TOLD = 100;

/**
 * Compares the files of the source with the files at `to` by name and size, and moves the rows. Import the new path
 * afterwards: that finishes the move, and reports new, changed and missing files. When the source is at `to` already,
 * the files are only compared. Rejects with an InputError "not-the-same", without any change, when no file matches.
 */
export async function moveSource(source: StandingSource, to: string, options: ImportOptions): Promise<SourceOutcome> {
  const { signal, exclude } = options;
  const place = await openSource(to, { signal, exclude: outside(to, exclude) });
  const comparison = await compare(source, place, options).finally(() => place.close());
  if (comparison.found + comparison.documents === 0) {
    throw new InputError({
      path: to,
      code: 'not-the-same',
      message:
        'Nothing of this source is there: no file has the same name and size. To add it as a source of its own, import it.',
    });
  }
  const sourceId = source.path === to ? source.id : await moveRows(source, to, options);
  const { found, lost, absent } = comparison;
  return { sourceId, path: to, vanished: 0, edited: 0, found, lost, absent: [...absent] };
}

async function moveRows(source: StandingSource, to: string, options: ImportOptions): Promise<number> {
  const { writer, lookups } = options;
  if (source.within !== null) await writer.setWithin([source.id], null);
  await giveWay(source, to, options);
  const other = lookups.sources().find(({ path }) => path === to);
  return writer.moveSource(source.id, source.path, to, other?.id ?? null);
}

/** Finishes every move: a program may have been killed before its rows were derived again. */
export async function finishMoves(options: ImportOptions): Promise<void> {
  for (const { id, path, isMoving } of options.lookups.sources()) {
    if (isMoving === 0) continue;
    await deriveAgain(id, path, options);
    if (options.signal.aborted) return;
    await options.writer.endMove(id);
  }
}

interface Comparison {
  readonly found: number;
  readonly lost: number;
  readonly absent: readonly string[];
  /** Matching documents: a source may consist of documents only. */
  readonly documents: number;
}

async function compare(source: StandingSource, place: Source, { lookups }: ImportOptions): Promise<Comparison> {
  const sizes = new Map(place.entries.map((entry) => [inner(place, entry.path, entry.entry ?? ''), entry.size]));
  const reader = source.within ?? source.id;
  const isOurs = source.within === null ? () => true : (path: string): boolean => isAt(path, source.path);
  const absent: string[] = [];
  let found = 0;
  let lost = 0;
  for (
    let page = lookups.filesOf(reader, 0, 1_000);
    page.length > 0;
    page = lookups.filesOf(reader, page.at(-1)?.id ?? 0, 1_000)
  ) {
    for (const { path, entry, size } of page) {
      if (!isOurs(path)) continue;
      if (sizes.get(inner(source, path, entry)) === size) found++;
      else if (++lost <= TOLD) absent.push(pathOf({ path, entry }));
    }
  }
  let documents = 0;
  for (const { path, entry } of lookups.documents(reader))
    if (isOurs(path) && sizes.has(inner(source, path, entry))) documents++;
  return { found, lost, absent, documents };
}

/** The place of a file relative to its source: equal for two copies of a source. */
const inner = (source: Pick<Source, 'path'>, path: string, entry: string): string =>
  `${path.slice(source.path.length)}\0${entry}`;

/** Removes rows that already exist at the new path, because it was imported before. */
async function giveWay(source: StandingSource, to: string, { writer, lookups }: ImportOptions): Promise<void> {
  const queue = openCommitQueue(writer);
  const files = lookups.fileConflicts(source.id, source.path, to);
  for (let at = 0; at < files.length; at += ROWS) {
    const dropped = files.slice(at, at + ROWS).map(({ from, standing }) => ({ fileId: from, heir: standing }));
    await queue.push({ dropped }, () => {});
  }
  for (const { from } of lookups.documentConflicts(source.id, source.path, to)) {
    const records = lookups.recordIds(from);
    for (let at = 0; at < records.length; at += ROWS)
      await queue.push({ gone: records.slice(at, at + ROWS) }, () => {});
    await queue.push({ emptied: [from] }, () => {});
  }
  await queue.drain();
}

/**
 * Derives the generations of the source again: ties between records are decided by their places, and those have
 * changed.
 */
async function deriveAgain(
  sourceId: number,
  path: string,
  { writer, lookups, signal, onProgress }: ImportOptions,
): Promise<void> {
  const queue = openCommitQueue(writer);
  const total = lookups.countRows(sourceId);
  let done = 0;
  const step = (rows: number) => (): void => {
    done += rows;
    onProgress({ phase: 'moving', done, total, unit: 'items', detail: path });
  };
  const push = async (records: readonly number[], files: readonly number[]): Promise<void> => {
    if (!signal.aborted) await queue.push({ moved: { records, files } }, step(records.length + files.length));
  };
  for (const { id } of [...lookups.documents(sourceId)]) {
    const records = lookups.recordIds(id);
    for (let at = 0; at < records.length; at += ROWS) await push(records.slice(at, at + ROWS), []);
  }
  for (
    let page = lookups.filesOf(sourceId, 0, ROWS);
    page.length > 0;
    page = lookups.filesOf(sourceId, page.at(-1)?.id ?? 0, ROWS)
  )
    await push(
      [],
      page.map(({ id }) => id),
    );
  await queue.drain();
}
