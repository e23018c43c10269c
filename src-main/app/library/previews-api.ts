/** The interface for requesting previews. */

export type PreviewKind = 'poster' | 'filmstrip' | 'proxy';

/** A preview ready to be served: bytes in memory, or a file in the library (proxies, extracted zip entries). */
export type Preview =
  | { readonly type: 'memory'; readonly mime: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string }
  | { readonly type: 'file'; readonly mime: string; readonly path: string; readonly etag: string };

export interface Previews {
  /**
   * The preview, which is made now if necessary; null when it cannot be made (media damaged, missing or none). An
   * aborted signal cancels the request unless other requests wait for the same preview.
   * @param priority 0 for items on screen
   */
  get(rowid: number, kind: PreviewKind, priority: number, signal?: AbortSignal): Promise<Preview | null>;
  /** Extracts a zip entry into the library's cache and resolves to its path. Rejects with InputError. */
  extracted(fileId: number, signal?: AbortSignal): Promise<string>;
  /** While true, no preview is started, because a video is playing. */
  pause(paused: boolean): void;
  bytes(): Promise<number>;
}
