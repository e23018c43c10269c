/**
 * Answers all questions to the catalog over one connection that only reads. Synchronous: it runs in a reader thread.
 */
import type { Database } from 'better-sqlite3';
import { encodeLayout } from '../../contract/items/layout.ts';
import { encodeResult } from '../../contract/searching/result.ts';
import type { Correction, Query, SidebarCounts, Suggestion } from '../../contract/searching/search.ts';
import { CatalogError } from '../catalog-error.ts';
import { type Bitset, count, has, setOf, subtract } from '../query-language/bitset.ts';
import { parseQuery } from '../query-language/language.ts';
import type { SyncReads } from './catalog-reader.ts';
import { bringCopiesUpToDate, type Copies, openCopies } from './columns/copies.ts';
import { isKeptOutdated, readKept, writeKept } from './columns/kept-columns.ts';
import { type Loaded, loadAll, refresh } from './columns/load-columns.ts';
import { readFolders } from './folders/folder-pages.ts';
import { openInsights } from './insights/insights.ts';
import { readCards } from './items/cards.ts';
import { readDetail, readGenerations } from './items/documents.ts';
import { readAnnotations } from './items/entered-annotations.ts';
import { readExportRows } from './items/export-rows.ts';
import { readExportSize } from './items/export-size.ts';
import { readFile, readMainFile } from './items/files.ts';
import { readCollectionItems, readMembership, readOrganised } from './items/organised.ts';
import { correctionsOf } from './search/corrections.ts';
import { dependenciesOf } from './search/dependencies.ts';
import { facetsOf, sidebarOf } from './search/facets.ts';
import { type FirstPage, readFirstPage } from './search/first-page.ts';
import type { QueryContext, Result } from './search/query-context.ts';
import { rowsById } from './search/rare-filters.ts';
import { readRecentSearches } from './search/recent-searches.ts';
import { keep, layoutOf, newestFirst, page, rankOf, select, understand } from './search/results.ts';
import { hasStacks, readStack, withClosedStacks } from './search/stacks.ts';
import { suggestionsFor } from './search/suggest.ts';
import { openRelatedItems } from './similar/related-items.ts';
import { openSourceReads, readImportedPaths, readImports } from './sources/archives.ts';
import { hasImport, readFileOutcomes, readFileOutcomesAfter } from './sources/file-outcomes.ts';
import { countPending, readCopiesOf, readMirrors } from './sources/mirrors.ts';
import { readContentPlaces, readDecidable, readVerification } from './sources/verification.ts';

/**
 * Opens the reads on a connection. The first question loads the columns of the whole catalog.
 * @param kept the path of the file in which the columns are kept; null to keep none
 */
