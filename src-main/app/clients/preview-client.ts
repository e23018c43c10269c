/** The client of the preview thread: requests previews by generation and stores their facts in the catalog. */
import { hash } from 'node:crypto';
import type { PosterTarget } from '../../catalog/reads/sources/poster-targets.ts';
import type { Pictured } from '../../catalog/writes/archive/likeness-rows.ts';
import type { PreviewReport } from '../../contract/archive/report.ts';
import type { AppEvent } from '../../contract/library/job.ts';
import { InputError } from '../../formats/source.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import type { PreviewAnswer } from '../../media/previews/previews.ts';
import { type Failure, failureOf } from '../../media/programs/failure.ts';
import { saysUnwritable } from '../../storage/says-unwritable.ts';
import { inLanes } from '../../threads/lanes.ts';
import { isThreadEnded, type Remote, type Thread } from '../../threads/rpc.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { Preview, PreviewKind, Previews } from '../library/previews-api.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { PreviewApi } from '../workers/preview-worker.ts';
import type { WriterApi } from '../workers/writer-worker.ts';
import { openSuspects, type PreviewEvent } from './preview-suspects.ts';

const PAGE = 500;
/** Requests in flight while all posters are made. The queue of the thread runs one task per core. */
const IN_FLIGHT = 8;
/** The priority of background work. */
const IDLE = 9;
/** How long facts from previews are collected before one write, in ms. */
const COLLECT_MS = 300;

export interface PreviewClientOptions {
  readonly directory: string;
  /** The folder for zips that must be unpacked. */
  readonly unpacked: string;
  readonly limit: number;
  readonly reads: Pick<CatalogReads, 'file'> & {
    posterTargets(after: number, limit: number): Promise<readonly PosterTarget[]>;
    posterTarget(rowid: number): Promise<PosterTarget | null>;
  };
  readonly writer: Pick<Remote<WriterApi>, 'setPictured'>;
  readonly tell: (event: AppEvent) => void;
}

