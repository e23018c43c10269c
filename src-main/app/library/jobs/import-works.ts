/** Makes the work of jobs that use the import thread: imports, the sample archive, removing and moving a source. */
import { join } from 'node:path';
import type { ImportReport } from '../../../contract/archive/report.ts';
import { makeSample } from '../../../sample/make-sample.ts';
import type { ImportCall } from '../../clients/import-client.ts';
import { watchExportedAnnotations } from '../../edits/annotations-of-exports.ts';
import type { Snapshots } from '../../keeping/snapshots.ts';
import type { Words } from '../library.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Saving } from '../opening/saving.ts';
import type { Work, Worked } from './job-list.ts';

export interface ImportWorks {
  /** Imports these paths. @param readAgain files whose embedded texts are read again although nothing else changed */
  importing(paths: readonly string[], readAgain?: readonly number[]): Work;
  /** Makes the sample archive and imports it. */
  sample(): Work;
  /** Work that removes or moves a source. */
  ofSource(call: ImportCall<Worked>): Work;
}

export interface ImportWorkParts
  extends Pick<CatalogThreads, 'writer' | 'importer' | 'changes'>,
    Pick<Saving, 'saved'> {
  readonly directory: string;
  readonly words: Pick<Words, 'bring'>;
  readonly snapshots: Pick<Snapshots, 'daily' | 'before'>;
  /** Called at the end of each import that was completed; the job waits for it. */
  readonly onImported: (report: ImportReport | null) => void | Promise<void>;
}

export function openImportWorks(parts: ImportWorkParts): ImportWorks {
  const { directory, snapshots } = parts;
  const importing: ImportWorks['importing'] = (paths, readAgain = []) =>
    afterSnapshot(
      inImporter(parts, (calls, workId) => calls.import(workId, paths, readAgain)),
      snapshots.daily,
    );
  return {
    importing,
    sample: () => sampleWork(join(directory, 'sample'), importing),
    ofSource: (call) => afterSnapshot(inImporter(parts, call), () => snapshots.before('removal')),
  };
}

/** Calls the import thread. Then adds pending annotations to imported items, and reports the changes to pages. */
const inImporter =
  ({ writer, importer, changes, saved, words, onImported }: ImportWorkParts, call: ImportCall<Worked>): Work =>
  async (tools) => {
    const takeUpWords = await watchExportedAnnotations(async () => (await importer.calls()).exportLists(), words);
    const outcome = await importer.write(tools, call).finally(changes.now);
    const problems = await takeUpWords();
    if (await writer.call.takeUpKept()) await saved();
    const { report } = outcome;
    await onImported(report);
    return report && problems.length > 0
      ? { ...outcome, report: { ...report, problems: [...report.problems, ...problems] } }
      : outcome;
  };

const afterSnapshot =
  (work: Work, snapshot: () => Promise<void>): Work =>
  async (tools) => {
    await snapshot();
    return work(tools);
  };

const sampleWork =
  (folder: string, importing: ImportWorks['importing']): Work =>
  async (tools) => {
    await makeSample(folder, {
      onProgress: (done, total) => tools.progress({ phase: 'sample', done, total, unit: 'items', detail: '' }),
      signal: tools.signal,
    });
    return importing([folder])(tools);
  };
