/** What a reader says about a generation: identifiers and normalised claims, before any merging. */
import type { DateSource, FileRole, FormatName, Kind, Shot } from '../contract/generation.ts';
import type { KnownProblem } from '../contract/problem-codes.ts';
import type { Sign } from '../contract/signs.ts';

/**
 * The identifiers one record or file name states, each in its canonical form:
 * `gen` is `gen_` + 26 characters or a bare 32-hex id; `post` is `s_` + 32 hex; `api` is `video_` + hex; `task` is
 * `task_` + 26 characters or bare 32-hex. A task never joins generations; it only lets a task's prompt reach them.
 */
export interface Ids {
  readonly gen?: string;
  readonly post?: string;
  readonly api?: string;
  readonly task?: string;
  /** 32 hex digits amid other words of a name, with no mark that says whose: see {@link Ids.stem}. Only where nothing above is known. */
  readonly bare?: string;
  /**
   * 32 hex digits that are all of a name. The whole library decides what they are: the generation, post or job of which somebody states
   * this very id; else a generation where they are all of some name, and a post where they are not.
   */
  readonly stem?: string;
}

/** Normalised claims of one record. Absent means: this source does not say. Texts are never empty. */
export interface Claims {
  readonly kind?: Kind;
  readonly prompt?: string;
  readonly title?: string;
  /** When the generation was made, in ms since 1970 UTC, and how the source knows: a creation record or a sidecar's date. */
  readonly createdMs?: number;
  readonly dateSource?: Extract<DateSource, 'record' | 'sidecar'>;
  /** Size and length as stated, which may be half the truth. */
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  readonly model?: string;
  readonly operation?: string;
  readonly seed?: number;
  readonly preset?: string;
  readonly author?: string;
  /** Handles without `@`, beyond those in the prompt. */
  readonly mentions?: readonly string[];
  readonly shots?: readonly Shot[];
  readonly liked?: boolean;
  readonly draft?: boolean;
  readonly collections?: readonly string[];
  readonly parentPostId?: string;
  readonly rootPostId?: string;
  /** The folder in which a person keeps one account's parts apart. */
  readonly account?: string;
}

/** One source's whole statement about one generation. */
export interface SourceRecord {
  readonly ids: Ids;
  /**
   * The name of the media entry this record lies beside. It matters where `ids` is empty: such a record is known by that
   * file's content, and by its own where no file is named.
   */
  readonly file?: string;
  readonly claims: Claims;
  /** The source's own fields, all of them, without the query strings of URLs. Plain JSON data. */
  readonly raw: unknown;
}

/** What a reader (or the file's own name) says about a media file of the source. */
export interface FileClaim {
  /** The entry's name in its source, as in {@link SourceEntry.name}. */
  readonly name: string;
  readonly ids: Ids;
  readonly role: FileRole;
  /** The media file that this one is a preview of, by its name as above. It matters where `ids` is empty: then that file's content tells whose it is. */
  readonly of?: string;
  readonly account?: string;
  /** A creation time read off the file's name (Sora 1 web names only), in ms UTC. */
  readonly namedMs?: number;
}

/** What reading yields, in the order of the source. */
export type Reading =
  | { readonly type: 'record'; readonly record: SourceRecord }
  | { readonly type: 'file'; readonly file: FileClaim }
  | { readonly type: 'problem'; readonly problem: KnownProblem };

/** A metadata document that one reader recognised. */
export interface Recognised {
  readonly format: FormatName;
  /** The entry's name in its source. */
  readonly name: string;
  /** What gave it away. For the report. */
  readonly sign: Sign;
}
