/** Previews as the application requests them. */

export type PreviewKind = 'poster' | 'filmstrip' | 'proxy';

/** A preview ready to be served: bytes in memory, or a file in the library (proxies, extracted zip entries). */
export type Preview =
  | { readonly type: 'memory'; readonly mime: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string }
  | { readonly type: 'file'; readonly mime: string; readonly path: string; readonly etag: string };

export interface Previews {
  /**
   * The preview, made now if need be; `priority` 0 is what is on screen. Null when the media cannot be pictured
   * (damaged, missing, no media). An aborted signal drops the request unless others wait for it too.
   */
  get(rowid: number, kind: PreviewKind, priority: number, signal?: AbortSignal): Promise<Preview | null>;
  /**
   * A deflated zip entry, or one that must be a plain file, extracted into the library's cache. Rejects with
   * InputError.
   */
  extracted(fileId: number, signal?: AbortSignal): Promise<string>;
  /** While true no preview is begun: a video plays. */
  pause(paused: boolean): void;
  bytes(): Promise<number>;
}
