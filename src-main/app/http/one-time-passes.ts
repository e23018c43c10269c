/**
 * One-time passes for addresses on the command line of another program. Every user of the computer can read the command
 * line of a browser, so a pass works once and expires soon.
 */
import { randomBytes } from 'node:crypto';

const VALID_MS = 60_000;

export interface OneTimePasses {
  /** A new pass, 256 random bits. */
  issue(): string;
  /** Whether the pass is valid. Uses it up. */
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
