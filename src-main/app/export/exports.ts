/** The exports of a library. Each is a job that writes one selection into one folder. */
import { resolve } from 'node:path';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import {
  type ExportForm,
  type ExportPlan,
  type ExportQuestion,
  type ExportReport,
  type ExportWish,
  holdsMedia,
} from '../../contract/items/export.ts';
import type { Job } from '../../contract/library/job.ts';
import { createProblems } from '../../formats/problems.ts';
import { LibraryError } from '../library/library-error.ts';
import { Unwritable } from './copy-file.ts';
import type { Exporting, ExportOutcome, ExportParts } from './exporting.ts';
import { exportBag } from './forms/as-bag.ts';
import { exportFolder, FOLDER_PACKING } from './forms/as-folder.ts';
import { exportSite } from './forms/as-site.ts';
import { exportCsv, exportJson } from './forms/as-text.ts';
import { plans } from './packing.ts';
import { forbiddenPlaces, nameOf, planOf } from './plan.ts';
import { openTarget, unusable } from './target.ts';

export interface Exports {
  /** Starts an export. The job fails with "export-inside", "export-not-empty", "folder-unusable", "disk-full" etc. */
  start(wish: ExportWish): Job;
  /** The names that the copies would have; writes nothing. Its problems are the originals that are missing. */
  preview(wish: ExportWish, signal?: AbortSignal): Promise<ExportReport>;
  /** The size of the export, the first names, and whether the folder can be used; writes nothing. */
  plan(question: ExportQuestion, signal?: AbortSignal): Promise<ExportPlan>;
}

const FORMS: Readonly<Record<ExportForm, (exporting: Exporting) => Promise<ExportOutcome>>> = {
  folder: exportFolder,
  bag: exportBag,
  site: exportSite,
  json: exportJson,
  csv: exportCsv,
};

export function openExports(parts: ExportParts): Exports {
  const run = async (
    wish: ExportWish,
    signal: AbortSignal,
    tell: (done: number, total: number) => void,
  ): Promise<ExportReport> => {
    const started = performance.now();
    const directory = resolve(wish.directory);
    const problems = createProblems(directory);
    const rowids = await parts.rowidsOf(wish.selection);
    const target = await openTarget({
      directory,
      as: wish.as,
      wish: nameOf(wish),
      forbidden: await forbiddenPlaces(parts),
    });
    const outcome = await FORMS[wish.as]({
      ...parts,
      target,
      rowids,
      total: rowids.length,
      query: queryOf(wish),
      name: wish.name,
      signal,
      progress: (done) => tell(done, rowids.length),
      problem: ({ path, code, message, params }) => problems.add(path, code, message, params),
    }).catch(async (cause: unknown) => {
      await target.giveUp();
      throw cause instanceof Unwritable ? unusable(directory, cause.cause) : cause;
    });
    await target.finish();
    return { directory, as: wish.as, ...outcome, problems: problems.all(), seconds: secondsSince(started) };
  };
  return {
    start: (wish) =>
      parts.jobs.start('export', null, async ({ progress, signal }) => {
        const exported = await run(wish, signal, (done, total) =>
          progress({ phase: 'exporting', done, total, unit: 'items', detail: '' }),
        );
        return { report: null, importId: null, exported, cancelled: false };
      }),
    async preview(wish, signal = new AbortController().signal) {
      const started = performance.now();
      if (!holdsMedia(wish.as))
        throw new LibraryError('bad-request', 'Only copies of originals have names: choose folder, bag or site.', null);
      const directory = resolve(wish.directory);
      const problems = createProblems(directory);
      const rowids = await parts.rowidsOf(wish.selection);
      const planning = {
        reads: parts.reads,
        target: { taken: [] },
        rowids,
        total: rowids.length,
        name: wish.name,
        signal,
        problem: ({ path, code, message }: KnownProblem) => void problems.add(path, code, message),
      };
      const names: string[] = [];
      for await (const { files } of plans(planning, FOLDER_PACKING)) names.push(...files.map(({ name }) => name));
      const figures = { generations: rowids.length, files: names.length, bytes: 0 };
      return { directory, as: wish.as, ...figures, problems: problems.all(), seconds: secondsSince(started), names };
    },
    plan: async (question, signal = new AbortController().signal) => planOf(parts, question, signal),
  };
}

const queryOf = ({ selection }: ExportWish): string => (selection.type === 'query' ? selection.q : '');
const secondsSince = (started: number): number => Math.round(performance.now() - started) / 1000;