export function openReads(db: Database, kept: string | null = null): SyncReads {
  let loaded: Loaded | null = null;
  let context: QueryContext | null = null;
  const results = new Map<string, Result>();
  const remembered = new Map<string, Bitset>();
  const kin = openRelatedItems(db);
  const copies = openCopies();
  const sources = openSourceReads(db);
  let wholeLibrary: SidebarCounts | null = null;

  const forget = (): void => {
    results.clear();
    remembered.clear();
    wholeLibrary = null;
  };
  const copiesAt = (revision: number): Copies => {
    bringCopiesUpToDate(db, copies, revision);
    return copies;
  };
  /** The revision of the file that was read or written last. */
  let keptRevision: number | null = null;
  const load = (): Loaded => {
    const known = kept === null ? null : readKept(kept, db);
    keptRevision = known?.revision ?? null;
    return known ? refresh(db, known) : loadAll(db);
  };
  /** Runs `read` in one read transaction, with the columns of that revision. */
  const now = <T>(read: (context: QueryContext, loaded: Loaded) => T): T =>
    db.transaction(() => {
      const latest = loaded ? refresh(db, loaded) : load();
      if (latest !== loaded || !context || kin.isOutdated()) {
        loaded = latest;
        context = {
          db,
          columns: latest.columns,
          remembered,
          kin: (which, value) => kin.rows(latest, which, value),
          copies: () => copiesAt(latest.revision),
        };
        forget();
      }
      return read(context, latest);
    })();
  const found = (on: QueryContext, q: string): Result => select(on, results, q);
  const places = (on: QueryContext, result: Result, stacks: Query['stacks']): Result =>
    stacks === 'closed' ? withClosedStacks(on, result) : result;
  const positionsOf = (on: QueryContext, rowids: readonly number[]): Uint32Array =>
    Uint32Array.from(rowids.map((rowid) => on.columns.positionOf(rowid)).filter((at) => at >= 0));
  const rowidsAt = (on: QueryContext, at: Uint32Array): Uint32Array =>
    at.map((position) => on.columns.rowid[position] as number);

  /** Reads only as far as the first page needs, unless the whole result is cached or needed. */
  const begin = (on: QueryContext, { q, sort, seed, stacks, limit }: Query & { readonly limit: number }): FirstPage => {
    const isKnown = results.has(q) || (stacks === 'closed' && hasStacks(on));
    const understood = understand(on, q);
    const begun = isKnown ? null : readFirstPage(on, understood.node, sort, Math.max(0, limit));
    if (begun?.isAll) keep(on, results, q, understood, setOf(on.columns.size, begun.first));
    if (begun) return begun;
    const result = places(on, found(on, q), stacks);
    const first = page(on, result, { sort, seed }, 0, limit);
    return { first, isAll: first.length === result.total };
  };

  const countsOf = (on: QueryContext, q: string): SidebarCounts => {
    if (q !== '') return sidebarOf(on, found(on, q));
    wholeLibrary ??= sidebarOf(on, found(on, ''));
    return wholeLibrary;
  };
  const suggestions = (on: QueryContext, q: string, cursor: number): readonly Suggestion[] =>
    suggestionsFor(db, countsOf(on, ''), q, cursor);
  const corrections = (on: QueryContext, q: string): Correction[] =>
    correctionsOf(on, q, parseQuery(q), (other) => found(on, other).total);

  return {
    search: ({ q, sort, seed, limit, offsetId }) =>
      now((on) => {
        const result = found(on, q);
        const offset = offsetId === null ? 0 : offsetAfter(on, result, { sort, seed }, offsetId);
        return {
          total: result.total,
          items: readGenerations(db, on.columns, rowidsAt(on, page(on, result, { sort, seed }, offset, limit))),
        };
      }),
    cards: ({ q, sort, seed, stacks, limit, offset }) =>
      now((on) => {
        const result = found(on, q);
        const shown = places(on, result, stacks);
        const items = readCards(
          db,
          on.columns,
          rowidsAt(on, page(on, shown, { sort, seed }, offset, limit)),
          result.understanding.terms,
        );
        const dependsOn = [...dependenciesOf(on, result.node, { sort, stacks })];
        return { ...result.understanding, total: result.total, folded: result.total - shown.total, items, dependsOn };
      }),
    firstCards: (query) =>
      now((on) => {
        const { first, isAll } = begin(on, query);
        const { understanding } = results.get(query.q) ?? understand(on, query.q);
        return { ...understanding, isAll, items: readCards(db, on.columns, rowidsAt(on, first), understanding.terms) };
      }),
    cardsOf: (rowids, q = '') => now((on) => readCards(db, on.columns, rowids, parseQuery(q).terms)),
    result: (query) =>
      now((on) => {
        const result = found(on, query.q);
        const { node, total, understanding } = result;
        const layout = layoutOf(on, places(on, result, query.stacks), query);
        const items = readCards(db, on.columns, layout.ids.subarray(0, Math.max(0, query.limit)), understanding.terms);
        return encodeResult({
          head: { ...understanding, total, items, dependsOn: [...dependenciesOf(on, node, query)] },
          layout,
        });
      }),
    beginning: (query) =>
      now((on) => {
        const { first } = begin(on, query);
        const { node, understanding } = results.get(query.q) ?? understand(on, query.q);
        const items = readCards(db, on.columns, rowidsAt(on, first), understanding.terms);
        return encodeResult({
          head: { ...understanding, total: null, items, dependsOn: [...dependenciesOf(on, node, query)] },
          layout: null,
        });
      }),
    layout: (query) => now((on) => encodeLayout(layoutOf(on, places(on, found(on, query.q), query.stacks), query))),
    folders: ({ q, ...asked }) => now((on) => readFolders(on, found(on, q).set, asked)),
    understand: (q) => now((on) => (results.get(q) ?? understand(on, q)).understanding),
    facets: (q) => now((on) => facetsOf(on.columns, found(on, q))),
    sidebar: (q) => now((on) => countsOf(on, q)),
    rowids: (q) => now((on) => rowidsAt(on, newestFirst(on.columns, found(on, q)))),
    show: (id) =>
      now((on) => {
        const rowid = rowsById(db, id)[0];
        return rowid === undefined ? null : readDetail(db, on.columns, rowid);
      }),
    showRow: (rowid) => now((on) => readDetail(db, on.columns, rowid)),
    ...openInsights(db, now, found, kin),
    organised: () =>
      now((on) => {
        const all = found(on, '');
        const counts = { own: facetsOf(on.columns, all).tag, withChildren: countsOf(on, '').tag };
        return readOrganised(db, on.columns, counts, (q) => found(on, q));
      }),
    collectionItems: (name) => now((on) => readCollectionItems(db, on.columns, name)),
    membership: (selection) =>
      now((on) => {
        const at = (rowids: readonly number[]): Bitset => setOf(on.columns.size, positionsOf(on, rowids));
        const set =
          selection.type === 'rowids'
            ? at(selection.rowids)
            : subtract(found(on, selection.q).set, at(selection.except));
        return readMembership(db, on.columns, count(set), (position) => has(set, position));
      }),
    stack: (rowid) => now((on) => readStack(on, rowid)),
    enteredWords: (rowids) => now((context) => readAnnotations(context, rowids)),
    generations: (rowids) => now((on) => readGenerations(db, on.columns, rowids)),
    exportRows: (rowids) => now((on) => readExportRows(db, on.columns, rowids)),
    exportSize: (rowids) => now(() => readExportSize(db, rowids)),
    suggest: (q, cursor) => now((on) => suggestions(on, q, cursor)),
    corrections: (q) => now((on) => corrections(on, q)),
    beside: ({ counts, suggest, correct }) =>
      now((on) => ({
        counts: counts.map((q) => countsOf(on, q)),
        suggestions: suggest ? [...suggestions(on, suggest.q, suggest.cursor)] : [],
        corrections: correct === null ? [] : corrections(on, correct),
      })),
    recentSearches: (limit) => readRecentSearches(db, limit),
    file: (fileId) => readFile(db, fileId),
    mainFile: (rowid) => readMainFile(db, rowid),
    sources: () => now(sources),
    decidable: (set) => readDecidable(db, set),
    verification: () => now((on) => readVerification(db, on.columns, on.copies())),
    contentPlaces: (fileId) => readContentPlaces(db, fileId),
    mirrors: () => readMirrors(db),
    mirrorPending: (mirrorId, sources, rowids) => countPending(db, mirrorId, sources, rowids),
    copiesOf: (sha256) => readCopiesOf(db, sha256),
    imports: () => readImports(db),
    importedPaths: () => readImportedPaths(db),
    hasImport: (importId) => hasImport(db, importId),
    fileOutcomes: (importId, filter, offset, limit) => readFileOutcomes(db, importId, filter, offset, limit),
    fileOutcomesAfter: (importId, part, filter) => readFileOutcomesAfter(db, importId, part, filter),
    total: () => now((on) => on.columns.count),
    revision: () => now((_, { revision }) => revision),
    forget,
    keepUp() {
      if (loaded) now(() => {});
    },
    async keepColumns(mark) {
      const current = now((_, latest) => latest);
      if (kept === null || !isKeptOutdated(db, keptRevision, current)) return false;
      const isWritten = await writeKept(kept, current, mark, () => loaded === current && db.open);
      if (isWritten) keptRevision = current.revision;
      return isWritten;
    },
    refresh() {
      const before = loaded;
      return now((_, latest) => latest !== before);
    },
  };
}

function offsetAfter(on: QueryContext, result: Result, order: Pick<Query, 'sort' | 'seed'>, id: string): number {
  for (const rowid of rowsById(on.db, id)) {
    const position = on.columns.positionOf(rowid);
    const rank = position < 0 ? -1 : rankOf(on, result, order, position);
    if (rank >= 0) return rank + 1;
  }
  throw new CatalogError('unknown-id', `No item of this result has the id “${id.slice(0, 100)}”.`, null);
}
