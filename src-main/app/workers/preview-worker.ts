/** The preview thread: runs ffmpeg by priority and stores the results in the library. */
import { extname } from 'node:path';
import { workerData } from 'node:worker_threads';
import { explain } from '../../formats/problems.ts';
import { InputError } from '../../formats/source.ts';
import { locate } from '../../formats/zip/zip-read.ts';
import { unpackInto } from '../../formats/zip/zip-spool.ts';
import { type MadeKind, openPreviews, type PackedInput, type PreviewAnswer } from '../../media/previews/previews.ts';
import { note } from '../../storage/log.ts';
import { giveWay } from '../../threads/lower-priority.ts';
import { emit, serve } from '../../threads/rpc.ts';
import type { PreviewEvent } from '../clients/preview-suspects.ts';

/** A file of the catalog; `entry` is empty unless the file is inside a zip. */
export interface PreviewSubject {
  readonly requestId: number;
  /** The key of the content. */
  readonly key: string;
  /** The key before the content was hashed: a preview with this key is reused. */
  readonly formerKey: string;
  readonly path: string;
  readonly entry: string;
  readonly priority: number;
}

const { directory, unpacked, limitBytes, paused } = workerData as {
  readonly directory: string;
  readonly unpacked: string;
  readonly limitBytes: number;
  readonly paused: boolean;
};
giveWay();
unpackInto(unpacked);
const tellReset = (message: string): void => {
  note('previews-reset', {});
  process.stderr.write(`${message}\n`);
};
const tellWork = (key: string, begins: boolean): void => emit({ key, begins } satisfies PreviewEvent);
const previews = openPreviews({ directory, limitBytes, onWork: tellWork, onReset: tellReset });
previews.pause(paused);

/**
 * Requests whose place on disk is being looked up, and whether they were cancelled meanwhile. They are not in the
 * preview queue yet.
 */
const lookedUp = new Map<number, 'wanted' | 'dropped'>();

export type PreviewApi = typeof api;
const api = {
  /** `needsLikeness`: a stored picture without a hash is hashed first. */
  get: (subject: PreviewSubject, kind: MadeKind, needsLikeness: boolean): Promise<PreviewAnswer> =>
    withInput(subject, (input) => previews.get({ ...subject, kind, input, needsLikeness })),
  extract: (subject: PreviewSubject): Promise<PreviewAnswer> =>
    withInput(subject, (input) =>
      previews.extract({ ...subject, input, extension: extname(subject.entry).slice(1) || 'bin' }),
    ),
  drop(requestId: number): void {
    if (lookedUp.has(requestId)) lookedUp.set(requestId, 'dropped');
    else previews.drop(requestId);
  },
  pause: (paused: boolean): void => previews.pause(paused),
  has: (keys: readonly string[], kind: MadeKind) => previews.has(keys, kind),
  bytes: (): number => previews.bytes(),
  setLimit: (bytes: number): void => previews.setLimit(bytes),
  close: (): Promise<void> => previews.close(),
};
serve(api);

async function withInput(
  subject: PreviewSubject,
  make: (input: PackedInput) => Promise<PreviewAnswer>,
): Promise<PreviewAnswer> {
  const { requestId, key, path } = subject;
  lookedUp.set(requestId, 'wanted');
  tellWork(key, true);
  try {
    const input = await inputOf(subject).finally(() => tellWork(key, false));
    const isDropped = lookedUp.get(requestId) === 'dropped';
    lookedUp.delete(requestId);
    if (isDropped) return { type: 'failed', code: 'dropped', message: 'This preview is no longer needed.', path };
    return await make(input);
  } catch (cause) {
    lookedUp.delete(requestId);
    const message = cause instanceof InputError ? cause.problem.message : explain(cause);
    return { type: 'failed', code: 'missing', message, path };
  }
}

/** The place of the bytes: a file, a range of a zip, or a compressed range of a zip. */
async function inputOf({ path, entry }: PreviewSubject): Promise<PackedInput> {
  if (entry === '') return { path };
  const { path: file, offset, size, packedSize, stored } = await locate(path, entry);
  return stored ? { path: file, offset, size } : { path: file, offset, size: packedSize, inflatedSize: size };
}
