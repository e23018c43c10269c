/** Archives of many prompts without media, and importing them in the window. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';

/**
 * Writes an archive of so many prompts and returns its folder; tens of thousands take some seconds to import.
 * @param name four letters that ids may have; they keep the generations of two archives apart
 */
export async function writePrompts(root: string, name: string, count: number): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  const records = Array.from({ length: count }, (_, index) => ({
    id: `gen_01k94kq2hb${name}${String(index).padStart(12, '0')}`,
    prompt: `a lantern of the number ${index} over the harbour`,
    title: 'New Video',
  }));
  await writeFile(join(folder, 'generations.json'), JSON.stringify(records));
  return folder;
}

/** Imports as the page does, and waits until it has ended; resolves to how. */
export function importsInPage(page: Page, paths: readonly string[]): Promise<string> {
  return page.evaluate(async (wanted) => {
    const headers = { 'content-type': 'application/json' };
    const begun = await fetch('/api/import', { method: 'POST', headers, body: JSON.stringify({ paths: wanted }) });
    const { id } = (await begun.json()) as { id: string };
    for (;;) {
      const jobs = (await (await fetch('/api/jobs')).json()) as { id: string; state: string }[];
      const state = jobs.find((job) => job.id === id)?.state;
      if (state !== 'running') return String(state);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, paths);
}
