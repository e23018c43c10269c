/** Waiting for an answer of the system in a process that has nothing else to do. */

const PULSE_MS = 100;

/**
 * Resolves as soon as `answer` does. Electron resolves a dialog's promise outside of JavaScript, and an idle process runs what waits for
 * it only with its next event, up to 8 s later: a timer gives it events meanwhile.
 */
export async function promptly<T>(answer: Promise<T>): Promise<T> {
  const pulse = setInterval(() => {}, PULSE_MS);
  try {
    return await answer;
  } finally {
    clearInterval(pulse);
  }
}
