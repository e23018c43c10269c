/** The previews of one library: made in order of need, kept, and answered as plain data, so that a thread of their own can host them. */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { inputBytes, type MediaInput } from './bytes.ts';
import { extractEntry, extractHead, type PackedInput } from './extract.ts';
import type { MediaFacts } from './facts.ts';
import { type Failure, type FailureCode, failed, failureOf, isLasting, type Made, made } from './failure.ts';
import { FILMSTRIP_VERSION, makeFilmstrip } from './filmstrip.ts';
import { makePoster, POSTER_VERSION } from './poster.ts';
import { createQueue } from './preview-queue.ts';
import { type Kept, openPreviewStore, type StoredKind } from './preview-store.ts';
import { makeProxy, PROXY_VERSION } from './proxy.ts';
import { readFacts } from './read-facts.ts';

export type { PackedInput } from './extract.ts';

export type MadeKind = Exclude<StoredKind, 'extract'>;

/** What is asked for. All plain data. */
export interface PreviewRequest {
  /** Names this request, for {@link PreviewThread.drop}; unique while it is under way. */
  readonly requestId: number;
  /** Names the content, best its SHA-256: previews are kept under it, whatever path the file has. */
  readonly key: string;
  readonly kind: MadeKind;
  readonly input: PackedInput;
  /** 0 is what is on screen, then what is ahead, then the rest. */
  readonly priority: number;
}

export interface ExtractRequest extends Omit<PreviewRequest, 'kind'> {
  /** The file's extension without the dot, for programs that look at it. */
  readonly extension: string;
}

/** The shape of a poster as displayed, and its ThumbHash: for the catalog. */
export interface PosterFacts {
  readonly width: number;
  readonly height: number;
  readonly thumbHash: Uint8Array<ArrayBuffer> | null;
}

export type PreviewAnswer =
  | {
      readonly state: 'ready';
      readonly in: 'memory';
      readonly mime: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly etag: string;
      readonly poster: PosterFacts | null;
    }
  | { readonly state: 'ready'; readonly in: 'file'; readonly mime: string; readonly path: string; readonly etag: string }
  | { readonly state: 'failed'; readonly code: FailureCode; readonly message: string; readonly path: string };

export interface PreviewOptions {
  /** The library's folder for previews; created when it does not exist. */
  readonly directory: string;
  readonly limitBytes: number;
  /** How many ffmpeg processes at once; as many as cores when left out. */
  readonly concurrency?: number;
  /** Told, as a sentence, when the stored previews were damaged and begun anew. */
  readonly onReset?: (message: string) => void;
}

