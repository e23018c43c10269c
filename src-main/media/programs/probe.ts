/** Asks ffprobe for the facts that the header parsers could not find. */
import { z } from 'zod';
import type { MediaInput } from '../headers/bytes.ts';
import type { MediaFacts } from '../headers/facts.ts';
import { runFfprobe } from './ffmpeg.ts';

const TIMEOUT_MS = 20_000;

const Ratio = z.string().regex(/^\d+\/\d+$/);
const Stream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  duration: z.coerce.number().positive().optional(),
  avg_frame_rate: Ratio.optional(),
  tags: z.record(z.string(), z.unknown()).optional(),
  side_data_list: z.array(z.object({ rotation: z.coerce.number().optional() })).optional(),
});
const Probed = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ duration: z.coerce.number().positive().optional() }).optional(),
});

/** Fills the gaps in `known`; adds a damage sentence when ffprobe also fails. Never rejects. */
export async function probe(input: MediaInput, known: MediaFacts): Promise<MediaFacts> {
  const answer = await runFfprobe(known.mime, input, { timeoutMs: TIMEOUT_MS });
  if (!answer.ok) {
    const ours = answer.failure.code === 'undecodable';
    return ours ? { ...known, damage: known.damage ?? 'The header is damaged: the file cannot be read.' } : known;
  }
  const probed = Probed.safeParse(answer.value);
  return probed.success ? { ...known, ...fill(known, probed.data) } : known;
}

function fill(known: MediaFacts, { streams, format }: z.infer<typeof Probed>): Partial<MediaFacts> {
  const video = streams.find((stream) => stream.codec_type === 'video');
  const turned =
    Math.abs(video?.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0) % 180 === 90;
  const moving = known.kind === 'video';
  return {
    width: known.width ?? (turned ? video?.height : video?.width) ?? null,
    height: known.height ?? (turned ? video?.width : video?.height) ?? null,
    codec: known.codec ?? video?.codec_name ?? null,
    durationSeconds:
      known.durationSeconds ??
      (moving ? (video?.duration ?? taggedSeconds(video?.tags) ?? format?.duration) : null) ??
      null,
    fps: known.fps ?? (moving ? ratio(video?.avg_frame_rate) : null),
    hasAudio: known.hasAudio ?? (moving ? streams.some((stream) => stream.codec_type === 'audio') : null),
  };
}

/** Matroska stores a track's own length as a tag: "00:00:10.033000000". */
function taggedSeconds(tags: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const parts = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(String(tags?.DURATION ?? ''));
  const seconds = parts ? Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3]) : 0;
  return seconds > 0 ? seconds : undefined;
}

function ratio(text: string | undefined): number | null {
  const [numerator = 0, denominator = 0] = (text ?? '').split('/').map(Number);
  return numerator > 0 && denominator > 0 ? Math.round((numerator / denominator) * 1e6) / 1e6 : null;
}
