/**
 * Reads the facts about a media file: sniffs the type, parses the header, and calls ffprobe only when that is not
 * enough.
 */

import { probe } from '../programs/probe.ts';
import type { Bytes } from './bytes.ts';
import { readCredentials } from './c2pa/credentials.ts';
import type { MediaFacts } from './facts.ts';
import { type Draft, HeaderDamage, headerReader, OutOfReach } from './header.ts';
import { readImage } from './image-header.ts';
import { readMp4 } from './mp4-header.ts';
import { claimedByName, looksLikeText, SNIFF_LENGTH, type Sniffed, sniff } from './sniff.ts';

/**
 * The facts about one file; null when it is not media. The name decides only when the bytes cannot: an empty or unknown
 * file with a media name is damaged media; text with a media name is not media. Rejects only with errors of the disk.
 */
export async function factsOf(bytes: Bytes, name: string): Promise<MediaFacts | null> {
  const head = await bytes.read(0, SNIFF_LENGTH);
  const sniffed = sniff(head);
  if (sniffed) return readSniffed(bytes, sniffed);
  const claimed = claimedByName(name);
  if (!claimed) return null;
  if (bytes.size === 0) return toFacts({ ...emptyDraft(claimed), damage: 'The file is empty.' });
  if (looksLikeText(head)) return null;
  return toFacts({ ...emptyDraft(claimed), damage: 'The beginning of the file is damaged, so its type is unknown.' });
}

/** The facts from the bytes alone; null when they are not media. Rejects only with errors of the disk. */
export async function readFacts(bytes: Bytes): Promise<MediaFacts | null> {
  const sniffed = sniff(await bytes.read(0, SNIFF_LENGTH));
  return sniffed ? readSniffed(bytes, sniffed) : null;
}

/** The EXIF orientation 1–8 of a picture; 1 for video, which players rotate themselves. */
export async function orientationOf(bytes: Bytes): Promise<number> {
  const sniffed = sniff(await bytes.read(0, SNIFF_LENGTH));
  return sniffed?.kind === 'image' ? (await readHeader(bytes, sniffed)).orientation : 1;
}

async function readSniffed(bytes: Bytes, sniffed: Sniffed): Promise<MediaFacts> {
  const draft = await readHeader(bytes, sniffed);
  const known =
    draft.width !== null && draft.codec !== null && (draft.kind === 'image' || draft.durationSeconds !== null);
  if (known || draft.damage || !bytes.input) return toFacts(draft);
  return probe(bytes.input, toFacts(draft));
}

async function readHeader(bytes: Bytes, sniffed: Sniffed): Promise<Draft> {
  const draft = emptyDraft(sniffed);
  const reader = headerReader(bytes);
  try {
    if (OWN_PARSER_MP4.has(sniffed.mime)) await readMp4(reader, draft);
    else await readImage(reader, draft);
  } catch (cause) {
    if (cause instanceof HeaderDamage) draft.damage = cause.message;
    else if (!(cause instanceof OutOfReach)) throw cause;
  }
  return draft;
}

const OWN_PARSER_MP4: ReadonlySet<string> = new Set([
  'video/mp4',
  'video/quicktime',
  'video/x-m4v',
  'video/3gpp',
  'image/heic',
  'image/avif',
]);

function emptyDraft({ kind, mime }: Sniffed): Draft {
  const unknown = { width: null, height: null, durationSeconds: null, fps: null, codec: null, hasAudio: null };
  return { kind, mime, ...unknown, damage: null, orientation: 1, store: null };
}

function toFacts({ orientation: _, store, ...facts }: Draft): MediaFacts {
  return { ...facts, c2pa: store && readCredentials(store) };
}
