/** Carries out decisions about changed originals: accept, take back, leave, ask again. */
import { basename } from 'node:path';
import type { FixityFile, ImportLookups } from '../../catalog/reads/sources/import-lookups.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { CHECKSUM_DAMAGE } from '../../contract/items/generation.ts';
import type { FixityDecision, FixityResult } from '../../contract/library/verification.ts';
import { stripUrls } from '../../formats/json/strip-urls.ts';
import { explained } from '../../formats/problems.ts';
import { fileBytes } from '../../media/headers/bytes.ts';
import { factsOf } from '../../media/headers/read-facts.ts';
import { zippedBytes } from '../collect/entry-bytes.ts';
import type { ImportWriter } from '../collect/writer-port.ts';
import type { Batch, HeldContent } from '../derive/commit.ts';
import { type Checked, checkFile, nameOf } from './check-file.ts';

export interface DecideOptions {
  readonly lookups: Pick<ImportLookups, 'fixityFile' | 'openChange' | 'sources'>;
  readonly writer: Pick<ImportWriter, 'commit' | 'forgetReading'>;
  readonly signal: AbortSignal;
}

/** The result of a decision, with the accepted files and the sources that have to be read again for them. */
export interface Decided extends FixityResult {
  readonly accepted: { readonly fileIds: readonly number[]; readonly sources: readonly string[] };
}

const NOTHING_ACCEPTED = { fileIds: [], sources: [] };

/**
 * Carries out a decision. Before a change is accepted, the file is read again: it must still have the content that was
 * decided about. Files without an open change are ignored.
 */
export async function decide({ set, fileIds }: FixityDecision, options: DecideOptions): Promise<Decided> {
  const { lookups, writer } = options;
  const ids = [...new Set(fileIds)].filter((id) => lookups.fixityFile(id));
  if (set === 'take-back') {
    const { takenBack } = await writer.commit({ takenBack: ids });
    return { changed: takenBack.length, refused: [], accepted: NOTHING_ACCEPTED };
  }
  const open = ids.filter((id) => lookups.openChange(id));
  if (set === 'leave' || set === 'ask') {
    const leftMs = set === 'leave' ? Date.now() : null;
    await writer.commit({ left: open.map((fileId) => ({ fileId, leftMs })) });
    return { changed: open.length, refused: [], accepted: NOTHING_ACCEPTED };
  }
  const refused: KnownProblem[] = [];
  const news: FixityFile[] = [];
  for (const id of open) {
    if (options.signal.aborted) break;
    const file = lookups.fixityFile(id) as FixityFile;
    const outcome = await accepted(file, options);
    if (outcome === null) news.push(file);
    else refused.push(outcome);
  }
  return { changed: news.length, refused, accepted: await readers(news, options) };
}

/** The sources of the accepted files. The next import reads them completely. */
async function readers(files: readonly FixityFile[], { lookups, writer }: DecideOptions): Promise<Decided['accepted']> {
  const ids = new Set(files.map(({ sourceId }) => sourceId));
  const sources = lookups.sources().filter(({ id }) => ids.has(id));
  for (const { id } of sources) await writer.forgetReading(id);
  return { fileIds: files.map(({ id }) => id), sources: sources.map(({ path }) => path) };
}

/** Accepts the current content of a file. Returns null, or the reason for a refusal. */
async function accepted(file: FixityFile, { lookups, writer, signal }: DecideOptions): Promise<KnownProblem | null> {
  const checked = await checkFile(file, signal);
  const batch = await batchFor(file, checked, lookups);
  if ('code' in batch) return batch;
  const { problem, ...rest } = batch;
  await writer.commit(rest);
  return problem;
}

async function batchFor(
  file: FixityFile,
  { outcome, now, isSpoiled = false }: Checked,
  lookups: Pick<ImportLookups, 'openChange'>,
): Promise<(Batch & { readonly problem: KnownProblem | null }) | KnownProblem> {
  const problem = (code: KnownProblem['code'], message: string): KnownProblem => ({
    path: nameOf(file),
    code,
    message,
  });
  const atMs = Date.now();
  // The file has its known content again.
  if (outcome === 'intact' || outcome === 'damaged')
    return { settled: [file.id], checks: [{ fileId: file.id, atMs, outcome }], problem: null };
  if (outcome === 'missing')
    return problem('file-missing', 'This file is not there any more, so nothing was accepted.');
  if (!now?.sha256) return problem('file-unreadable', 'This file cannot be read now, so nothing was accepted.');
  if (!lookups.openChange(file.id)?.sha256?.equals(now.sha256)) {
    const again = problem(
      'original-changed',
      'This file has changed once more since you looked, so nothing was accepted. Look again.',
    );
    return { changes: [{ fileId: file.id, seenMs: atMs, ...now }], problem: again };
  }
  try {
    const held = await heldIn(file, now.sha256, now.size ?? 0, now.mtimeMs ?? atMs, isSpoiled);
    if (held === null)
      return problem('not-media', 'What this file holds now is neither a video nor a picture, so it was not accepted.');
    return {
      accepted: [{ fileId: file.id, held }],
      checks: [{ fileId: file.id, atMs, outcome: 'intact' }],
      problem: null,
    };
  } catch (cause) {
    return problem('file-unreadable', explained('This file cannot be read.', cause).message);
  }
}

async function heldIn(
  file: FixityFile,
  sha256: Uint8Array,
  size: number,
  mtimeMs: number,
  isSpoiled: boolean,
): Promise<HeldContent | null> {
  const bytes = file.entry === '' ? await fileBytes(file.path) : await zippedBytes(file.path, file.entry, size);
  try {
    const facts = await factsOf(bytes, basename(file.entry || file.path));
    if (facts === null) return null;
    const { durationSeconds, hasAudio, c2pa, damage, ...same } = facts;
    return {
      ...same,
      sha256,
      size,
      mtimeMs,
      duration: durationSeconds,
      hasAudio: hasAudio === null ? null : Number(hasAudio),
      hasC2pa: Number(c2pa !== null),
      c2pa: c2pa && JSON.stringify(stripUrls(c2pa)),
      damage: damage ?? (isSpoiled ? CHECKSUM_DAMAGE : null),
    };
  } finally {
    await bytes.close();
  }
}
