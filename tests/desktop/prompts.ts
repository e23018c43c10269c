/** Writes archives of many prompts without media, and imports them in the window. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';

/**
 * Writes an archive with this number of prompts and returns its folder. An import of tens of thousands takes some
 * seconds.
 * @param name four letters that are valid in ids; they keep the generations of two archives apart
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

/** Imports as the page does, and waits for the end; resolves to the state of the job. */
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