export interface PreviewClient {
  readonly face: Previews;
  makeAll(onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<PreviewReport>;
  /** Makes missing previews in the background, after all requested ones. */
  fillSoon(): void;
  setLimit(bytes: number): void;
  /** Cancels everything; resolves when nothing runs any more. */
  close(): Promise<void>;
  /** Terminates the thread and its programs. */
  end(): Promise<void>;
}

/** How often a preview is started again after a death of the thread. */
const MOST_TRIES = 4;

const DROPPED: PreviewAnswer = {
  type: 'failed',
  code: 'dropped',
  message: 'Nobody waits for this preview any more.',
  path: '',
};

/** Opens the client. The first request starts the thread. */
export function openPreviewClient(options: PreviewClientOptions): PreviewClient {
  const { reads } = options;
  const { directory, unpacked } = options;
  let limitBytes = options.limit;
  let paused = false;
  const suspects = openSuspects();
  const thread = lazyThread<PreviewApi>('preview-worker', () => ({ directory, unpacked, limitBytes, paused }), {
    onEvent: (event) => suspects.hear(event as PreviewEvent),
    onDeath: suspects.died,
  });
  const closing = new AbortController();
  const pictured = collectPictured(options);
  let nextRequest = 1;
  let filling: Promise<unknown> | null = null;

  /** Calls the preview thread, and once more when it died before its answer. */
  const asked = async <T>(call: (calls: Thread<PreviewApi>['call']) => Promise<T>): Promise<T> => {
    try {
      return await call(thread.get().call);
    } catch (cause) {
      if (!isThreadEnded(cause) || closing.signal.aborted) throw cause;
      return await call(thread.get().call);
    }
  };
  /** The same for one content, unless this content is known to kill the thread. */
  const askedAbout = async (
    key: string,
    place: string,
    call: (calls: Thread<PreviewApi>['call']) => Promise<PreviewAnswer>,
  ): Promise<PreviewAnswer> => {
    for (let tries = 0; tries < MOST_TRIES && !suspects.isGuilty(key) && !closing.signal.aborted; tries++) {
      try {
        return await suspects.alone(key, () => call(thread.get().call));
      } catch (cause) {
        if (!isThreadEnded(cause)) throw cause;
      }
    }
    return {
      type: 'failed',
      code: 'internal',
      message: 'Making this preview stopped the program that makes previews.',
      path: place,
    };
  };
  const ask = async (
    target: PosterTarget,
    kind: PreviewKind,
    priority: number,
    signal?: AbortSignal,
  ): Promise<PreviewAnswer> => {
    const key = keyOf(target);
    const requestId = nextRequest++;
    const drop = (): void => thread.running()?.notify.drop(requestId);
    signal?.addEventListener('abort', drop, { once: true });
    try {
      const subject = { requestId, key, formerKey: placeKey(target), path: target.path, entry: target.entry, priority };
      const answer = await askedAbout(key, target.path, (calls) =>
        signal?.aborted ? Promise.resolve(DROPPED) : calls.get(subject, kind, priority === IDLE),
      );
      const news = newsOf(target, kind, answer);
      if (news) pictured.add(target.rowid, news);
      return answer;
    } finally {
      signal?.removeEventListener('abort', drop);
    }
  };

  const makeAll: PreviewClient['makeAll'] = async (onProgress, signal) => {
    const report = { made: 0, failed: [] as { path: string; message: string }[] };
    // When nothing can be stored, making the other posters would be useless.
    const stopping = new AbortController();
    const stop = ({ message }: Pick<Error, 'message'>): void => {
      if (!stopping.signal.aborted)
        report.failed.push({ path: directory, message: `${message.replace(/[.]$/, '')}: no more posters were made.` });
      stopping.abort();
    };
    const ended = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
    let done = 0;
    try {
      for await (const page of pages(reads)) {
        if (ended.aborted) break;
        const states = await asked((calls) => calls.has(page.map(keyOf), 'poster'));
        const wanted = page.filter(
          (target, at) => states[at] !== 'ready' || !target.hasThumbHash || !target.hasLikeness,
        );
        done += page.length - wanted.length;
        await inLanes(wanted, IN_FLIGHT, ended, async (target) => {
          const known = states[page.indexOf(target)] === 'ready';
          const answer = await ask(target, 'poster', IDLE, ended);
          const unkept = unkeptOf(answer);
          if (unkept) stop(unkept);
          else if (answer.type !== 'failed') report.made += Number(!known);
          else if (!ended.aborted) report.failed.push({ path: pathOf(target), message: answer.message });
          onProgress(++done, Math.max(done, page.length));
        });
      }
      await pictured.flush();
    } catch (cause) {
      if (!saysUnwritable(cause)) throw cause;
      stop(failureOf(cause));
    }
    return report;
  };

  return {
    face: {
      async get(rowid, kind, priority, signal) {
        const target = await reads.posterTarget(rowid);
        if (!target || signal?.aborted || (kind !== 'poster' && target.kind !== 'video')) return null;
        return asPreview(await ask(target, kind, priority, signal));
      },
      async extracted(fileId, signal) {
        const file = await reads.file(fileId);
        if (!file?.entry)
          throw new InputError({
            path: file?.path ?? '',
            code: 'not-found',
            message: 'This file is not in the library any more.',
          });
        const formerKey = placeKey({ ...file, entry: file.entry });
        const key = file.sha256 ?? formerKey;
        const requestId = nextRequest++;
        const drop = (): void => thread.running()?.notify.drop(requestId);
        signal?.addEventListener('abort', drop, { once: true });
        const subject = { requestId, key, formerKey, path: file.path, entry: file.entry, priority: 0 };
        const answer = await askedAbout(key, file.path, (calls) => calls.extract(subject)).finally(() =>
          signal?.removeEventListener('abort', drop),
        );
        if (answer.type === 'file') return answer.path;
        const message = answer.type === 'failed' ? answer.message : 'The zip entry could not be unpacked.';
        throw new InputError({ path: `${file.path}/${file.entry}`, code: 'unreadable', message });
      },
      pause(value) {
        paused = value;
        thread.running()?.notify.pause(value);
      },
      bytes: () => asked((calls) => calls.bytes()),
    },
    makeAll,
    fillSoon() {
      // A failure of the background run appears again when its preview is requested.
      filling ??= makeAll(() => {}, closing.signal)
        .catch(() => {})
        .finally(() => {
          filling = null;
        });
    },
    setLimit(bytes) {
      limitBytes = bytes;
      thread.running()?.notify.setLimit(bytes);
    },
    async close() {
      closing.abort();
      // Running tasks end with the queue; after that the background run can end.
      const closed = thread.running()?.call.close();
      await Promise.allSettled([closed, filling]);
      await pictured.flush().catch(() => {});
    },
    end: thread.close,
  };
}

/** The failure of storing previews, when it concerns all previews. */
function unkeptOf(answer: PreviewAnswer): Failure | null {
  if (answer.type === 'failed') return answer.code === 'disk-full' ? answer : null;
  return answer.type === 'memory' ? answer.unkept : null;
}

/** The content hash; the place of the file until it is hashed. */
const keyOf = (target: PosterTarget): string =>
  target.sha256 ? Buffer.from(target.sha256).toString('hex') : placeKey(target);

const placeKey = ({ path, entry, size, mtimeMs }: Pick<PosterTarget, 'path' | 'entry' | 'size' | 'mtimeMs'>): string =>
  `place-${hash('sha256', JSON.stringify([path, entry, size, mtimeMs]))}`;

function asPreview(answer: PreviewAnswer): Preview | null {
  if (answer.type === 'failed') return null;
  const { mime, etag } = answer;
  return answer.type === 'memory'
    ? { type: 'memory', mime, etag, bytes: answer.bytes }
    : { type: 'file', mime, etag, path: answer.path };
}

async function* pages(reads: PreviewClientOptions['reads']): AsyncIterable<readonly PosterTarget[]> {
  for (let after = 0; ; ) {
    const page = await reads.posterTargets(after, PAGE);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.rowid;
  }
}

/** New facts about the file of a preview; null for none. */
function newsOf(target: PosterTarget, kind: PreviewKind, answer: PreviewAnswer): Pictured | null {
  if (answer.type !== 'memory' || !answer.facts) return null;
  const { fileId, hasThumbHash, hasLikeness, hasFrames } = target;
  const { thumbHash, likeness } = answer.facts;
  if (kind === 'filmstrip') return likeness && !hasFrames ? { fileId, frames: likeness } : null;
  const news = {
    ...(thumbHash && !hasThumbHash && { thumbHash }),
    ...(likeness && !hasLikeness && { poster: likeness }),
  };
  return Object.keys(news).length > 0 ? { fileId, ...news } : null;
}

/** Collects facts from previews for a moment, writes them together, and notifies the pages. */
function collectPictured({ writer, tell }: Pick<PreviewClientOptions, 'writer' | 'tell'>) {
  let waiting: { readonly rowid: number; readonly news: Pictured }[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    await writer.setPictured(batch.map(({ news }) => news));
    tell({ type: 'posters', rowids: batch.map(({ rowid }) => rowid) });
  };
  return {
    flush,
    add(rowid: number, news: Pictured): void {
      waiting.push({ rowid, news });
      // Facts that could not be written are found again with the next poster.
      timer ??= setTimeout(() => void flush().catch(() => {}), COLLECT_MS);
    },
  };
}
