/** Changes before the page listens to events are not missed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { importsInPage, writePrompts } from '../desktop/prompts.ts';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { changeSettings } from './settings.ts';

let folder: string;

test.beforeAll(async ({ door }) => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  await door.opens(join(folder, 'library'));
});
test.afterAll(async ({ door }) => {
  await door.closes();
  await rm(folder, { recursive: true, force: true });
});

test('a page shows an import between its first requests and the begin of its events', async ({ page, door }) => {
  const person = personAt(page);
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route('**/api/events', async (route) => {
    await held;
    await route.continue();
  });
  await person.opensTheAddress(door.address('q='));
  await expect(page.getByRole('button', { name: 'Try the sample archive' })).toBeVisible();
  const archive = await writePrompts(folder, 'aaaa', 7);
  expect(await importsInPage(page, [archive])).toBe('done');
  letThrough();
  await person.seesCount('7 generations');
});

test('a page shows a language that was chosen between its first requests and the begin of its events', async ({
  page,
  door,
}) => {
  const person = personAt(page);
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route('**/api/events', async (route) => {
    await held;
    await route.continue();
  });
  await person.opensTheAddress(door.address('q='));
  await expect(page.getByRole('navigation', { name: 'Library' })).toBeVisible();
  expect(await changeSettings(page, { language: 'zh-CN' })).toBe(200);
  letThrough();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(await changeSettings(page, { language: 'en' })).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a page shows an import during its first request', async ({ page, door }) => {
  test.skip(
    door.kind === 'window',
    'Playwright cannot fetch an address of the app scheme, so it cannot delay an answer.',
  );
  const person = personAt(page);
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  let isFirst = true;
  await page.route('**/api/start*', async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  await person.opensTheAddress(door.address('q='));
  const archive = await writePrompts(folder, 'bbbb', 2);
  expect(await importsInPage(page, [archive])).toBe('done');
  // The event of the change reaches the page before the answer.
  await page.waitForTimeout(1_000);
  letThrough();
  await person.seesCount('9 generations');
});

test('a page shows an import during its first search request', async ({ page, door }) => {
  test.skip(
    door.kind === 'window',
    'Playwright cannot fetch an address of the app scheme, so it cannot delay an answer.',
  );
  const person = personAt(page);
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  let isFirst = true;
  await page.route('**/api/start*', async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  await person.opensTheAddress(door.address('q=lantern'));
  const archive = await writePrompts(folder, 'cccc', 3);
  expect(await importsInPage(page, [archive])).toBe('done');
  await page.waitForTimeout(1_000);
  letThrough();
  await person.seesCount('12 of 12');
});
