/** Reads the EXIF orientation of a picture. */
import { firstFields, tiffIn } from '../../containers/tiff.ts';

const ORIENTATION = 0x0112;

/** The orientation 1–8 of EXIF data; 1 when there is no usable value. */
export function exifOrientation(data: Buffer): number {
  const tiff = tiffIn(data);
  if (!tiff) return 1;
  for (const { tag, at } of firstFields(tiff)) {
    if (tag !== ORIENTATION) continue;
    const value = tiff.u16(at);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
