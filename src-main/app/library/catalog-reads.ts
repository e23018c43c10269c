/** The type of all questions to the catalog, as the main thread calls them. */
import type { SyncReads } from '../../catalog/reads/catalog-reader.ts';
import type { Remote } from '../../threads/rpc.ts';

/** All questions, answered by reader threads. */
export type CatalogReads = Omit<Remote<SyncReads>, 'refresh'>;
