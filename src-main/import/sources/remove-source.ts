/**
 * Removes a source with everything that it alone knew. Rows of other sources stay; edits of removed items wait for
 * their return.
 */
import type { StandingSource } from '../../catalog/reads/sources/import-lookups.ts';
import type { SourceOutcome } from '../../contract/library/job.ts';
import type { ImportOptions } from '../collect/import-options.ts';
import { planSources } from '../collect/source-plan.ts';
import { openCommitQueue } from '../collect/writer-port.ts';
import type { Committed } from '../derive/commit.ts';

/** Rows of one commit. */
const ROWS = 300;

export interface Removal {
  readonly outcome: SourceOutcome;
  /** Sources that took over rows. They must be read again, because a row's folder decides part of its meaning. */
  readonly reread: readonly string[];
  readonly cancelled: boolean;
}

/** Removes the source. When it is stopped, the source still exists and can be removed or read again. */
export async function removeSource(source: StandingSource, options: ImportOptions): Promise<Removal> {
  const { writer, lookups, signal, onProgress } = options;
  const outcome = { sourceId: source.id, path: source.path, found: 0, lost: 0, absent: [] };
  if (source.within !== null) {
    await writer.deleteSource(source.id);
    return { outcome: { ...outcome, vanished: 0, edited: 0 }, reread: [], cancelled: false };
  }
  await writer.forgetReading(source.id);
  const reread = await handOver(source, options);
  const vanished = new Set<number>();
  const total = lookups.countRows(source.id);
  let done = 0;
  const queue = openCommitQueue(writer);
  const note =
    (rows: number) =>
    ({ added, removed }: Committed): void => {
      for (const id of removed) vanished.add(id);
      for (const id of added) vanished.delete(id);
      done += rows;
      onProgress({ phase: 'removing', done, total, unit: 'items', detail: source.path });
    };
  for (const { id } of [...lookups.documents(source.id)]) {
    const records = lookups.recordIds(id);
    for (let at = 0; at < records.length && !signal.aborted; at += ROWS) {
      const gone = records.slice(at, at + ROWS);
      await queue.push({ gone }, note(gone.length));
    }
    if (signal.aborted) break;
    await queue.push({ emptied: [id] }, note(0));
  }
  for (let page = lookups.filesOf(source.id, 0, ROWS); page.length > 0 && !signal.aborted; ) {
    await queue.push({ dropped: page.map(({ id }) => ({ fileId: id, heir: null })) }, note(page.length));
    page = lookups.filesOf(source.id, page.at(-1)?.id ?? 0, ROWS);
  }
  await queue.drain();
  if (!signal.aborted) await writer.deleteSource(source.id);
  const edited = lookups.countEdited([...vanished]);
  return { outcome: { ...outcome, vanished: vanished.size, edited }, reread, cancelled: signal.aborted };
}

/** Gives rows to other sources that contain them: the source around this one, or sources inside it. */
async function handOver(
  source: StandingSource,
  { writer, lookups, exclude }: ImportOptions,
): Promise<readonly string[]> {
  const others = lookups.sources().filter(({ id }) => id !== source.id);
  const { readers } = await planSources([source.path], others, exclude);
  const outer = others.find(({ path }) => path === readers.get(source.path));
  if (outer) {
    await writer.setWithin([source.id], outer.id);
    await writer.forgetReading(outer.id);
    return [outer.path];
  }
  // Outermost first: sources inside them are then read through them.
  const inner = others.filter(({ within }) => within === source.id).sort((a, b) => a.path.length - b.path.length);
  const free = inner.filter(({ path }) => [path, source.path].includes(readers.get(path) ?? path));
  for (const { id } of free) await writer.setWithin([id], null);
  for (const { id, path } of inner) {
    const reader = free.find((each) => each.path === readers.get(path));
    if (reader && reader.id !== id) await writer.setWithin([id], reader.id);
  }
  return free.map(({ path }) => path);
}
