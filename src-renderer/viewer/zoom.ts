/** Computes zoom and pan of a picture relative to the middle of its frame. */

export interface Zoom {
  /** 1 fits the frame. */
  readonly scale: number;
  /** The distance between the middles of picture and frame, in px. */
  readonly x: number;
  readonly y: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
const LARGEST = 24;

/** Zooms by a factor. The point under `at` (relative to the middle of the frame) stays in place. */
export function zoomAt(zoom: Zoom, factor: number, at: Point, size: Size): Zoom {
  const scale = Math.min(LARGEST, Math.max(1, zoom.scale * factor));
  if (scale === 1) return FITTED;
  const ratio = scale / zoom.scale;
  return within({ scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, size);
}

/** Moves the picture; it never leaves its frame. */
export function pan(zoom: Zoom, by: Point, size: Size): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, size);
}

function within({ scale, x, y }: Zoom, { width, height }: Size): Zoom {
  const limit = (value: number, length: number): number => {
    const most = (length * (scale - 1)) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { scale, x: limit(x, width), y: limit(y, height) };
}
