/** Reads one track of a movie: codec, size, duration. ISO 14496-12 chapter 8. */
import { children, find } from '../../containers/iso-boxes.ts';

export interface Track {
  readonly id: number;
  /** "vide", "soun" … */
  readonly handler: string;
  /** In pixels as displayed, with a quarter turn applied. 0 when unknown. */
  readonly width: number;
  readonly height: number;
  readonly codec: string | null;
  /** Ticks per second. */
  readonly timescale: number;
  /** Playing time in seconds, trimmed by the edit list. 0 when unknown. */
  readonly seconds: number;
  /** Total duration of all samples, in seconds. */
  readonly mediaSeconds: number;
  readonly samples: number;
  /** The duration in ticks of a fragment's sample without an own duration. */
  readonly fragmentTicks: number;
}

/** ffprobe's names for the usual sample entries. Other entries keep their four letters. */
const CODECS: Readonly<Record<string, string>> = {
  avc1: 'h264',
  avc2: 'h264',
  avc3: 'h264',
  avc4: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  dvh1: 'hevc',
  dvhe: 'hevc',
  av01: 'av1',
  vp08: 'vp8',
  vp09: 'vp9',
  mp4v: 'mpeg4',
  jpeg: 'mjpeg',
  'png ': 'png',
  apch: 'prores',
  apcn: 'prores',
  apcs: 'prores',
  apco: 'prores',
  ap4h: 'prores',
  ap4x: 'prores',
};

/** Reads a `trak` body. Missing or damaged parts become zeros. `count` is called for every box. */
export function trackOf(
  body: Buffer,
  movieTimescale: number,
  fragmentDefaults: ReadonlyMap<number, number>,
  count: () => void,
): Track {
  const boxes = children(body, 0, count);
  const media = children(find(boxes, 'mdia')?.body, 0, count);
  const tables = children(find(children(find(media, 'minf')?.body, 0, count), 'stbl')?.body, 0, count);
  const head = headOf(find(boxes, 'tkhd')?.body);
  const time = timeOf(find(media, 'mdhd')?.body);
  const handler = find(media, 'hdlr')?.body.toString('latin1', 8, 12) ?? '';
  const entry = sampleEntry(find(tables, 'stsd')?.body);
  const stts = timeToSample(find(tables, 'stts')?.body);
  const ticks = stts.ticks > 0 ? stts.ticks : time.ticks;
  const mediaSeconds = time.timescale > 0 ? ticks / time.timescale : 0;
  const edited = editSeconds(find(children(find(boxes, 'edts')?.body, 0, count), 'elst')?.body, movieTimescale);
  const width = entry.width || head.width;
  const height = entry.height || head.height;
  return {
    id: head.id,
    handler,
    width: head.turned ? height : width,
    height: head.turned ? width : height,
    codec: entry.codec,
    timescale: time.timescale,
    seconds: edited > 0 ? Math.min(edited, mediaSeconds) : mediaSeconds,
    mediaSeconds,
    samples: stts.samples,
    fragmentTicks: fragmentDefaults.get(head.id) ?? 0,
  };
}

/** The displayed track: the video track with the most samples, so that cover art is not chosen. */
export function chooseVideo(tracks: readonly Track[]): Track | null {
  const videos = tracks.filter((track) => track.handler === 'vide');
  return videos.reduce<Track | null>((best, track) => (best && best.samples >= track.samples ? best : track), null);
}

function headOf(body: Buffer | undefined): { id: number; width: number; height: number; turned: boolean } {
  const long = body?.[0] === 1;
  const matrix = long ? 52 : 40;
  if (!body || body.length < matrix + 44) return { id: 0, width: 0, height: 0, turned: false };
  const at = (index: number): number => Math.abs(body.readInt32BE(matrix + index * 4));
  return {
    id: body.readUInt32BE(long ? 20 : 12),
    width: body.readUInt32BE(matrix + 36) >>> 16,
    height: body.readUInt32BE(matrix + 40) >>> 16,
    turned: at(1) > at(0) && at(3) > at(4),
  };
}

function timeOf(body: Buffer | undefined): { timescale: number; ticks: number } {
  const long = body?.[0] === 1;
  if (!body || body.length < (long ? 32 : 20)) return { timescale: 0, ticks: 0 };
  const ticks = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  const unknown = ticks === 0xffffffff || ticks > Number.MAX_SAFE_INTEGER;
  return { timescale: body.readUInt32BE(long ? 20 : 12), ticks: unknown ? 0 : ticks };
}

function sampleEntry(body: Buffer | undefined): { codec: string | null; width: number; height: number } {
  if (!body || body.length < 16) return { codec: null, width: 0, height: 0 };
  const type = body.toString('latin1', 12, 16);
  const codec = CODECS[type] ?? (/^[\w ]{4}$/.test(type) ? type.trim().toLowerCase() : null);
  const sized = body.length >= 44;
  return { codec, width: sized ? body.readUInt16BE(40) : 0, height: sized ? body.readUInt16BE(42) : 0 };
}

/** `stts`: runs of samples with equal duration. The number of runs is limited by the size of the box. */
function timeToSample(body: Buffer | undefined): { samples: number; ticks: number } {
  let samples = 0;
  let ticks = 0;
  if (!body || body.length < 8) return { samples, ticks };
  const runs = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / 8));
  for (let run = 0; run < runs; run++) {
    const count = body.readUInt32BE(8 + run * 8);
    samples += count;
    ticks += count * body.readUInt32BE(12 + run * 8);
  }
  return { samples, ticks };
}

/** `elst`: the part of the media that is shown. Empty edits only delay it. */
function editSeconds(body: Buffer | undefined, movieTimescale: number): number {
  if (!body || body.length < 8 || movieTimescale === 0) return 0;
  const long = body[0] === 1;
  const width = long ? 20 : 12;
  const edits = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / width));
  let ticks = 0;
  for (let edit = 0; edit < edits; edit++) {
    const at = 8 + edit * width;
    const empty = long ? body.readBigInt64BE(at + 8) < 0n : body.readInt32BE(at + 4) < 0;
    if (!empty) ticks += long ? Number(body.readBigUInt64BE(at)) : body.readUInt32BE(at);
  }
  return ticks / movieTimescale;
}
