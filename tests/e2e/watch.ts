/** An eye on the page: what it complains about, and whether it speaks to anybody but its own origin. */
import { expect, type Page } from 'playwright/test';

export interface Watch {
  /** Watches this page too: after a restart there may be another one. */
  follows(page: Page): void;
  /** Fails when the page has complained or has asked another origin for anything. */
  expectQuiet(): void;
  /** What the page has complained about so far. */
  complaints(): readonly string[];
}

/**
 * @param expected complaints that belong to what is tested, such as the browser's own notes on media that is damaged on
 * purpose
 */
export function watch(page: Page, expected: RegExp | null = null): Watch {
  const watched = new Set<Page>();
  const complaints: string[] = [];
  const strangers: string[] = [];
  const follows = (other: Page): void => {
    if (watched.has(other)) return;
    watched.add(other);
    other.on('console', (message) => {
      const isGrave = message.type() === 'error' || message.type() === 'warning';
      if (isGrave && !expected?.test(message.text())) complaints.push(message.text());
    });
    other.on('pageerror', (error) => complaints.push(error.message));
    other.on('request', (request) => {
      if (!isOwn(new URL(request.url()))) strangers.push(request.url());
    });
  };
  follows(page);
  return {
    follows,
    complaints: () => complaints,
    expectQuiet() {
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
    },
  };
}

/** What the page made itself, or an address of either door. */
function isOwn({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'data:' ||
    protocol === 'blob:' ||
    hostname === '127.0.0.1' ||
    (protocol === 'app:' && hostname === 'afterimage')
  );
}
