/** Reads MP4, QuickTime, HEIC and AVIF headers (the boxes of ISO 14496-12) without reading the media data. */

import { type Box, children, find, findAll, TOP_HEADER, topBox } from '../../containers/iso-boxes.ts';
import { MP4_STORE_UUID, mp4Store } from './c2pa/store-bytes.ts';
import { cutShort, type Draft, HeaderDamage } from './header.ts';
import type { HeaderReader } from './header-reader.ts';
import { chooseVideo, type Track, trackOf } from './mp4-track.ts';

/** Reads the boxes into the draft. Throws {@link HeaderDamage}; facts that were read before it stay in the draft. */
export async function readMp4(reader: HeaderReader, draft: Draft): Promise<void> {
  const movie: Movie = { tracks: [], fragments: new Map(), declaredSeconds: 0 };
  let index = false;
  let damage: string | null = null;
  let at = 0;
  while (at + TOP_HEADER <= reader.size) {
    const box = topBox(await reader.upTo(at, 32), at, reader.size);
    if (!box) {
      if (!index) damage = 'The header is damaged: its parts do not follow one another.';
      break;
    }
    reader.count();
    if (box.uuid === MP4_STORE_UUID) draft.store = await mp4Store(reader, box, draft.store);
    if (READ_WHOLE.has(box.type)) {
      const body = await reader.upTo(box.bodyStart, box.end - box.bodyStart);
      readTop(box.type, body, movie, draft, reader);
      index ||= box.type === (draft.kind === 'video' ? 'moov' : 'meta');
    }
    if (box.end > reader.size) {
      damage = cutShort(reader.size, box.end);
      break;
    }
    at = box.end;
  }
  fillDraft(movie, draft);
  if (draft.kind === 'video' && !index) throw new HeaderDamage(damage ?? 'The file has no index: its end is missing.');
  if (damage) throw new HeaderDamage(damage);
}

interface Movie {
  tracks: readonly Track[];
  /** Duration in ticks and number of samples by track id, summed over the fragments. */
  readonly fragments: Map<number, { ticks: number; samples: number }>;
  declaredSeconds: number;
}

const READ_WHOLE: ReadonlySet<string> = new Set(['moov', 'moof', 'meta']);

function readTop(type: string, body: Buffer, movie: Movie, draft: Draft, reader: HeaderReader): void {
  const boxes = children(body, type === 'meta' ? 4 : 0, reader.count);
  if (type === 'moov') readMovie(boxes, movie, reader);
  if (type === 'moof') readFragment(boxes, movie, reader);
  if (type === 'meta' && draft.kind === 'image') readPicture(boxes, draft, reader);
}

function readMovie(boxes: readonly Box[], movie: Movie, reader: HeaderReader): void {
  const header = find(boxes, 'mvhd');
  const timescale = header ? number32(header.body, header.body[0] === 1 ? 20 : 12) : 0;
  const extends_ = children(find(boxes, 'mvex')?.body, 0, reader.count);
  const declared = find(extends_, 'mehd')?.body;
  const ticks = declared ? (declared[0] === 1 ? number64(declared, 4) : number32(declared, 4)) : 0;
  movie.declaredSeconds = timescale > 0 ? ticks / timescale : 0;
  const defaults = new Map(findAll(extends_, 'trex').map(({ body }) => [number32(body, 4), number32(body, 12)]));
  movie.tracks = findAll(boxes, 'trak').map((box) => trackOf(box.body, timescale, defaults, reader.count));
}

/** ISO 14496-12 8.8: a fragment's samples, each with its own duration or a default one. */
function readFragment(boxes: readonly Box[], movie: Movie, reader: HeaderReader): void {
  for (const traf of findAll(boxes, 'traf')) {
    const parts = children(traf.body, 0, reader.count);
    const head = find(parts, 'tfhd')?.body;
    if (!head || head.length < 8) continue;
    const flags = number32(head, 0) & 0xffffff;
    const id = number32(head, 4);
    const own = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
    const fallback = movie.tracks.find((track) => track.id === id)?.fragmentTicks ?? 0;
    const each = flags & 8 ? number32(head, own) : fallback;
    const sum = movie.fragments.get(id) ?? { ticks: 0, samples: 0 };
    for (const run of findAll(parts, 'trun')) addRun(run.body, each, sum);
    movie.fragments.set(id, sum);
  }
}

function addRun(body: Buffer, each: number, sum: { ticks: number; samples: number }): void {
  const flags = number32(body, 0) & 0xffffff;
  const samples = number32(body, 4);
  const width = 4 * (bit(flags, 0x100) + bit(flags, 0x200) + bit(flags, 0x400) + bit(flags, 0x800));
  const start = 8 + 4 * (bit(flags, 1) + bit(flags, 4));
  const present = width > 0 ? Math.min(samples, Math.floor(Math.max(0, body.length - start) / width)) : samples;
  sum.samples += present;
  if (!bit(flags, 0x100)) sum.ticks += present * each;
  else for (let i = 0; i < present; i++) sum.ticks += number32(body, start + i * width);
}

/** HEIC and AVIF: the largest `ispe` is the picture; smaller ones are its tiles and thumbnails (ISO 23008-12). */
function readPicture(boxes: readonly Box[], draft: Draft, reader: HeaderReader): void {
  const properties = children(
    find(children(find(boxes, 'iprp')?.body, 0, reader.count), 'ipco')?.body,
    0,
    reader.count,
  );
  const sizes = findAll(properties, 'ispe').map(({ body }) => [number32(body, 4), number32(body, 8)] as const);
  const [width, height] = sizes.reduce((best, size) => (size[0] * size[1] > best[0] * best[1] ? size : best), [
    0, 0,
  ] as const);
  if (width === 0 || height === 0) return;
  const turned = ((find(properties, 'irot')?.body[0] ?? 0) & 1) === 1;
  draft.width = turned ? height : width;
  draft.height = turned ? width : height;
  draft.codec = draft.mime === 'image/avif' ? 'av1' : 'hevc';
}

function fillDraft(movie: Movie, draft: Draft): void {
  if (movie.tracks.length === 0) return;
  draft.hasAudio = movie.tracks.some((track) => track.handler === 'soun');
  const video = chooseVideo(movie.tracks);
  if (!video || draft.kind === 'image') return;
  const fragments = movie.fragments.get(video.id);
  const seconds =
    video.seconds > 0 ? video.seconds : fragments && video.timescale > 0 ? fragments.ticks / video.timescale : 0;
  const mediaSeconds = video.mediaSeconds > 0 ? video.mediaSeconds : seconds;
  const samples = video.samples > 0 ? video.samples : (fragments?.samples ?? 0);
  draft.width = video.width || null;
  draft.height = video.height || null;
  draft.codec = video.codec;
  draft.durationSeconds = round(seconds || movie.declaredSeconds) || null;
  draft.fps = samples > 0 && mediaSeconds > 0 ? round(samples / mediaSeconds) || null : null;
}

/** Rounds to microseconds, which are finer than any file's clock. This removes the errors of division. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : 0;
}

function bit(flags: number, mask: number): 0 | 1 {
  return flags & mask ? 1 : 0;
}

function number32(body: Buffer, at: number): number {
  return at + 4 <= body.length ? body.readUInt32BE(at) : 0;
}

function number64(body: Buffer, at: number): number {
  return at + 8 <= body.length ? Number(body.readBigUInt64BE(at)) : 0;
}
