/**
 * Splits the output of one ffmpeg run for a poster: a WebP picture and a PAM bitmap of the same frame, in either order.
 */
import { webpSize } from '../headers/webp-size.ts';

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface Picture {
  readonly webp: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** At most 100 × 100 pixels; null when the output has only the picture. */
  readonly thumb: Bitmap | null;
}

/** Null when the output has no complete WebP picture. */
export function splitOutput(output: Buffer): Picture | null {
  const pamFirst = output.toString('latin1', 0, 3) === 'P7\n';
  const thumb = pamFirst ? readPam(output) : null;
  const webp = readWebp(output.subarray(thumb?.end ?? 0));
  if (!webp) return null;
  const bitmap = thumb ?? readPam(output.subarray(webp.bytes.length));
  return {
    webp: webp.bytes,
    width: webp.width,
    height: webp.height,
    thumb: bitmap && { width: bitmap.width, height: bitmap.height, rgba: bitmap.rgba },
  };
}

/** Whether a frame is nearly black: less than one pixel in a hundred is brighter than an eighth. */
export function isNearBlack({ thumb }: Picture): boolean {
  if (!thumb) return false;
  const pixels = thumb.width * thumb.height;
  let bright = 0;
  for (let at = 0; at < pixels * 4; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = thumb.rgba.subarray(at, at + 4);
    if ((0.2126 * red + 0.7152 * green + 0.0722 * blue) * (alpha / 255) > 32) bright++;
  }
  return bright < pixels / 100;
}

/** Splits a WebP picture and `size` grey pixels, in either order. The pixels are null when they are incomplete. */
export function splitGrey(
  output: Buffer,
  size: number,
): (Omit<Picture, 'thumb'> & { readonly grey: Uint8Array | null }) | null {
  const webpFirst = output.toString('latin1', 0, 4) === 'RIFF';
  const webp = readWebp(webpFirst ? output : output.subarray(size));
  if (!webp) return null;
  const grey = webpFirst ? output.subarray(webp.bytes.length) : output.subarray(0, size);
  return { webp: webp.bytes, width: webp.width, height: webp.height, grey: grey.length === size ? grey : null };
}

/** Netpbm's PAM: header lines up to ENDHDR, then the pixels. */
function readPam(bytes: Buffer): (Bitmap & { readonly end: number }) | null {
  const header = /^P7\n([\s\S]{0,200}?)ENDHDR\n/.exec(bytes.toString('latin1', 0, 256));
  if (!header) return null;
  const value = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(header[1] ?? '')?.[1] ?? 0);
  const width = value('WIDTH');
  const height = value('HEIGHT');
  const start = header[0].length;
  const end = start + width * height * 4;
  if (value('DEPTH') !== 4 || width === 0 || height === 0 || width > 100 || height > 100 || bytes.length < end)
    return null;
  return { width, height, rgba: bytes.subarray(start, end), end };
}

function readWebp(bytes: Buffer): { readonly bytes: Buffer; readonly width: number; readonly height: number } | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return null;
  const length = bytes.readUInt32LE(4) + 8;
  const size = webpSize(bytes.toString('latin1', 12, 16), bytes.subarray(20));
  return length <= bytes.length && size ? { bytes: bytes.subarray(0, length), ...size } : null;
}
