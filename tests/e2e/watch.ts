/** Watches a page: collects its errors and warnings, and its requests to other origins. */
import { expect, type Page } from 'playwright/test';

export interface Watch {
  /** Also watches this page: a restart can open another one. */
  follows(page: Page): void;
  /** Fails when the page reported an error or warning, or sent a request to another origin. */
  expectQuiet(): void;
  /** The errors and warnings so far. */
  complaints(): readonly string[];
}

/**
 * @param expected messages that belong to the test, such as the browser's messages about media that is damaged on
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

/** Whether the page made the address itself, or it belongs to one of the doors. */
function isOwn({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'data:' ||
    protocol === 'blob:' ||
    hostname === '127.0.0.1' ||
    (protocol === 'app:' && hostname === 'afterimage')
  );
}
