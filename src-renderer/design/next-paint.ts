/** Waits until what stands on the page is drawn. */

/** The longest wait, in ms: a page that is not seen is not drawn. */
const DRAWN_MS = 100;

/** Resolves after the next frame. */
export const nextPaint = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, DRAWN_MS);
    requestAnimationFrame(() => setTimeout(resolve));
  });
