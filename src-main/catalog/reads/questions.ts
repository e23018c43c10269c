/** The questions a catalog answers, in words that every thread and every door can use. */
import type { AccountFilter, AccountPage, FileAccount } from '../../contract/account.ts';
import type { Selection } from '../../contract/edit.ts';
import type { Card, Generation, GenerationDetail } from '../../contract/generation.ts';
import type { SourceInfo } from '../../contract/library.ts';
import type { Membership, Organised, Stack } from '../../contract/organised.ts';
import type { StoredImport } from '../../contract/report.ts';
import type {
  CardPage,
  CardsBegun,
  Correction,
  Facets,
  Query,
  SearchResult,
  SidebarCounts,
  Suggestion,
  Understanding,
} from '../../contract/search.ts';
import type { WordsItem } from '../../contract/words-file.ts';
import type { ExportRow } from './export-rows.ts';
import type { InsightReads } from './insights.ts';
import type { StoredFile } from './stored-file.ts';

/** A path that an import was asked for, and when the last such import began. */
export interface ImportedPath {
  readonly path: string;
  readonly startedAt: string;
}

/** The answers are those of the moment: each call sees one state of the catalog, the latest. */
export interface SyncReads extends InsightReads {
  /** `offsetId`: start after that item in the order asked for. @throws CatalogError "unknown-id" when the result has no such item. */
  search(query: Query & { readonly limit: number; readonly offsetId: string | null }): SearchResult;
  /** `offset` counts rows of the order asked for. */
  cards(query: Query & { readonly limit: number; readonly offset: number }): CardPage;
  /** The first cards alone, without counting what follows: by date this costs the same however much is found. */
  firstCards(query: Query & { readonly limit: number }): CardsBegun;
  /** Cards by number, in the order given; numbers that are not there are left out. Their words are cut around the hits of `q`. */
  cardsOf(rowids: readonly number[], q?: string): readonly Card[];
  /** The whole result's skeleton, packed by `encodeLayout`. */
  layout(query: Query): Uint8Array<ArrayBuffer>;
  understand(q: string): Understanding;
  facets(q: string): Facets;
  sidebar(q: string): SidebarCounts;
  /** The whole result, newest first. */
  rowids(q: string): Uint32Array;
  /** By any identifier a generation is known by: public id, generation, post, api or task id, or `sha256:…`; null when unknown. */
  show(id: string): GenerationDetail | null;
  showRow(rowid: number): GenerationDetail | null;
  /** Tags, collections and saved searches as the person arranged them, with counts. */
  organised(): Organised;
  /** The rowids of a collection made by hand, in its order; null when there is none of that name. */
  collectionItems(name: string): readonly number[] | null;
  /** How many of these items each collection made by hand holds. */
  membership(selection: Selection): Membership;
  stack(rowid: number): Stack | null;
  /** What was entered for these rows, in their order; rows for which nothing was are left out. */
  enteredWords(rowids: readonly number[]): readonly WordsItem[];
  /** These rows as documents, in their order; rows that are not shown are left out. */
  generations(rowids: readonly number[]): readonly Generation[];
  /** The same with everything that is known of them, for an export. */
  exportRows(rowids: readonly number[]): readonly ExportRow[];
  suggest(q: string, cursor: number): readonly Suggestion[];
  /** Queries that may have been meant by one that finds nothing; none for one that finds something. */
  corrections(q: string): readonly Correction[];
  /** The latest searches first. */
  recentSearches(limit: number): readonly string[];
  file(fileId: number): StoredFile | null;
  /** The main file of a generation: what posters, filmstrips and proxies are made of. */
  mainFile(rowid: number): StoredFile | null;
  sources(): readonly SourceInfo[];
  imports(): readonly StoredImport[];
  importedPaths(): readonly ImportedPath[];
  hasImport(importId: number): boolean;
  /** A page of what became of an import's files. */
  accounts(importId: number, filter: AccountFilter, offset: number, limit: number): AccountPage;
  /** The same part by part, for all of them: begins after part -1, null at the end. */
  accountsAfter(
    importId: number,
    part: number,
    filter: AccountFilter,
  ): { readonly part: number; readonly items: readonly FileAccount[] } | null;
  total(): number;
  revision(): number;
  /** The same ahead of the next question, and only for arrays that stand: nothing is read while nobody asked for them. */
  keepUp(): void;
  /** Lets go of the answers that are kept: for measuring what a question costs that nobody asked before. */
  forget(): void;
  /** Brings the arrays up to date now; every call does so by itself. True when something had changed. */
  refresh(): boolean;
}
