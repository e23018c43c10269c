/** Detects the type of a media file by the magic bytes at its beginning, never by its name. */
import type { Kind } from '../../contract/items/generation.ts';

/** Maximum number of bytes that {@link sniff} reads. */
export const SNIFF_LENGTH = 64;

export interface Sniffed {
  readonly kind: Kind;
  readonly mime: string;
}

/**
 * Recognises media by its first bytes; null for all other data, text included. Fewer than {@link SNIFF_LENGTH} bytes
 * suffice.
 */
export function sniff(head: Uint8Array): Sniffed | null {
  const text = latin1(head.subarray(0, SNIFF_LENGTH));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return image('png');
  if (text.startsWith('\xff\xd8\xff')) return image('jpeg');
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return image('gif');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return image('webp');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'AVI ') return video('x-msvideo');
  if (text.startsWith('\x1a\x45\xdf\xa3')) return matroska(text);
  if (text.slice(4, 8) === 'ftyp') return isoMedia(text, head);
  return OLD_QUICKTIME.has(text.slice(4, 8)) && plausibleBoxSize(head) ? video('quicktime') : null;
}

/** Types by extension, for damaged files whose bytes show no type. */
const BY_EXTENSION: Readonly<Record<string, Sniffed>> = {
  mp4: video('mp4'),
  m4v: video('x-m4v'),
  mov: video('quicktime'),
  webm: video('webm'),
  mkv: video('x-matroska'),
  avi: video('x-msvideo'),
  png: image('png'),
  apng: image('png'),
  jpg: image('jpeg'),
  jpeg: image('jpeg'),
  jpe: image('jpeg'),
  jfif: image('jpeg'),
  webp: image('webp'),
  gif: image('gif'),
  avif: image('avif'),
  heic: image('heic'),
};

/** The type that a name claims; null when its extension is not one of media. */
export function claimedByName(name: string): Sniffed | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null;
}

/** Whether the bytes are text, such as a downloaded error page with a media name. */
export function looksLikeText(head: Uint8Array): boolean {
  const controls = head.some(
    (byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27,
  );
  return head.length > 0 && !controls;
}

/** Files from the years before `ftyp` begin with one of these boxes. */
const OLD_QUICKTIME: ReadonlySet<string> = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);
const AVIF: ReadonlySet<string> = new Set(['avif', 'avis']);
const HEIC: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
/** Audio only, camera raw and similar: ISO media that is neither video nor a picture that browsers show. */
const NOT_OURS: ReadonlySet<string> = new Set(['M4A ', 'M4B ', 'M4P ', 'crx ']);

/** ISO 14496-12: the major brand, then a version, then the compatible brands. */
function isoMedia(text: string, head: Uint8Array): Sniffed | null {
  const end = Math.min(text.length, new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0));
  const major = text.slice(8, 12);
  const brands = [major];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text.slice(at, at + 4));
  if (NOT_OURS.has(major)) return null;
  if (AVIF.has(major)) return image('avif');
  if (HEIC.has(major)) return image(brands.some((brand) => AVIF.has(brand)) ? 'avif' : 'heic');
  if (major === 'qt  ') return video('quicktime');
  if (major.startsWith('M4V')) return video('x-m4v');
  return major.startsWith('3g') ? video('3gpp') : video('mp4');
}

function matroska(text: string): Sniffed {
  return text.includes('webm') ? video('webm') : video('x-matroska');
}

function plausibleBoxSize(head: Uint8Array): boolean {
  const size = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  return size === 0 || size === 1 || size >= 8;
}

function video(subtype: string): Sniffed {
  return { kind: 'video', mime: `video/${subtype}` };
}

function image(subtype: string): Sniffed {
  return { kind: 'image', mime: `image/${subtype}` };
}

/** Bytes as text, one character per byte. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
