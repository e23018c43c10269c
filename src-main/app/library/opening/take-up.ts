/** Continues, on start, the work that was interrupted when the program last ended: an import, a move, posters. */
import { setTimeout } from 'node:timers/promises';
import { isThere } from '../../../storage/is-there.ts';
import type { PreviewClient } from '../../clients/preview-client.ts';
import type { CatalogReads } from '../catalog-reads.ts';
import type { ColumnKeeper } from './keep-columns.ts';

/** The page of a large library has its first screen by then, in ms. */
const FIRST_SCREEN_MS = 2_000;

export interface TakeUpParts {
  readonly reads: Pick<CatalogReads, 'total' | 'imports' | 'sources'>;
  readonly startImport: (paths: readonly string[]) => unknown;
  readonly previews: Pick<PreviewClient, 'fillSoon'>;
  readonly columns: Pick<ColumnKeeper, 'soon'>;
}

/** Continues an interrupted import, if all its sources are connected, or a move. Otherwise makes missing posters. */
export async function takeUp({ reads, startImport, previews, columns }: TakeUpParts): Promise<void> {
  // The page will soon ask for all items. This question loads the reader's columns in advance.
  await reads.total();
  columns.soon();
  // Previews, snapshots and the rest begin after the first screen: they would take the processor from it.
  await setTimeout(FIRST_SCREEN_MS, undefined, { ref: false });
  const [last] = await reads.imports();
  const there = last?.outcome === 'interrupted' ? await Promise.all(last.paths.map(isThere)) : [];
  const moving = (await reads.sources()).filter(({ isMoving }) => isMoving).map(({ path }) => path);
  if (last && there.length > 0 && there.every(Boolean)) startImport(last.paths);
  else if (moving.length > 0) startImport(moving);
  else previews.fillSoon();
}
