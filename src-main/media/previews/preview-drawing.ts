/** Draws posters and filmstrips of media on disk, stored in a zip, or compressed in a zip. */
import { rm } from 'node:fs/promises';
import { inputBytes, type MediaInput } from '../headers/bytes.ts';
import type { MediaFacts } from '../headers/facts.ts';
import { readFacts } from '../headers/read-facts.ts';
import { extractHead, type PackedInput } from '../programs/extract.ts';
import { failed, failureOf, type Made, made } from '../programs/failure.ts';
import { runFfmpeg } from '../programs/ffmpeg.ts';
import { makeFilmstrip, readStrip, stripLikenessCommand } from './filmstrip.ts';
import { makePoster } from './poster.ts';
import type { PictureFacts } from './preview-store.ts';

export type DrawnKind = 'poster' | 'filmstrip';

/**
 * Sora's clips have their index and first keyframe within this size. So a poster does not need the whole entry on disk.
 */
const HEAD_BYTES = 4 * 1024 * 1024;

/** A picture with its facts for the catalog. */
export interface Drawn {
  readonly bytes: Buffer;
  readonly facts: PictureFacts;
}

/** Draws a poster or filmstrip of media in which ffmpeg can seek. */
export async function draw(kind: DrawnKind, input: MediaInput, signal: AbortSignal): Promise<Made<Drawn>> {
  const facts = await factsAt(input);
  if (!facts.ok) return facts;
  if (kind === 'filmstrip') {
    const strip = await makeFilmstrip(input, facts.value, signal);
    if (!strip.ok) return strip;
    const { bytes, ...pictured } = strip.value;
    return made({ bytes: Buffer.from(bytes), facts: { ...pictured, thumbHash: null } });
  }
  const poster = await makePoster(input, facts.value, signal);
  if (!poster.ok) return poster;
  const { bytes, ...pictured } = poster.value;
  return made({ bytes: Buffer.from(bytes), facts: pictured });
}

/** Computes the likeness of a stored picture from the picture itself, because the original may be on another drive. */
export async function likenessAt(kind: DrawnKind, path: string, signal: AbortSignal): Promise<Made<Uint8Array>> {
  const drawn = kind === 'poster' ? await draw(kind, { path }, signal) : await lookAtStrip(path, signal);
  if (!drawn.ok) return drawn;
  const { likeness } = 'facts' in drawn.value ? drawn.value.facts : drawn.value;
  return likeness ? made(likeness) : failed('undecodable', 'The stored picture cannot be decoded.');
}

async function lookAtStrip(path: string, signal: AbortSignal): Promise<Made<{ readonly likeness: Uint8Array | null }>> {
  const run = await runFfmpeg(stripLikenessCommand({ path }), { timeoutMs: 60_000, signal });
  return run.ok ? made({ likeness: readStrip(run.value)?.likeness ?? null }) : run;
}

/** Reads the present facts of a file from its bytes. */
export async function factsAt(input: MediaInput): Promise<Made<MediaFacts>> {
  try {
    const bytes = await inputBytes(input);
    try {
      const facts = await readFacts(bytes);
      return facts ? made(facts) : failed('not-media', 'The file is not a video or picture.');
    } finally {
      await bytes.close();
    }
  } catch (cause) {
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Draws a compressed video's poster from its beginning only; null when that is not enough. */
export async function posterFromHead(
  path: string,
  input: PackedInput,
  signal: AbortSignal,
): Promise<Made<Drawn> | null> {
  if (input.inflatedSize === undefined) return null;
  const head = await extractHead(input, path, HEAD_BYTES, signal);
  try {
    const facts = head.ok ? await factsAt({ path }) : head;
    const enough =
      facts.ok && facts.value.width !== null && (facts.value.kind === 'video' || input.inflatedSize <= HEAD_BYTES);
    const poster = enough ? await draw('poster', { path }, signal) : null;
    return poster?.ok ? poster : null;
  } finally {
    await rm(path, { force: true });
  }
}
