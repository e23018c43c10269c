/** What queries are evaluated with and what they give: the types that evaluation, stacks and results share. */
import type { Database } from 'better-sqlite3';
import type { Understanding } from '../../contract/search.ts';
import type { Filter, Kin, Node } from '../search/ast.ts';
import type { Bitset } from '../search/bitset.ts';
import type { Columns } from './columns.ts';

/** What evaluating needs: the columns, the index behind the words, and a memory for sets that cost something. */
export interface Shelf {
  readonly db: Database;
  readonly columns: Columns;
  /** Sets by MATCH expression or rare filter; emptied whenever the catalog changes. */
  readonly remembered: Map<string, Bitset>;
  /** The rowids of what is kin to the item that an identifier names, best first. */
  readonly kin: (kin: Kin, value: string) => readonly number[];
  /** The smart collections whose queries are being evaluated: one that leads to itself holds nothing there. */
  readonly asking?: ReadonlySet<number>;
}

/** Where a query is evaluated: over the whole library, or a stretch of it. Sets of one ground are of one size. */
export interface Ground {
  /** Everything there is. */
  readonly all: Bitset;
  /** Whose texts match a MATCH expression. */
  readonly matching: (match: string) => Bitset;
  readonly passing: (filter: Filter) => Bitset;
}

export interface Understood {
  readonly node: Node;
  readonly understanding: Understanding;
}

export interface Result extends Understood {
  /** The positions found, and their ranks. */
  readonly set: Bitset;
  readonly ranks: Bitset;
  readonly total: number;
  /** Orders other than newest-first, once they were asked for. */
  readonly orders: Map<string, Uint32Array>;
}
