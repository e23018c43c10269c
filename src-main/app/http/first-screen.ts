/** The first screen of a page: what it would ask in five requests, as the parts of one answer. */
import {
  encodeJsonPart,
  encodePart,
  START_CARDS,
  type StartCounts,
  type StartHead,
} from '../../contract/library/start.ts';
import { isExplicit, queryOfView, resultOfAddress, type ViewedResult } from '../../contract/searching/address.ts';
import { LARGE_RESULT } from '../../contract/searching/search.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { AppOptions } from './app-options.ts';
import { libraryInfo } from './library-info.ts';

export type Send = (part: Uint8Array<ArrayBuffer>) => void;

export interface FirstScreen {
  /** Sends the head at once and each further part when it is known. A part that fails is left out. */
  send(send: Send): Promise<void>;
}

/** The first screen of the last view, to keep for the next start. */
export async function firstScreenToKeep(
  options: Pick<AppOptions, 'library' | 'door'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const screen = await askFirstScreen(options, options.library.reads, '', true);
  await screen.send((part) => void parts.push(part));
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * Asks for the first screen of an address, `?q=…`. When the address describes no view, the page will reopen the last
 * one, so that one is answered.
 */
export async function askFirstScreen(
  options: Pick<AppOptions, 'library' | 'door'>,
  reads: CatalogReads,
  search: string,
  isKept = false,
): Promise<FirstScreen> {
  const { library } = options;
  // Read first: with a revision newer than the other values, a page would miss the changes between them.
  const revision = await reads.revision();
  // Everything is asked at once: the reader threads answer it side by side.
  const [info, organised, total] = [libraryInfo(options, revision), reads.organised(), reads.total()];
  const params = isExplicit(search)
    ? new URLSearchParams(search)
    : library.settings().then(({ address }) => new URLSearchParams(address));
  const results = Promise.all([params, total]).then(([address, items]) =>
    resultsOf(reads, resultOfAddress(address), items > LARGE_RESULT && !address.has('at')),
  );
  const counts = Promise.resolve(params).then((address) => countsOf(reads, resultOfAddress(address)));
  // Their failures leave a part out; the page asks for it and hears why.
  const later = [results.catch(() => null), counts.catch(() => null)] as const;
  const [described, lists, address] = await Promise.all([info, organised, params]);
  const head: StartHead = {
    library: described,
    organised: lists,
    jobs: isKept ? [] : [...library.jobs.list()],
    query: resultOfAddress(address),
    ...(isKept && { isKept }),
  };
  return {
    async send(send) {
      send(encodeJsonPart('head', head));
      const sendResults = async (): Promise<void> => {
        for (const packed of (await later[0]) ?? []) send(encodePart('result', await packed));
      };
      const sendCounts = async (): Promise<void> => {
        const found = await later[1];
        if (found) send(encodeJsonPart('counts', found));
      };
      await Promise.allSettled([sendResults(), sendCounts()]);
    },
  };
}

/** The messages of a result: of a large one two, so that its first cards do not wait for the rest. */
function resultsOf(reads: CatalogReads, view: ViewedResult, begins: boolean): readonly Promise<Uint8Array>[] {
  const query = queryOfView(view);
  if (!begins) return handled([reads.result({ ...query, limit: START_CARDS })]);
  return handled([reads.beginning({ ...query, limit: START_CARDS }), reads.result({ ...query, limit: 0 })]);
}

/** Promises that are awaited later: until then a rejection must not count as unhandled. */
function handled<T>(promises: readonly Promise<T>[]): readonly Promise<T>[] {
  for (const promise of promises) promise.catch(() => {});
  return promises;
}

async function countsOf(reads: CatalogReads, { q }: ViewedResult): Promise<StartCounts> {
  const asked = q === '' ? [''] : ['', q];
  const { counts } = await reads.beside({ counts: asked, suggest: null, correct: null });
  return Object.fromEntries(asked.flatMap((query, at) => (counts[at] ? [[query, counts[at]] as const] : [])));
}
