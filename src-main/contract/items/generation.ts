/** The core types: generation, file, shot, and the documents that show them. */
import { z } from 'zod';
import { FileChange } from '../library/verification.ts';
import { FolderStep } from '../searching/folder-step.ts';
import { ContentCredentials } from './credentials.ts';

export const Kind = z.enum(['video', 'image']);
export type Kind = z.infer<typeof Kind>;

export const State = z.enum(['complete', 'prompt-only', 'media-only']);
export type State = z.infer<typeof State>;

export const DateSource = z.enum(['record', 'id', 'sidecar', 'filename', 'file-time']);
export type DateSource = z.infer<typeof DateSource>;

/** One name per reader. `embedded` and `loose` describe the media file itself. */
export const FORMAT_NAMES = [
  'sora-export',
  'chatgpt-export',
  'soravault',
  'save-sora',
  'sora-downloader',
  'sora-additions',
  'prompt-tree',
  'batch-downloader',
  'auto-saver',
  'videos-api',
  'video-downloader',
  'capture',
  'raw-api',
  'sidecar',
  'embedded',
  'loose',
] as const;
export const FormatName = z.enum(FORMAT_NAMES);
export type FormatName = z.infer<typeof FormatName>;

/** Formats whose exports list items together with their media: an item without its file is then a finding. */
export const FORMATS_WITH_MEDIA = [
  'sora-export',
  'soravault',
  'save-sora',
  'sora-downloader',
  'sora-additions',
] as const satisfies readonly FormatName[];

export const FileRole = z.enum(['original', 'watermark', 'no-watermark', 'reference', 'thumbnail']);
export type FileRole = z.infer<typeof FileRole>;

/** One scene of a storyboard. `seconds` is its length; null when the storyboard does not state it. */
export const Shot = z.object({ seconds: z.number().nullable(), text: z.string() });
export type Shot = z.infer<typeof Shot>;

/**
 * The damage sentence for a file whose bytes do not match its zip's checksum. Catalogs store it and it is compared, so
 * it must never change.
 */
export const CHECKSUM_DAMAGE =
  'This file in the zip is damaged: its bytes do not match the checksum that the zip keeps of them. Everything readable was kept.';

export const FileInfo = z.object({
  /** The catalog's number for this file. Media is requested by this number, never by path. */
  fileId: z.number().int(),
  path: z.string(),
  /** The name inside the zip when `path` is a zip, else null. */
  entry: z.string().nullable(),
  size: z.number(),
  sha256: z.string().nullable(),
  mime: z.string().nullable(),
  role: FileRole,
  missing: z.boolean(),
  /** A sentence when the file's header is damaged, or its bytes do not match its zip's checksum; else null. */
  damage: z.string().nullable(),
  /** The open change of the file with both states; null without one. */
  change: FileChange.nullable(),
  /** When it was last verified; null if it never was. */
  verifiedAt: z.string().nullable(),
  /** The embedded Content Credentials, never validated; null when there are none. */
  c2pa: ContentCredentials.nullable(),
});
export type FileInfo = z.infer<typeof FileInfo>;

/** One generated video or image for scripts and the inspector: the `Generation` of the command line. */
export const Generation = z.object({
  id: z.string(),
  kind: Kind.nullable(),
  state: State,
  prompt: z.string().nullable(),
  title: z.string().nullable(),
  createdAt: z.string().nullable(),
  dateSource: DateSource.nullable(),
  taskId: z.string().nullable(),
  postId: z.string().nullable(),
  apiId: z.string().nullable(),
  account: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationSeconds: z.number().nullable(),
  fps: z.number().nullable(),
  codec: z.string().nullable(),
  hasAudio: z.boolean().nullable(),
  model: z.string().nullable(),
  operation: z.string().nullable(),
  seed: z.number().nullable(),
  preset: z.string().nullable(),
  author: z.string().nullable(),
  mentions: z.array(z.string()),
  shots: z.array(Shot),
  liked: z.boolean(),
  draft: z.boolean(),
  collections: z.array(z.string()),
  tags: z.array(z.string()),
  rating: z.number().int().min(0).max(5),
  favorite: z.boolean(),
  note: z.string(),
  parentPostId: z.string().nullable(),
  rootPostId: z.string().nullable(),
  files: z.array(FileInfo),
  formats: z.array(FormatName),
});
export type Generation = z.infer<typeof Generation>;

export const RecordInfo = z.object({
  format: FormatName,
  /** The document that contains the record: a path on disk, and the entry when that path is a zip. */
  path: z.string(),
  entry: z.string().nullable(),
  raw: z.unknown(),
});
export type RecordInfo = z.infer<typeof RecordInfo>;

export const GenerationDetail = Generation.extend({
  /** The catalog's number; the page uses it for previews and edits. */
  rowid: z.number().int(),
  /** The size that a record states, when it differs from the file's own size. */
  statedSize: z.object({ width: z.number(), height: z.number() }).nullable(),
  /** Field → the format that provided its value, or "id", "file", "user". */
  provenance: z.record(z.string(), z.string()),
  records: z.array(RecordInfo),
  /** The number of other generations from the same task, and with the same prompt. */
  /** The folders of its files, each from the top of its source: the way back to the tree. References have none. */
  places: z.array(z.object({ fileId: z.number().int(), folders: z.array(FolderStep) })),
  related: z.object({ sameTask: z.number().int(), samePrompt: z.number().int() }),
});
export type GenerationDetail = z.infer<typeof GenerationDetail>;

/** The data of a gallery cell. */
export const Card = z.object({
  rowid: z.number().int(),
  id: z.string(),
  kind: Kind.nullable(),
  state: State,
  missing: z.boolean(),
  /**
   * The prompt. Of a long prompt, the part with the search's first hit, with … for omitted text. Without a prompt, the
   * title, and without both, the name of the file as a title. At most 400 UTF-16 units.
   */
  text: z.string().nullable(),
  /** The first shot of the storyboard with a hit, counted from 1; `text` is from that shot. Null when there is none. */
  shot: z.number().int().nullable(),
  /**
   * Where its main file is, below the top of its source: folders and name, joined by `/`. Of an item with several files,
   * the place that the search hits.
   */
  place: z.string().nullable(),
  /** Whether another search can give another `text`, `shot` and `place`. */
  varies: z.boolean(),
  title: z.string().nullable(),
  createdAt: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  hasAudio: z.boolean().nullable(),
  favorite: z.boolean(),
  rating: z.number().int(),
  tags: z.array(z.string()),
  /** The number of items in the stack of which this is the cover, itself included; 0 when it is not a cover. */
  stack: z.number().int(),
  /** The main media file, null when there is none (a prompt-only card). */
  fileId: z.number().int().nullable(),
  mime: z.string().nullable(),
  /** The base64 ThumbHash of the poster; null until one is made. */
  thumbHash: z.string().nullable(),
});
export type Card = z.infer<typeof Card>;
