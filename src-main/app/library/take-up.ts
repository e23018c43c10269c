/** On start, what the last program could not finish: an import that was cut off, posters that are missing. */
import { isThere } from '../../storage/is-there.ts';
import type { PreviewClient } from '../clients/preview-client.ts';
import type { CatalogReads } from './catalog-reads.ts';

export interface TakeUpParts {
  readonly reads: Pick<CatalogReads, 'total' | 'imports'>;
  readonly startImport: (paths: readonly string[]) => unknown;
  readonly previews: Pick<PreviewClient, 'fillSoon'>;
}

/** Imports again what was cut off, if all of it is there; otherwise makes missing posters. */
export async function takeUp({ reads, startImport, previews }: TakeUpParts): Promise<void> {
  // A page will ask for everything in a moment: by then the reader's arrays stand.
  await reads.total();
  const [last] = await reads.imports();
  const there = last?.outcome === 'interrupted' ? await Promise.all(last.paths.map(isThere)) : [];
  if (last && there.length > 0 && there.every(Boolean)) startImport(last.paths);
  else previews.fillSoon();
}
