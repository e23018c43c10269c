/**
 * Makes, stores and returns the previews of one library. All answers are plain data, so that it can run in its own
 * thread.
 */
import { rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { note } from '../../storage/log.ts';
import type { MediaInput } from '../headers/bytes.ts';
import { extractEntry, type PackedInput } from '../programs/extract.ts';
import { type Failure, type FailureCode, failed, failureOf, isLasting, type Made, made } from '../programs/failure.ts';
import { partPath } from '../programs/part-path.ts';
import { FILMSTRIP_VERSION } from './filmstrip.ts';
import { POSTER_VERSION } from './poster.ts';
import { type Drawn, type DrawnKind, draw, factsAt, likenessAt, posterFromHead } from './preview-drawing.ts';
import { createQueue } from './preview-queue.ts';
import { type Kept, openPreviewStore, type StoredKind } from './preview-store.ts';
import { makeProxy, PROXY_VERSION } from './proxy.ts';

export type { PackedInput } from '../programs/extract.ts';

export type MadeKind = Exclude<StoredKind, 'extract'>;

/** A request for a preview. All plain data. */
export interface PreviewRequest {
  /** Identifies this request for {@link PreviewThread.drop}; unique while it is in progress. */
  readonly requestId: number;
  /** Identifies the content, ideally by its SHA-256. Previews are stored under it, whatever the file's path. */
  readonly key: string;
  /** The key of the same bytes before their hash was known. Previews stored under it are taken over. */
  readonly formerKey?: string;
  readonly kind: MadeKind;
  /** Whether to compute the likeness first for a picture that an older version stored without it. */
  readonly needsLikeness?: boolean;
  readonly input: PackedInput;
  /** 0: on screen; 1: next to the screen; higher: the rest. */
  readonly priority: number;
}

export interface ExtractRequest extends Omit<PreviewRequest, 'kind'> {
  /** The file's extension without the dot, for programs that depend on it. */
  readonly extension: string;
}

/** For the catalog: the displayed size of a picture, its ThumbHash (posters only), and its likeness. */
export interface PreviewFacts {
  readonly width: number;
  readonly height: number;
  readonly thumbHash: Uint8Array<ArrayBuffer> | null;
  readonly likeness: Uint8Array<ArrayBuffer> | null;
}

export type PreviewAnswer =
  | {
      readonly type: 'memory';
      readonly mime: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly etag: string;
      readonly facts: PreviewFacts | null;
      /** Why the picture could be shown but not stored; null when it is stored. */
      readonly unkept: Failure | null;
    }
  | {
      readonly type: 'file';
      readonly mime: string;
      readonly path: string;
      readonly etag: string;
    }
  | { readonly type: 'failed'; readonly code: FailureCode; readonly message: string; readonly path: string };

export interface PreviewOptions {
  /** The library's folder for previews; created when it does not exist. */
  readonly directory: string;
  readonly limitBytes: number;
  /** Maximum number of ffmpeg processes at a time; default: the number of cores. */
  readonly concurrency?: number;
  /** Called when the work on a content begins, and when it has ended. */
  readonly onWork?: (key: string, begins: boolean) => void;
  /** Called with a sentence when the stored previews were damaged and have been created again. */
  readonly onReset?: (message: string) => void;
}

/** All functions take and return plain data. */
export interface PreviewThread {
  /**
   * Returns the preview from the store, or makes it. Never rejects: a cancelled request answers with the code
   * "dropped".
   */
  get(request: PreviewRequest): Promise<PreviewAnswer>;
  /** Returns the entry as a file, from the store or unpacked now. Starts even while previews are paused. */
  extract(request: ExtractRequest): Promise<PreviewAnswer>;
  drop(requestId: number): void;
  /** While true, only work starts for which a caller waits: previews on screen, proxies and extracted entries. */
  pause(paused: boolean): void;
  /** For each key: the preview is stored, is known to fail, or is still to be made. */
  has(keys: readonly string[], kind: MadeKind): readonly ('ready' | 'failed' | null)[];
  bytes(): number;
  setLimit(limitBytes: number): void;
  /** Aborts running work, and closes the store. */
  close(): Promise<void>;
}

const VERSIONS: Readonly<Record<StoredKind, number>> = {
  poster: POSTER_VERSION,
  filmstrip: FILMSTRIP_VERSION,
  proxy: PROXY_VERSION,
  extract: 1,
};
const MIMES: Readonly<Record<StoredKind, string>> = {
  poster: 'image/webp',
  filmstrip: 'image/webp',
  proxy: 'video/mp4',
  extract: 'application/octet-stream',
};

/** Opens the previews in `directory`. Throws the system's error when the folder cannot be written. */
export function openPreviews({
  directory,
  limitBytes,
  concurrency = availableParallelism(),
  onReset,
  onWork = () => {},
}: PreviewOptions): PreviewThread {
  const store = openPreviewStore({ directory, limitBytes, ...(onReset && { onReset }) });
  const queue = createQueue<Kept>(concurrency);

  /** A full disk or a lost store must not cost the user a preview that was made. It is shown, but not stored. */
  const keep = (outcome: Made<Kept>, save: () => void): Made<Kept> => {
    try {
      save();
      return outcome;
    } catch (cause) {
      const unkept = failureOf(cause);
      return outcome.ok && outcome.value.type === 'picture'
        ? made({ ...outcome.value, unkept })
        : { ok: false, failure: unkept };
    }
  };
  const keepFailure = (key: string, kind: StoredKind, failure: Failure): Made<Kept> => {
    if (failure.code !== 'dropped') note('preview-failed', { kind, code: failure.code });
    return keep({ ok: false, failure }, () => {
      if (isLasting(failure.code)) store.keepFailure(key, kind, VERSIONS[kind], failure);
    });
  };

  const unpackFor = async (
    key: string,
    input: PackedInput,
    extension: string,
    signal: AbortSignal,
  ): Promise<Made<Kept>> => {
    const known = store.find(key, 'extract', VERSIONS.extract);
    if (known) return outcomeOf(known);
    const path = store.pathFor(key, 'extract', VERSIONS.extract, extension);
    const run = await extractEntry(input, path, signal);
    if (!run.ok) return keepFailure(key, 'extract', run.failure);
    return keep(made({ type: 'file', path }), () => store.keepFile(key, 'extract', VERSIONS.extract, path));
  };
  /** A file in which ffmpeg and the header parsers can seek: the original place, or an unpacked copy. */
  const seekable = async (key: string, input: PackedInput, signal: AbortSignal): Promise<Made<MediaInput>> => {
    if (input.inflatedSize === undefined) return made(input);
    const copy = await unpackFor(key, input, 'bin', signal);
    if (!copy.ok) return copy;
    return copy.value.type === 'file'
      ? made({ path: copy.value.path })
      : failed('internal', 'An unpacked entry is not a file.');
  };

  const drawFor = async (
    { key, input }: PreviewRequest,
    kind: DrawnKind,
    signal: AbortSignal,
  ): Promise<Made<Drawn>> => {
    const headPath = partPath(store.pathFor(key, kind, VERSIONS[kind], 'bin'));
    const fromHead = kind === 'poster' ? await posterFromHead(headPath, input, signal) : null;
    if (fromHead) return fromHead;
    const place = await seekable(key, input, signal);
    return place.ok ? draw(kind, place.value, signal) : place;
  };
  const picture = async (request: PreviewRequest, kind: DrawnKind, signal: AbortSignal): Promise<Made<Kept>> => {
    const { key } = request;
    const outcome = await drawFor(request, kind, signal);
    if (!outcome.ok) return keepFailure(key, kind, outcome.failure);
    const { bytes, facts } = outcome.value;
    return keep(made({ type: 'picture', bytes, facts }), () =>
      store.keepPicture(key, kind, VERSIONS[kind], bytes, facts),
    );
  };
  /**
   * Computes the likeness of a stored picture that lacks it. A picture whose likeness cannot be computed is still
   * shown.
   */
  const withLikeness = async (
    { key }: PreviewRequest,
    kind: DrawnKind,
    kept: Kept & { type: 'picture' },
    signal: AbortSignal,
  ) => {
    const path = partPath(store.pathFor(key, kind, VERSIONS[kind], 'webp'));
    try {
      await writeFile(path, kept.bytes);
      const likeness = await likenessAt(kind, path, signal);
      if (!likeness.ok || !kept.facts) return made<Kept>(kept);
      const facts = { ...kept.facts, likeness: likeness.value };
      return keep(made<Kept>({ ...kept, facts }), () => store.keepLikeness(key, kind, likeness.value));
    } finally {
      await rm(path, { force: true });
    }
  };
  const encodeFor = async (
    { key, input }: PreviewRequest,
    path: string,
    signal: AbortSignal,
  ): Promise<Made<string>> => {
    const place = await seekable(key, input, signal);
    if (!place.ok) return place;
    const facts = await factsAt(place.value);
    return facts.ok ? makeProxy(place.value, facts.value, path, signal) : facts;
  };
  const proxy = async (request: PreviewRequest, signal: AbortSignal): Promise<Made<Kept>> => {
    const path = store.pathFor(request.key, 'proxy', VERSIONS.proxy, 'mp4');
    const outcome = await encodeFor(request, path, signal);
    if (!outcome.ok) return keepFailure(request.key, 'proxy', outcome.failure);
    return keep(made({ type: 'file', path }), () => store.keepFile(request.key, 'proxy', VERSIONS.proxy, path));
  };

  const answerFor = async (
    request: Omit<PreviewRequest, 'kind'>,
    kind: StoredKind,
    run: (signal: AbortSignal) => Promise<Made<Kept>>,
    isUnfinished: (kept: Kept) => boolean = () => false,
  ): Promise<PreviewAnswer> => {
    const { key, formerKey, priority, requestId, input } = request;
    const find = (): Made<Kept> | null => {
      const known = store.find(key, kind, VERSIONS[kind]);
      return known && !isUnfinished(known) ? outcomeOf(known) : null;
    };
    const adopted = (): Made<Kept> | null => {
      if (formerKey === undefined) return null;
      store.adopt(formerKey, key, kind);
      return find();
    };
    const work = async (signal: AbortSignal): Promise<Made<Kept>> => {
      onWork(key, true);
      try {
        return await run(signal);
      } finally {
        onWork(key, false);
      }
    };
    try {
      // A preview on screen keeps a connection open until the answer, and a browser has only six connections in total.
      const task = {
        key: `${kind} ${key}`,
        priority,
        urgent: priority === 0 || kind === 'proxy' || kind === 'extract',
        run: work,
      };
      return toAnswer(key, kind, input.path, find() ?? adopted() ?? (await queue.ask(requestId, task)));
    } catch (cause) {
      return toAnswer(key, kind, input.path, { ok: false, failure: failureOf(cause) });
    }
  };

  return {
    get(request) {
      const { kind } = request;
      if (kind === 'proxy') return answerFor(request, kind, (signal) => proxy(request, signal));
      const unseen = request.needsLikeness
        ? (kept: Kept) => kept.type === 'picture' && !kept.facts?.likeness
        : () => false;
      return answerFor(
        request,
        kind,
        (signal) => {
          const kept = store.find(request.key, kind, VERSIONS[kind]);
          return kept?.type === 'picture' ? withLikeness(request, kind, kept, signal) : picture(request, kind, signal);
        },
        unseen,
      );
    },
    extract(request) {
      return answerFor(request, 'extract', (signal) =>
        unpackFor(request.key, request.input, request.extension, signal),
      );
    },
    drop: queue.drop,
    pause: queue.pause,
    has: (keys, kind) => store.states(keys, kind, VERSIONS[kind]),
    bytes: store.bytes,
    setLimit: store.setLimit,
    async close() {
      await queue.close();
      store.close();
    },
  };
}

function outcomeOf(kept: Kept): Made<Kept> {
  return kept.type === 'failed' ? { ok: false, failure: kept.failure } : made(kept);
}

function toAnswer(key: string, kind: StoredKind, path: string, outcome: Made<Kept>): PreviewAnswer {
  if (!outcome.ok) return { type: 'failed', ...outcome.failure, path };
  const kept = outcome.value;
  if (kept.type === 'failed') return { type: 'failed', ...kept.failure, path };
  const common = { mime: MIMES[kind], etag: `${key.slice(0, 40)}-${kind}-${VERSIONS[kind]}` } as const;
  if (kept.type === 'file') return { ...common, type: 'file', path: kept.path };
  const { facts } = kept;
  const copied = (bytes: Uint8Array | null): Uint8Array<ArrayBuffer> | null => bytes && new Uint8Array(bytes);
  const plain = facts && { ...facts, thumbHash: copied(facts.thumbHash), likeness: copied(facts.likeness) };
  return { ...common, type: 'memory', bytes: new Uint8Array(kept.bytes), facts: plain, unkept: kept.unkept ?? null };
}
