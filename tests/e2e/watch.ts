/** An eye on the page: what it complains about, and whether it speaks to anybody but its own origin. */
import { expect, type Page } from 'playwright/test';

export interface Watch {
  /** Fails when the page has complained or has asked another origin for anything. */
  expectQuiet(): void;
  /** What the page has complained about so far. */
  complaints(): readonly string[];
}

/** @param expected complaints that belong to what is tested, such as the browser's own notes on media that is damaged on purpose */
export function watch(page: Page, expected: RegExp | null = null): Watch {
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    const isGrave = message.type() === 'error' || message.type() === 'warning';
    if (isGrave && !expected?.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'data:' || url.protocol === 'blob:') return;
    if (url.hostname !== '127.0.0.1') strangers.push(request.url());
  });
  return {
    complaints: () => complaints,
    expectQuiet() {
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
    },
  };
}
