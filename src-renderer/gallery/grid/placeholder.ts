/** ThumbHash placeholders: the average colour at once, the blurred picture when a frame has time. */
import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';

const COLOURS = 4_000;
const PICTURES = 600;
/** The time for decoding per frame, in ms. One placeholder takes about 0.2 ms. */
const BUDGET_MS = 3;

const colours = new Map<string, string | null>();
const pictures = new Map<string, string>();
const waiting = new Map<HTMLElement, string>();
let scheduled = false;

/** The average colour as CSS; null for an invalid hash. */
export function placeholderColour(hash: string): string | null {
  const known = colours.get(hash);
  return known === undefined ? remember(colours, COLOURS, hash, averageOf(hash)) : known;
}

/**
 * Shows the blurred picture behind the element: at once if it was decoded before, otherwise soon. The returned function
 * cancels that.
 */
export function paintPlaceholder(element: HTMLElement, hash: string): () => void {
  const known = pictures.get(hash);
  if (known !== undefined) {
    element.style.backgroundImage = known;
    return () => {};
  }
  waiting.set(element, hash);
  schedule();
  return () => {
    waiting.delete(element);
  };
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const until = performance.now() + BUDGET_MS;
    for (const [element, hash] of waiting) {
      waiting.delete(element);
      const bytes = bytesOf(hash);
      if (bytes)
        element.style.backgroundImage = remember(pictures, PICTURES, hash, `url("${thumbHashToDataURL(bytes)}")`);
      if (performance.now() > until) break;
    }
    if (waiting.size > 0) schedule();
  });
}

function remember<T>(known: Map<string, T>, limit: number, hash: string, value: T): T {
  known.set(hash, value);
  const oldest = known.keys().next().value;
  if (known.size > limit && oldest !== undefined) known.delete(oldest);
  return value;
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
