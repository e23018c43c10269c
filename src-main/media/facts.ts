/** What a media file is, read from its own bytes. */
import type { ContentCredentials } from '../contract/credentials.ts';
import type { Kind } from '../contract/generation.ts';

/** Facts about one file. Null means the file does not say, or is damaged where it would. */
export interface MediaFacts {
  readonly kind: Kind;
  /** "video/mp4", "image/webp" …: from the bytes, never from the extension. */
  readonly mime: string;
  /** As displayed: rotation applied. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly fps: number | null;
  /** "h264", "hevc", "png" …: ffprobe's names. */
  readonly codec: string | null;
  readonly hasAudio: boolean | null;
  /** The Content Credentials that are embedded, as they read; null when there are none. */
  readonly c2pa: ContentCredentials | null;
  /** A sentence when the header is damaged or cut short, else null. */
  readonly damage: string | null;
}
