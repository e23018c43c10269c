/** Types shared by evaluation, stacks and results: the context of a query and its result. */
import type { Database } from 'better-sqlite3';
import type { Understanding } from '../../../contract/searching/search.ts';
import type { Filter, Kin, Node } from '../../query-language/ast.ts';
import type { Bitset } from '../../query-language/bitset.ts';
import type { Columns } from '../columns/columns.ts';
import type { Copies } from '../columns/copies.ts';

/** The context of a query: the connection, the columns, and a cache for expensive sets. */
export interface QueryContext {
  readonly db: Database;
  readonly columns: Columns;
  /** Cached sets by MATCH expression or rare filter; cleared when the catalog changes. */
  readonly remembered: Map<string, Bitset>;
  /** The rowids related to the item with this identifier, best first. */
  readonly kin: (kin: Kin, value: string) => readonly number[];
  /** The numbers of intact copies, up to date. */
  readonly copies: () => Copies;
  /** The smart collections that are being evaluated: a collection that contains itself is empty at that place. */
  readonly asking?: ReadonlySet<number>;
}

/**
 * The range of rows that a query runs on: the whole library or a window. All bitsets of one scope have the same length.
 */
export interface EvaluationScope {
  /** All members of the scope. */
  readonly all: Bitset;
  /** The members whose texts match a MATCH expression. */
  readonly matching: (match: string) => Bitset;
  readonly passing: (filter: Filter) => Bitset;
}

export interface Understood {
  readonly node: Node;
  readonly understanding: Understanding;
}

export interface Result extends Understood {
  /** The found positions, and their ranks. */
  readonly set: Bitset;
  readonly ranks: Bitset;
  readonly total: number;
  /** Cached orders other than newest first. */
  readonly orders: Map<string, Uint32Array>;
}
