/** All questions to the catalog, as types for every thread and every door. */

import type { FileOutcome, FileOutcomeFilter, FileOutcomePage } from '../../contract/archive/file-outcome.ts';
import type { StoredImport } from '../../contract/archive/report.ts';
import type { Card, Generation, GenerationDetail } from '../../contract/items/generation.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import type { DecidableFile, FixityDecision } from '../../contract/library/verification.ts';
import type { WordsItem } from '../../contract/organising/annotations-file.ts';
import type { Selection } from '../../contract/organising/edit.ts';
import type { Membership, Organised, Stack } from '../../contract/organising/organised.ts';
import type { FolderPage, FoldersAsked } from '../../contract/searching/folder-tree.ts';
import type {
  Beside,
  BesideAsked,
  CardPage,
  CardsBegun,
  Correction,
  Facets,
  Query,
  SearchResult,
  SidebarCounts,
  Suggestion,
  Understanding,
} from '../../contract/searching/search.ts';
import type { InsightReads } from './insights/insights.ts';
import type { ExportRow } from './items/export-rows.ts';
import type { ExportSize } from './items/export-size.ts';
import type { StoredFile } from './items/stored-file.ts';
import type { StoredCopy, StoredMirror } from './sources/mirrors.ts';
import type { ContentPlace, StoredVerification } from './sources/verification.ts';

/** A path that was imported, and when its last import began. */
export interface ImportedPath {
  readonly path: string;
  readonly startedAt: string;
}

/** Each call sees one state of the catalog: the latest. */
export interface SyncReads extends InsightReads {
  /**
   * `offsetId`: the answer begins after that item. @throws CatalogError "unknown-id" when the result has no such item
   */
  search(query: Query & { readonly limit: number; readonly offsetId: string | null }): SearchResult;
  /** `offset` counts rows in the requested order. */
  cards(query: Query & { readonly limit: number; readonly offset: number }): CardPage;
  /** The first cards without a total. In an order by date this costs the same for every size of result. */
  firstCards(query: Query & { readonly limit: number }): CardsBegun;
  /** Cards by rowid, in the given order; unknown rowids are left out. Texts are cut around the hits of `q`. */
  cardsOf(rowids: readonly number[], q?: string): readonly Card[];
  /**
   * A whole result in one message, packed by `encodeResult`: understanding, total, the first `limit` cards and the
   * layout.
   */
  result(query: Query & { readonly limit: number }): Uint8Array<ArrayBuffer>;
  /** The same message without total and layout; its cards are those of `firstCards`. */
  beginning(query: Query & { readonly limit: number }): Uint8Array<ArrayBuffer>;
  /** Counts, suggestions and corrections in one transaction. */
  beside(asked: BesideAsked): Beside;
  /** The layout of the whole result, packed by `encodeLayout`. */
  layout(query: Query): Uint8Array<ArrayBuffer>;
  /** The folders inside a folder, or the tops of all sources, with the counts of the result of `q`. */
  folders(asked: FoldersAsked): FolderPage;
  understand(q: string): Understanding;
  facets(q: string): Facets;
  sidebar(q: string): SidebarCounts;
  /** The whole result, newest first. */
  rowids(q: string): Uint32Array;
  /** A generation by any identifier: public, generation, post, API or task id, or `sha256:…`; null when unknown. */
  show(id: string): GenerationDetail | null;
  showRow(rowid: number): GenerationDetail | null;
  /** Tags, collections and saved searches in the person's order, with counts. */
  organised(): Organised;
  /** The rowids of a collection filled by hand, in its order; null when no such collection exists. */
  collectionItems(name: string): readonly number[] | null;
  /** The number of selected items in each collection filled by hand. */
  membership(selection: Selection): Membership;
  stack(rowid: number): Stack | null;
  /** The annotations of these rows, in the given order; rows without annotations are left out. */
  enteredWords(rowids: readonly number[]): readonly WordsItem[];
  /** These rows as documents, in the given order; hidden rows are left out. */
  generations(rowids: readonly number[]): readonly Generation[];
  /** These rows with everything that the catalog knows about them, for an export. */
  exportRows(rowids: readonly number[]): readonly ExportRow[];
  /** How much copying them would be. */
  exportSize(rowids: readonly number[]): ExportSize;
  suggest(q: string, cursor: number): readonly Suggestion[];
  /** Corrections of a query without results; empty for a query with results. */
  corrections(q: string): readonly Correction[];
  /** The latest searches first. */
  recentSearches(limit: number): readonly string[];
  file(fileId: number): StoredFile | null;
  /** The main file of a generation, from which posters, filmstrips and proxies are made. */
  mainFile(rowid: number): StoredFile | null;
  sources(): readonly SourceInfo[];
  /** The results of verifying. */
  verification(): StoredVerification;
  /** All files about which this decision is possible. */
  decidable(set: FixityDecision['set']): readonly DecidableFile[];
  /** The files with the same known content, the best candidates first. The file itself is last. */
  contentPlaces(fileId: number): readonly ContentPlace[];
  mirrors(): readonly StoredMirror[];
  /** Counts contents of these sources and rows that are present but not in the mirror. */
  mirrorPending(mirrorId: number, sources: readonly number[], rowids: readonly number[]): number;
  /** Where mirrors hold a content, verified. @param sha256 in hex */
  copiesOf(sha256: string): readonly StoredCopy[];
  imports(): readonly StoredImport[];
  importedPaths(): readonly ImportedPath[];
  hasImport(importId: number): boolean;
  /** A page of the file outcomes of an import. */
  fileOutcomes(importId: number, filter: FileOutcomeFilter, offset: number, limit: number): FileOutcomePage;
  /** The same, part by part, for reading all of them. Begin with part -1; null after the last part. */
  fileOutcomesAfter(
    importId: number,
    part: number,
    filter: FileOutcomeFilter,
  ): { readonly part: number; readonly items: readonly FileOutcome[] } | null;
  total(): number;
  revision(): number;
  /** Refreshes columns that are loaded already, before the next question. Loads nothing. */
  keepUp(): void;
  /**
   * Writes the columns into their file, if that is worth it and the columns do not change meanwhile. @param mark a new
   * random number; the file is used only after the caller has written the mark into the catalog, too
   * @returns whether the file was written
   */
  keepColumns(mark: number): Promise<boolean>;
  /** Clears the cached answers, to measure a question without a cache. */
  forget(): void;
  /** Updates the columns now; every question does so by itself. Returns true when the catalog had changed. */
  refresh(): boolean;
}
