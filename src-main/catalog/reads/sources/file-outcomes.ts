/**
 * Reads what an import did with each file: the counts of every part, and the rows of those parts alone that are asked
 * for.
 */
import type { Database } from 'better-sqlite3';
import type {
  FateCount,
  FileOutcome,
  FileOutcomeFilter,
  FileOutcomePage,
} from '../../../contract/archive/file-outcome.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { hasFate, type NumberedOutcome, unpackFileOutcomes } from '../../file-outcome-parts.ts';
import { statement } from '../../query-language/statement.ts';

interface PartRow {
  readonly part: number;
  readonly counts: string;
}

/** Whether there is an import of this number. */
export function hasImport(db: Database, importId: number): boolean {
  return statement(db, 'SELECT 1 FROM import WHERE id = :importId').get({ importId }) !== undefined;
}

/** A page of an import's file outcomes, ordered by source and path. */
export function readFileOutcomes(
  db: Database,
  importId: number,
  filter: FileOutcomeFilter,
  offset: number,
  limit: number,
): FileOutcomePage {
  const text = foldText(filter.text ?? '');
  const items: FileOutcome[] = [];
  let total = 0;
  for (const { part, counts } of partsOf(db, importId)) {
    const possible = matching(counts, filter);
    const wanted = text !== '' || (items.length < limit && total + possible > offset);
    if (possible === 0) continue;
    const found = wanted ? openPart(db, importId, part).filter((outcome) => isAsked(outcome, filter, text)) : null;
    for (const outcome of found?.slice(
      Math.max(0, offset - total),
      Math.max(0, offset - total) + limit - items.length,
    ) ?? [])
      items.push(shown(outcome));
    total += found?.length ?? possible;
  }
  return { total, items };
}

/**
 * The matching file outcomes of the part after `part`; null after the last part. Begin with -1. For reading all of
 * them.
 */
export function readFileOutcomesAfter(
  db: Database,
  importId: number,
  after: number,
  filter: FileOutcomeFilter,
): { readonly part: number; readonly items: readonly FileOutcome[] } | null {
  const text = foldText(filter.text ?? '');
  const next = partsOf(db, importId).find(({ part, counts }) => part > after && matching(counts, filter) > 0);
  if (!next) return null;
  const outcomes = openPart(db, importId, next.part).filter((outcome) => isAsked(outcome, filter, text));
  return { part: next.part, items: outcomes.map(shown) };
}

function partsOf(db: Database, importId: number): readonly PartRow[] {
  return statement(db, 'SELECT part, counts FROM import_account WHERE import_id = :importId ORDER BY part').all({
    importId,
  }) as PartRow[];
}

function openPart(db: Database, importId: number, part: number): readonly NumberedOutcome[] {
  const sql = `SELECT body FROM import_account JOIN account_part ON account_part.id = account_part_id
    WHERE import_id = :importId AND part = :part`;
  return unpackFileOutcomes(statement(db, sql).pluck().get({ importId, part }) as Buffer);
}

function matching(counts: string, filter: FileOutcomeFilter): number {
  return (JSON.parse(counts) as FateCount[])
    .filter((count) => hasFate(count, filter))
    .reduce((sum, { count }) => sum + count, 0);
}

function isAsked(outcome: FileOutcome, filter: FileOutcomeFilter, text: string): boolean {
  return hasFate(outcome, filter) && (text === '' || foldText(`${outcome.path}/${outcome.entry ?? ''}`).includes(text));
}

const shown = ({ path, entry, fate, reason, format, of }: NumberedOutcome): FileOutcome => ({
  path,
  entry,
  fate,
  reason,
  format,
  of,
});
