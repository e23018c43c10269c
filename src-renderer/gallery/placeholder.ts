/** ThumbHash placeholders: the colour at once, the blurred picture when a frame has time for it. */
import { thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash';

const REMEMBERED = 3_000;
/** Decoding one takes about 0.2 ms: so much of a frame may go into them. */
const BUDGET_MS = 3;

const colours = new Map<string, string | null>();
const waiting = new Map<HTMLCanvasElement, string>();
let scheduled = false;

/** The average colour as CSS; null when the hash is not one. */
export function placeholderColour(hash: string): string | null {
  const known = colours.get(hash);
  if (known !== undefined) return known;
  const colour = averageOf(hash);
  colours.set(hash, colour);
  const oldest = colours.keys().next().value;
  if (colours.size > REMEMBERED && oldest !== undefined) colours.delete(oldest);
  return colour;
}

/** Paints the blurred picture soon, unless the returned function is called before. */
export function paintPlaceholder(canvas: HTMLCanvasElement, hash: string): () => void {
  waiting.set(canvas, hash);
  schedule();
  return () => {
    waiting.delete(canvas);
  };
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const until = performance.now() + BUDGET_MS;
    for (const [canvas, hash] of waiting) {
      waiting.delete(canvas);
      paint(canvas, hash);
      if (performance.now() > until) break;
    }
    if (waiting.size > 0) schedule();
  });
}

function paint(canvas: HTMLCanvasElement, hash: string): void {
  const bytes = bytesOf(hash);
  const context = canvas.getContext('2d');
  if (!bytes || !context) return;
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  canvas.width = w;
  canvas.height = h;
  context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}

function averageOf(hash: string): string | null {
  const bytes = bytesOf(hash);
  if (!bytes) return null;
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  const byte = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 255);
  return `rgb(${byte(r)} ${byte(g)} ${byte(b)})`;
}

/** A ThumbHash is at least five bytes long. */
function bytesOf(hash: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(hash), (char) => char.charCodeAt(0));
    return bytes.length < 5 ? null : bytes;
  } catch {
    return null;
  }
}
