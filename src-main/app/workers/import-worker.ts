/** The import thread: walks, parses and hashes, and sends the results to the writer thread. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { openQuestions } from '../../catalog/connection.ts';
import { tellingDamage } from '../../catalog/keeping/damage.ts';
import { readExportLists } from '../../catalog/reads/items/export-rows.ts';
import { openImportLookups, type StandingSource } from '../../catalog/reads/sources/import-lookups.ts';
import type { VerifyState } from '../../catalog/writes/archive/verify-runs.ts';
import type { Progress } from '../../contract/library/job.ts';
import type { FixityDecision } from '../../contract/library/verification.ts';
import type { WordsReport } from '../../contract/organising/organised.ts';
import { InputError } from '../../formats/source.ts';
import { unpackInto } from '../../formats/zip/zip-spool.ts';
import type { ImportOptions } from '../../import/collect/import-options.ts';
import { type ImportOutcome, runImport } from '../../import/collect/run.ts';
import { moveSource } from '../../import/sources/move-source.ts';
import { removeSource } from '../../import/sources/remove-source.ts';
import { type Decided, decide } from '../../import/verify/decide.ts';
import { openPace } from '../../import/verify/pace.ts';
import { type Verified, verify } from '../../import/verify/verify.ts';
import { giveWay } from '../../threads/lower-priority.ts';
import { connect, emit, type Remote, serve } from '../../threads/rpc.ts';
import { readWordsAt } from '../annotations/read-words.ts';
import type { WordsRead } from '../annotations/words-reader.ts';
import type { Worked } from '../library/jobs/job-list.ts';
import { unpackedFolder } from '../library/library-folder.ts';
import { paced } from './progress-pace.ts';
import type { WriterApi } from './writer-worker.ts';

/** The page cache for the lookups of the import, in KiB. Most lookups read one row through an index. */
const LOOKUP_CACHE = 6_144;

export interface ImportEvent {
  readonly workId: string;
  readonly progress: Progress;
}

const { directory } = workerData as { readonly directory: string };
giveWay();
unpackInto(unpackedFolder(directory));
const db = openQuestions(directory, LOOKUP_CACHE);
const lookups = openImportLookups(db);
const running = new Map<string, AbortController>();
/** The current writer thread. Running work keeps the writer it started with, and fails when that writer dies. */
let writer: Remote<WriterApi> | null = null;
const attachedWriter = (): Remote<WriterApi> => {
  if (!writer) throw new Error('No writer was attached.');
  return writer;
};

/** Runs work that can be cancelled by its id, and sends its progress. */
async function run<T>(
  workId: string,
  work: (signal: AbortSignal, tell: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  running.set(workId, abort);
  try {
    return await work(
      abort.signal,
      paced((progress) => emit({ workId, progress } satisfies ImportEvent)),
    );
  } finally {
    running.delete(workId);
  }
}

function optionsFor(signal: AbortSignal, onProgress: (progress: Progress) => void): ImportOptions {
  return { lookups, writer: attachedWriter(), signal, onProgress, exclude: [directory] };
}

function sourceOf(id: number): StandingSource {
  const source = lookups.sources().find((each) => each.id === id);
  if (!source)
    throw new InputError({ path: '', code: 'not-found', message: 'This source is not in the library any more.' });
  return source;
}

/** Annotations files that were read and wait for `bringWords`, by number. */
const wordsRead = new Map<number, WordsRead & { readonly name: string }>();
let lastRead = 0;
/** How long an annotations file waits for `bringWords`, in ms: the edit queue may hold earlier edits. */
const KEPT_MS = 600_000;

let isHeld = false;

export interface VerifyManner {
  readonly gently: boolean;
  readonly isKept: boolean;
}

const NOTHING_READ = { report: null, importId: null, cancelled: false };

export type ImportApi = typeof api;
const api = {
  attach(port: MessagePort): void {
    writer = connect<WriterApi>(port).call;
  },
  cancel: (workId: string): void => running.get(workId)?.abort(),
  /** @param readAgain ids of files whose embedded texts are read again although the files are unchanged */
  import: (workId: string, paths: readonly string[], readAgain: readonly number[] = []): Promise<ImportOutcome> =>
    run(workId, async (signal, onProgress) =>
      runImport(paths, { ...optionsFor(signal, onProgress), readAgain: new Set(readAgain) }),
    ),
  /** Removes a source, and reads the sources again that took over rows. */
  removeSource: (workId: string, sourceId: number): Promise<Worked> =>
    run(workId, async (signal, onProgress) => {
      const options = optionsFor(signal, onProgress);
      const { outcome, reread, cancelled } = await removeSource(sourceOf(sourceId), options);
      const read = reread.length === 0 || cancelled ? NOTHING_READ : await runImport(reread, options);
      return { ...read, source: outcome, cancelled: cancelled || read.cancelled };
    }),
  /** Moves a source to a new path and reads it there. */
  moveSource: (workId: string, sourceId: number, to: string): Promise<Worked> =>
    run(workId, async (signal, onProgress) => {
      const options = optionsFor(signal, onProgress);
      const outcome = await moveSource(sourceOf(sourceId), to, options);
      return { ...(await runImport([to], options)), source: outcome };
    }),
  /** The lists of contents of Afterimage's own exports among the sources. */
  exportLists: () => readExportLists(db),
  /**
   * Reads an annotations file in this thread, where no edit waits for it. Returns the number to call `bringWords` with.
   */
  async readWords(name: string, path: string): Promise<number> {
    const read = await readWordsAt(name, path);
    const number = ++lastRead;
    wordsRead.set(number, { name, ...read });
    setTimeout(() => wordsRead.delete(number), KEPT_MS).unref();
    return number;
  },
  async bringWords(number: number): Promise<WordsReport> {
    const read = wordsRead.get(number);
    wordsRead.delete(number);
    if (!read) throw new InputError({ path: '', code: 'unreadable', message: 'This file has to be read again.' });
    const { name, file, problems } = read;
    const outcome = await attachedWriter().bringWords(name, file);
    return { ...outcome, problems: [...problems, ...outcome.problems.map((problem) => ({ ...problem, path: name }))] };
  },
  /**
   * Continues the verification `begun`. With `gently` it reads at a low rate, and not while other work of this thread
   * runs. With `isKept` it stores its results.
   */
  verify: (workId: string, begun: VerifyState, { gently, isKept }: VerifyManner): Promise<Verified> =>
    run(workId, async (signal, onProgress) => {
      const pace = gently ? openPace(() => isHeld || running.size > 1, signal) : null;
      const writer = isKept ? attachedWriter() : null;
      return verify(begun, {
        lookups,
        writer,
        exclude: [directory],
        signal,
        onProgress,
        pace: pace ?? (async () => {}),
      });
    }),
  /** Pauses gentle work while a person uses the application. */
  hold(held: boolean): void {
    isHeld = held;
  },
  decide: (workId: string, decision: FixityDecision): Promise<Decided> =>
    run(workId, (signal) => decide(decision, { lookups, writer: attachedWriter(), signal })),
};
serve(tellingDamage(directory, api));
