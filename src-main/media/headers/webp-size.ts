/** Reads the size of a WebP picture from one of its chunks. */

/** The size that a WebP chunk states (RFC 9649); null when `body` is too short or the chunk has no size. */
export function webpSize(chunk: string, body: Buffer): { readonly width: number; readonly height: number } | null {
  if (chunk === 'VP8X' && body.length >= 10)
    return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 };
  if (chunk === 'VP8 ' && body.length >= 10)
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  if (chunk !== 'VP8L' || body.length < 5) return null;
  const bits = body.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
