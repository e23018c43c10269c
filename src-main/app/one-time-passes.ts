/**
 * Passes for addresses that are handed to another program: every user of the computer can read the command line of a browser that
 * is being opened, so what stands there lets in once, and only soon.
 */
import { randomBytes } from 'node:crypto';

const VALID_MS = 60_000;

export interface OneTimePasses {
  /** A new pass, 256 random bits. */
  issue(): string;
  /** Whether the pass is valid; it is not any more afterwards. */
  take(pass: string): boolean;
}

export function oneTimePasses(now: () => number = Date.now): OneTimePasses {
  const issued = new Map<string, number>();
  return {
    issue() {
      const pass = randomBytes(32).toString('base64url');
      issued.set(pass, now());
      return pass;
    },
    take(pass) {
      const at = issued.get(pass);
      issued.delete(pass);
      return at !== undefined && now() - at <= VALID_MS;
    },
  };
}
