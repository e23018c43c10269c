/** Changes settings of the library from a page, as another page would. */
import type { Page } from 'playwright/test';
import type { Settings } from '../../src-main/contract/library/library.ts';

/** Resolves to the status of the answer. */
export const changeSettings = (page: Page, change: Partial<Settings>): Promise<number> =>
  page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/settings', { method: 'PATCH', headers, body: JSON.stringify(body) })).status;
  }, change);
