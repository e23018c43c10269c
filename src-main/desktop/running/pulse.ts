/** Waits for an answer of the system in an idle process. */

const PULSE_MS = 100;

/**
 * Resolves as soon as `answer` does. Electron resolves the promise of a dialog outside of JavaScript, and an idle
 * process runs the callbacks with its next event only, up to 8 s later. A timer makes events meanwhile.
 */
export async function promptly<T>(answer: Promise<T>): Promise<T> {
  const pulse = setInterval(() => {}, PULSE_MS);
  try {
    return await answer;
  } finally {
    clearInterval(pulse);
  }
}
