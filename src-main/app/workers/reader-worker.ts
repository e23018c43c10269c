/** A reader thread: answers questions to the catalog through a connection that cannot write. */
import { workerData } from 'node:worker_threads';
import { openQuestions } from '../../catalog/connection.ts';
import { tellingDamage } from '../../catalog/keeping/damage.ts';
import { keptPath } from '../../catalog/reads/columns/kept-columns.ts';
import { openReads } from '../../catalog/reads/reads.ts';
import { readPosterTarget, readPosterTargets } from '../../catalog/reads/sources/poster-targets.ts';
import { note } from '../../storage/log.ts';
import { rowsOf, timed } from '../../storage/timed.ts';
import { serve } from '../../threads/rpc.ts';
import { refreshBeforeCalls } from '../clients/reader-refresh.ts';

/** A question that takes longer, in ms, is noted in the log. The page expects an answer within 50. */
const SLOW_MS = 50;

const { directory } = workerData as { readonly directory: string };

export type ReaderApi = ReturnType<typeof openReaderApi>;

function openReaderApi() {
  const db = openQuestions(directory);
  const reads = openReads(db, keptPath(directory));
  const api = {
    ...reads,
    posterTargets: (after: number, limit: number) => readPosterTargets(db, after, limit),
    posterTarget: (rowid: number) => readPosterTarget(db, rowid),
  };
  const noted = timed(api, SLOW_MS, (name, ms, answer) => note('slow-question', { name, ms, rows: rowsOf(answer) }));
  return tellingDamage(directory, refreshBeforeCalls(db, noted, reads.keepUp));
}

// The thread starts while the writer opens and perhaps migrates the catalog, so the first question opens it here.
serve(openReaderApi);
