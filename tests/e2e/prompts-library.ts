/** One library of sixty prompts for all tests of a spec. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importsInPage, writePrompts } from '../desktop/prompts.ts';
import { test } from './door.ts';

/** Opens the library before the first test of the calling spec, and removes it after the last. */
export function withPromptsLibrary(): void {
  let folder: string;
  test.beforeAll(async ({ door }) => {
    folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
    await door.opens(join(folder, 'library'));
    const page = await door.page();
    await page.goto(door.address('q='));
    await importsInPage(page, [await writePrompts(folder, 'aaaa', 60)]);
  });
  test.afterAll(async ({ door }) => {
    await door.closes();
    await rm(folder, { recursive: true, force: true });
  });
}
