/** Plans an export before it starts: its size, its names and whether its folder can be used. Writes nothing. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { type ExportPlan, type ExportQuestion, type ExportWish, holdsMedia } from '../../contract/items/export.ts';
import { LibraryError } from '../library/library-error.ts';
import type { ExportParts } from './exporting.ts';
import { FOLDER_PACKING } from './forms/as-folder.ts';
import { plans } from './packing.ts';
import { checkTarget, roomAt } from './target.ts';

/** The number of items whose names are computed. They are computed again at each keystroke in the pattern. */
const LOOKED_AT = 200;
const SHOWN = 6;

export async function planOf(parts: ExportParts, question: ExportQuestion, signal: AbortSignal): Promise<ExportPlan> {
  const rowids = await parts.rowidsOf(question.selection);
  const [size, names, place] = await Promise.all([
    parts.reads.exportSize(rowids),
    namesOf(parts, question, rowids, signal),
    placeOf(parts, question),
  ]);
  // A text export copies no originals.
  const copied = holdsMedia(question.as) ? size : { files: 0, bytes: 0, away: 0 };
  return { generations: rowids.length, ...copied, ...names, ...place };
}

type Names = Pick<ExportPlan, 'names' | 'looked' | 'cut' | 'numbered'>;

async function namesOf(
  { reads }: ExportParts,
  question: ExportQuestion,
  all: readonly number[],
  signal: AbortSignal,
): Promise<Names> {
  if (!holdsMedia(question.as)) return { names: [], looked: 0, cut: 0, numbered: 0 };
  const rowids = all.slice(0, LOOKED_AT);
  const taken =
    question.as === 'folder' && question.directory !== null ? await readdir(question.directory).catch(() => []) : [];
  const planning = {
    reads,
    rowids,
    total: all.length,
    name: question.name,
    signal,
    target: { taken },
    problem: () => {},
  };
  const names: Names['names'] = [];
  let [cut, numbered] = [0, 0];
  for await (const plan of plans(planning, FOLDER_PACKING)) {
    for (const { name } of plan.files)
      if (names.length < SHOWN) names.push({ name, cut: plan.isCut, numbered: plan.isNumbered });
    cut += Number(plan.isCut);
    numbered += Number(plan.isNumbered);
  }
  return { names, looked: rowids.length, cut, numbered };
}

async function placeOf(parts: ExportParts, question: ExportQuestion): Promise<Pick<ExportPlan, 'refusal' | 'room'>> {
  const { directory, as } = question;
  if (directory === null) return { refusal: null, room: null };
  try {
    if (!isAbsolute(directory) || directory.includes('\0'))
      throw new LibraryError(
        'path-not-whole',
        'This is not an absolute path. Write the path from the root of the drive.',
        directory,
      );
    const place = resolve(directory);
    await checkTarget({
      directory: place,
      as,
      wish: nameOf({ ...question, directory: place }),
      forbidden: await forbiddenPlaces(parts),
    });
    return { refusal: null, room: await roomAt(place) };
  } catch (cause) {
    if (!(cause instanceof LibraryError)) throw cause;
    const { code, message, path, params } = cause;
    return { refusal: { code, message, path, params }, room: null };
  }
}

/** The library and its sources. An export must not be inside them. */
export async function forbiddenPlaces({
  library,
  reads,
}: Pick<ExportParts, 'library' | 'reads'>): Promise<readonly string[]> {
  return [library, ...(await reads.sources()).map(({ path }) => path)];
}

/** A key of the export wish: a stopped export is continued only by an export with the same key. */
export const nameOf = ({ as, selection, name }: ExportWish): string =>
  createHash('sha256')
    .update(JSON.stringify([as, selection, name]))
    .digest('hex');
