/** The facts about a media file, read from its own bytes. */
import type { ContentCredentials } from '../../contract/items/credentials.ts';
import type { Kind } from '../../contract/items/generation.ts';

/** Facts about one file. Null means that the file does not state the fact, or is damaged at that place. */
export interface MediaFacts {
  readonly kind: Kind;
  /** "video/mp4", "image/webp" …: from the bytes, never from the file name. */
  readonly mime: string;
  /** In pixels as displayed, with rotation applied. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly fps: number | null;
  /** "h264", "hevc", "png" …: ffprobe's names. */
  readonly codec: string | null;
  readonly hasAudio: boolean | null;
  /** The embedded Content Credentials as stated; null when there are none. */
  readonly c2pa: ContentCredentials | null;
  /** A sentence when the header is damaged or cut short, else null. */
  readonly damage: string | null;
}
