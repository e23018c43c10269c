/**
 * Finds items related to one item: same prompt, same task, remixes, similar text, similar picture. Caches the expensive
 * parts.
 */
import type { Database } from 'better-sqlite3';
import type { Kin } from '../../query-language/ast.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { readFamily } from '../items/family.ts';
import { rowsById } from '../search/rare-filters.ts';
import {
  type Alike,
  type ImageSimilarityIndex,
  openImageSimilarityIndex,
  refreshImageSimilarityIndex,
  similarImages,
} from './image-similarity-index.ts';
import { bringUpToDate, openPromptIndex, type PromptIndex, samePrompt } from './prompt-groups.ts';
import { noRarity, similarTexts } from './text-similarity.ts';

/** The largest number of similar items. */
const MOST_ALIKE = 200;

/** The state of the catalog that a question is answered from. */
export interface RelatedScope {
  readonly columns: Columns;
  readonly revision: number;
}

export interface RelatedItems {
  /** The rowids of all items related to the item with this identifier, including itself; the most similar first. */
  rows(on: RelatedScope, kin: Kin, value: string): readonly number[];
  alike(on: RelatedScope, rowid: number, by: 'words' | 'picture'): readonly Alike[];
  prompts(on: RelatedScope): PromptIndex;
  looks(on: RelatedScope): ImageSimilarityIndex;
  /** Whether previews added picture hashes since the last question for similar pictures. */
  isOutdated(): boolean;
}

export function openRelatedItems(db: Database): RelatedItems {
  const promptIndex = openPromptIndex();
  const allLooks = openImageSimilarityIndex();
  let rarity = noRarity();
  let rarityOf = 0;

  const prompts = ({ revision }: RelatedScope): PromptIndex => {
    bringUpToDate(db, promptIndex, revision);
    return promptIndex;
  };
  const looks = ({ revision }: RelatedScope): ImageSimilarityIndex => {
    refreshImageSimilarityIndex(db, allLooks, revision);
    return allLooks;
  };
  const alike: RelatedItems['alike'] = (on, rowid, by) => {
    if (by === 'picture')
      return similarImages(looks(on), rowid, MOST_ALIKE).filter((one) => on.columns.positionOf(one.rowid) >= 0);
    // The frequency of words changes slowly: it is read again when the library has changed by a tenth.
    if (Math.abs(on.columns.count - rarityOf) > rarityOf / 10) {
      rarity = noRarity();
      rarityOf = on.columns.count;
    }
    return similarTexts({ db, rarity, slots: on.columns.slots }, rowid, MOST_ALIKE);
  };
  const rowsOf = (on: RelatedScope, kin: Kin, rowid: number): readonly number[] => {
    switch (kin) {
      case 'same':
        return samePrompt(prompts(on), on.columns, rowid);
      case 'task':
        return statement(
          db,
          'SELECT id FROM generation WHERE task_id = (SELECT task_id FROM generation WHERE id = :rowid)',
        )
          .pluck()
          .all({ rowid }) as number[];
      case 'family':
        return readFamily(db, rowid).flatMap((member) => member.rowid ?? []);
      case 'reads':
        return rowidsOf(alike(on, rowid, 'words'));
      case 'looks':
        return rowidsOf(alike(on, rowid, 'picture'));
      case 'like':
        return rowidsOf(united(alike(on, rowid, 'words'), alike(on, rowid, 'picture')));
    }
  };

  return {
    rows(on, kin, value) {
      const [rowid] = rowsById(db, value);
      if (rowid === undefined) return [];
      const rows = rowsOf(on, kin, rowid);
      return rows.length > 0 ? rows : [rowid];
    },
    alike,
    prompts,
    looks,
    isOutdated() {
      if (allLooks.likeness < 0) return false;
      const latest = statement(db, `SELECT value FROM counter WHERE name = 'likeness'`).pluck().get();
      return latest !== allLooks.likeness;
    },
  };
}

const rowidsOf = (alike: readonly Alike[]): readonly number[] => alike.map(({ rowid }) => rowid);

/** All items of both lists, each with its better score. */
function united(one: readonly Alike[], other: readonly Alike[]): readonly Alike[] {
  const best = new Map<number, number>();
  for (const { rowid, score } of [...one, ...other]) best.set(rowid, Math.max(score, best.get(rowid) ?? 0));
  return Array.from(best, ([rowid, score]) => ({ rowid, score })).sort((a, b) => b.score - a.score);
}
