/** The types of a reader's results: identifiers and normalised claims, before any merging. */

import type { DetectionReason } from '../contract/archive/detection-reasons.ts';
import type { DateSource, FileRole, FormatName, Kind, Shot } from '../contract/items/generation.ts';

/**
 * The identifiers that one record or file name states, each in its canonical form: `gen` is `gen_` + 26 characters or a
 * bare 32-hex id; `post` is `s_` + 32 hex; `api` is `video_` + hex; `task` is `task_` + 26 characters or bare 32-hex. A
 * task never joins generations; it only passes its prompt on to them.
 */
export interface Ids {
  readonly gen?: string;
  readonly post?: string;
  readonly api?: string;
  readonly task?: string;
  /**
   * 32 hex digits between other words of a name, without a mark of their type: see {@link Ids.stem}. Set only when the
   * name has no gen, post or api id.
   */
  readonly bare?: string;
  /**
   * 32 hex digits that are a whole file name. The whole library decides their type. If some record or file states this
   * id as a generation, post or job, they are that. Else they are a generation when they are the whole name of some
   * file, and a post when they are only part of names.
   */
  readonly stem?: string;
}

/** Normalised claims of one record. An absent field means that the source does not state it. Texts are never empty. */
export interface Claims {
  readonly kind?: Kind;
  readonly prompt?: string;
  /** What the generator was told to avoid. It is never searched as a prompt. */
  readonly negativePrompt?: string;
  readonly title?: string;
  /** When the generation was made, in ms since 1970 UTC. `dateSource`: a creation record, or a sidecar's date. */
  readonly createdMs?: number;
  readonly dateSource?: Extract<DateSource, 'record' | 'sidecar'>;
  /** Size and length as the source states them; they can be wrong. */
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  readonly model?: string;
  readonly operation?: string;
  readonly seed?: number;
  readonly preset?: string;
  readonly author?: string;
  /** Handles without `@`, in addition to those in the prompt. */
  readonly mentions?: readonly string[];
  readonly shots?: readonly Shot[];
  readonly liked?: boolean;
  readonly draft?: boolean;
  readonly collections?: readonly string[];
  readonly parentPostId?: string;
  readonly rootPostId?: string;
  /** The folder that holds the files of one account. */
  readonly account?: string;
}

/** Everything that one source states about one generation. */
export interface SourceRecord {
  readonly ids: Ids;
  /**
   * The name of the media entry beside this record. It matters when `ids` is empty: the record is then identified by
   * that file's content, or by its own content when no file is named.
   */
  readonly file?: string;
  readonly claims: Claims;
  /** All fields of the source, without the query strings of URLs. Plain JSON data. */
  readonly raw: unknown;
}

/** What a reader, or the file's own name, states about a media file of the source. */
export interface FileClaim {
  /** The entry's name in its source, as in {@link SourceEntry.name}. */
  readonly name: string;
  readonly ids: Ids;
  readonly role: FileRole;
  /**
   * The name of the media file whose preview this file is. It matters when `ids` is empty: that file's content then
   * identifies the generation.
   */
  readonly of?: string;
  readonly account?: string;
  /** The creation time from the file's name, in ms UTC. */
  readonly namedMs?: number;
  /** The name that the file had before an export of Afterimage renamed it. Its facts count instead of the present name's. */
  readonly named?: string;
}

/** A metadata document that one reader recognised. */
export interface Recognised {
  readonly format: FormatName;
  /** The entry's name in its source. */
  readonly name: string;
  /** The sign by which the reader recognised it, for the report. */
  readonly sign: DetectionReason;
}