/** Every function takes and returns plain data. */
export interface PreviewThread {
  /** The preview from the store, else made now. Never rejects: a dropped request answers with code "dropped". */
  get(request: PreviewRequest): Promise<PreviewAnswer>;
  /** The entry as a plain file, from the store or unpacked now. Begins even while previews pause. */
  extract(request: ExtractRequest): Promise<PreviewAnswer>;
  drop(requestId: number): void;
  /** While true nothing is begun but what playing waits for: proxies and extracted entries. */
  pause(paused: boolean): void;
  /** Whether each content's preview is there, known to fail, or still to be made. */
  has(keys: readonly string[], kind: MadeKind): readonly ('ready' | 'failed' | null)[];
  bytes(): number;
  setLimit(limitBytes: number): void;
  /** Ends what runs, and closes the store. */
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
/** Sora's clips keep their index and first keyframe well within this much, so that a poster needs no whole entry on disk. */
const HEAD_BYTES = 4 * 1024 * 1024;

/** Opens the previews in `directory`. Throws the system's error when the folder cannot be written. */
export function openPreviews({ directory, limitBytes, concurrency = availableParallelism(), onReset }: PreviewOptions): PreviewThread {
  const store = openPreviewStore({ directory, limitBytes, ...(onReset && { onReset }) });
  const queue = createQueue<Kept>(concurrency);

  /** A full disk or a lost store must not cost the person a preview that was made: it is shown, though not kept. */
  const keep = (outcome: Made<Kept>, save: () => void): Made<Kept> => {
    try {
      save();
      return outcome;
    } catch (cause) {
      const shown = outcome.ok && outcome.value.state === 'picture';
      return shown ? outcome : { ok: false, failure: failureOf(cause) };
    }
  };
  const keepFailure = (key: string, kind: StoredKind, failure: Failure): Made<Kept> =>
    keep({ ok: false, failure }, () => {
      if (isLasting(failure.code)) store.keepFailure(key, kind, VERSIONS[kind], failure);
    });

  const unpacked = async (key: string, input: PackedInput, extension: string, signal: AbortSignal): Promise<Made<Kept>> => {
    const known = store.find(key, 'extract', VERSIONS.extract);
    if (known) return settled(known);
    const path = store.pathFor(key, 'extract', VERSIONS.extract, extension);
    const run = await extractEntry(input, path, signal);
    if (!run.ok) return keepFailure(key, 'extract', run.failure);
    return keep(made({ state: 'file', path }), () => store.keepFile(key, 'extract', VERSIONS.extract, path));
  };
  /** Where ffmpeg and our own parsers can seek: in place, or in an unpacked copy. */
  const seekable = async (key: string, input: PackedInput, signal: AbortSignal): Promise<Made<MediaInput>> => {
    if (input.inflatedSize === undefined) return made(input);
    const copy = await unpacked(key, input, 'bin', signal);
    if (!copy.ok) return copy;
    return copy.value.state === 'file' ? made({ path: copy.value.path }) : failed('internal', 'An unpacked entry is not a file.');
  };

  const picture = async ({ key, input }: PreviewRequest, kind: 'poster' | 'filmstrip', signal: AbortSignal): Promise<Made<Kept>> => {
    const head = kind === 'poster' ? await posterFromHead(store.pathFor(key, kind, VERSIONS.poster, 'part'), input, signal) : null;
    const place = head ?? (await seekable(key, input, signal));
    const made_ = place.ok ? ('path' in place.value ? await draw(kind, place.value, signal) : made(place.value)) : place;
    if (!made_.ok) return keepFailure(key, kind, made_.failure);
    const { bytes, facts } = made_.value;
    return keep(made({ state: 'picture', bytes, facts }), () => store.keepPicture(key, kind, VERSIONS[kind], bytes, facts));
  };
  const proxy = async ({ key, input }: PreviewRequest, signal: AbortSignal): Promise<Made<Kept>> => {
    const place = await seekable(key, input, signal);
    const facts = place.ok ? await factsAt(place.value) : place;
    if (!place.ok || !facts.ok) return keepFailure(key, 'proxy', place.ok && !facts.ok ? facts.failure : failureOf(place));
    const path = store.pathFor(key, 'proxy', VERSIONS.proxy, 'mp4');
    const run = await makeProxy(place.value, facts.value, path, signal);
    if (!run.ok) return keepFailure(key, 'proxy', run.failure);
    return keep(made({ state: 'file', path }), () => store.keepFile(key, 'proxy', VERSIONS.proxy, path));
  };

  const answerFor = async (
    request: Omit<PreviewRequest, 'kind'>,
    kind: StoredKind,
    run: (signal: AbortSignal) => Promise<Made<Kept>>,
  ): Promise<PreviewAnswer> => {
    const { key, priority, requestId, input } = request;
    const find = (): Made<Kept> | null => {
      const known = store.find(key, kind, VERSIONS[kind]);
      return known && settled(known);
    };
    try {
      const task = { key: `${kind} ${key}`, priority, urgent: kind === 'proxy' || kind === 'extract', run };
      return toAnswer(key, kind, input.path, find() ?? (await queue.ask(requestId, task)));
    } catch (cause) {
      return toAnswer(key, kind, input.path, { ok: false, failure: failureOf(cause) });
    }
  };

  return {
    get(request) {
      const { kind } = request;
      return answerFor(request, kind, (signal) => (kind === 'proxy' ? proxy(request, signal) : picture(request, kind, signal)));
    },
    extract(request) {
      return answerFor(request, 'extract', (signal) => unpacked(request.key, request.input, request.extension, signal));
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

interface Drawn {
  readonly bytes: Buffer;
  readonly facts: { readonly width: number; readonly height: number; readonly thumbHash: Uint8Array | null } | null;
}

async function draw(kind: 'poster' | 'filmstrip', input: MediaInput, signal: AbortSignal): Promise<Made<Drawn>> {
  const facts = await factsAt(input);
  if (!facts.ok) return facts;
  if (kind === 'filmstrip') {
    const strip = await makeFilmstrip(input, facts.value, signal);
    return strip.ok ? made({ bytes: Buffer.from(strip.value), facts: null }) : strip;
  }
  const poster = await makePoster(input, facts.value, signal);
  return poster.ok ? made({ bytes: Buffer.from(poster.value.bytes), facts: poster.value }) : poster;
}

/** What the file is now, by its own bytes. */
async function factsAt(input: MediaInput): Promise<Made<MediaFacts>> {
  try {
    const bytes = await inputBytes(input);
    try {
      const facts = await readFacts(bytes);
      return facts ? made(facts) : failed('not-media', 'The file is no video or picture.');
    } finally {
      await bytes.close();
    }
  } catch (cause) {
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Draws a compressed video's poster from its beginning alone; null when that is not enough. */
async function posterFromHead(path: string, input: PackedInput, signal: AbortSignal): Promise<Made<Drawn> | null> {
  if (input.inflatedSize === undefined) return null;
  const head = await extractHead(input, path, HEAD_BYTES, signal);
  try {
    const facts = head.ok ? await factsAt({ path }) : head;
    const enough = facts.ok && facts.value.width !== null && (facts.value.kind === 'video' || input.inflatedSize <= HEAD_BYTES);
    const poster = enough ? await draw('poster', { path }, signal) : null;
    return poster?.ok ? poster : null;
  } finally {
    await rm(path, { force: true });
  }
}

function settled(kept: Kept): Made<Kept> {
  return kept.state === 'failed' ? { ok: false, failure: kept.failure } : made(kept);
}

function toAnswer(key: string, kind: StoredKind, path: string, outcome: Made<Kept>): PreviewAnswer {
  if (!outcome.ok) return { state: 'failed', ...outcome.failure, path };
  const kept = outcome.value;
  if (kept.state === 'failed') return { state: 'failed', ...kept.failure, path };
  const common = { state: 'ready', mime: MIMES[kind], etag: `${key.slice(0, 40)}-${kind}-${VERSIONS[kind]}` } as const;
  if (kept.state === 'file') return { ...common, in: 'file', path: kept.path };
  const { facts } = kept;
  const poster = facts && { ...facts, thumbHash: facts.thumbHash && new Uint8Array(facts.thumbHash) };
  return { ...common, in: 'memory', bytes: new Uint8Array(kept.bytes), poster };
}
