/** The start of a page: what it asks, and what happens when a part of it cannot be loaded. */
import { expect, type Page } from 'playwright/test';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { withPromptsLibrary } from './prompts-library.ts';
import { countRequests } from './requests.ts';
import { changeSettings } from './settings.ts';

withPromptsLibrary();

/** Every request of a page: paths without what distinguishes builds. */
function paths(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith('/media/')) asked.push(`${pathname}${search}`);
  });
  return asked;
}

test('a start asks for its first screen once, and for nothing twice', async ({ page, door }) => {
  const requests = countRequests(page);
  // A window shows the import of before; what it still asks for does not belong to this start.
  await requests.settle();
  requests.taken();
  const asked = paths(page);
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  await expect(page.getByRole('navigation').getByText('60').first()).toBeVisible();
  await requests.settle();
  expect(requests.taken()).toEqual(['/api/start']);
  // Everything else of the page loads in idle time.
  await page.waitForTimeout(4_000);
  expect(asked.filter((path, at) => asked.indexOf(path) !== at)).toEqual([]);
  expect(asked.filter((path) => /\/SettingsScreen-.*\.js$/.test(path))).toHaveLength(1);
});

test('a start shows the view of its address, and a reload asks for the same', async ({ page, door }) => {
  const requests = countRequests(page);
  for (const open of [() => personAt(page).opensTheAddress(door.address('q=lantern')), () => page.reload()]) {
    await open();
    await personAt(page).seesCount(/^\d+ of 60/);
    await requests.settle();
    expect(requests.taken()).toEqual(['/api/start']);
  }
});

test('a window without an address opens the last view with one request', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  await personAt(page).searchesFor('lantern');
  await personAt(page).seesCount(/^\d+ of 60/);
  await personAt(page).isRemembered();
  const next = await door.page();
  const nextRequests = countRequests(next);
  await next.goto(door.address());
  await personAt(next).seesCount(/^\d+ of 60/);
  await nextRequests.settle();
  expect(nextRequests.taken()).toEqual(['/api/start']);
  await expect(next).toHaveURL(/q=lantern/);
});

test('a screen that cannot be loaded says so, and trying again shows it', async ({ page, door }) => {
  test.skip(door.kind === 'window', 'Playwright cannot refuse an address of the app scheme.');
  const person = personAt(page);
  await page.route(/\/assets\/StatisticsScreen-.*\.js/, (route) => route.abort());
  await person.opensTheAddress(door.address('screen=statistics'));
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('This part of the page could not be loaded');
  await expect(alert).toContainText('Afterimage does not answer');
  await page.unroute(/\/assets\/StatisticsScreen-.*\.js/);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expect(alert).toBeHidden();
});

test('a dialog and a menu that cannot be loaded say so, and open when they can be', async ({ page, door }) => {
  test.skip(door.kind === 'window', 'Playwright cannot refuse an address of the app scheme.');
  const parts = /\/assets\/(?:ShortcutSheet|MenuSurface)-.*\.js/;
  await page.route(parts, (route) => route.abort());
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  const notice = page.getByText('a part of the page could not be loaded');
  const close = async (): Promise<void> => {
    await expect(notice).toBeVisible();
    await page.getByRole('region', { name: 'Notices' }).getByRole('button').last().click();
    await expect(notice).toBeHidden();
  };
  await page.keyboard.press('?');
  await close();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await close();
  await page.unroute(parts);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('what is typed while a dialog loads is typed into it', async ({ page, door }) => {
  test.skip(door.kind === 'window', 'Playwright cannot delay an address of the app scheme.');
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  const part = /\/assets\/CollectionPicker-.*\.js/;
  await page.route(part, async (route) => {
    await held;
    await route.continue();
  });
  const person = personAt(page);
  await person.opensTheAddress(door.address('q='));
  await person.seesCount('60 generations');
  await person.cards.first().focus();
  await person.presses('ArrowRight');
  await page.keyboard.press('a');
  await page.keyboard.type('Early birdx');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  letThrough();
  await expect(person.sidebarLine('Early bird')).toHaveAccessibleName('Early bird, 1 generation');
  await page.unroute(part);
});

test('what was not opened yet opens after the server has ended', async ({ page, door }) => {
  test.skip(door.kind === 'window', 'The window has no other server.');
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  const requests = countRequests(page);
  await page.waitForTimeout(4_000);
  await requests.settle();
  await page.context().setOffline(true);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toContainText('Settings');
  await page.context().setOffline(false);
});

test('another language shows at once and whole, and the next start begins in it', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('screen=settings'));
  const html = page.locator('html');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toContainText('Settings');
  // A text that is missing would be empty for a moment.
  await page.evaluate(`
    globalThis.seen = [];
    new MutationObserver(() => seen.push(document.querySelector('h1')?.textContent ?? ''))
      .observe(document.body, { characterData: true, childList: true, subtree: true });
  `);
  await changeSettings(page, { language: 'ja' });
  await expect(html).toHaveAttribute('lang', 'ja');
  await expect(main.getByRole('heading', { level: 1 })).toContainText('設定');
  expect(await page.evaluate('seen')).not.toContain('');
  const asked = paths(page);
  await page.reload();
  await expect(main.getByRole('heading', { level: 1 })).toContainText('設定');
  expect(asked.filter((path) => /\/assets\/(?:en|zh-cn)-/.test(path))).toEqual([]);
  await changeSettings(page, { language: 'en' });
  await expect(main.getByRole('heading', { level: 1 })).toContainText('Settings');
});

test('a language that cannot be loaded leaves the page as it is and says so', async ({ page, door }) => {
  test.skip(door.kind === 'window', 'Playwright cannot refuse an address of the app scheme.');
  const texts = /\/assets\/zh-cn-.*\.js/;
  await page.route(texts, (route) => route.abort());
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  await changeSettings(page, { language: 'zh-CN' });
  await expect(page.getByText('The texts of this language could not be loaded')).toBeVisible();
  await personAt(page).seesCount('60 generations');
  await page.unroute(texts);
  await changeSettings(page, { language: 'en' });
  await changeSettings(page, { language: 'zh-CN' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await changeSettings(page, { language: null });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('without its texts the page says so in three languages, and trying again shows the gallery', async ({
  page,
  door,
}) => {
  test.skip(door.kind === 'window', 'Playwright cannot refuse an address of the app scheme.');
  const texts = /\/assets\/(?:en|zh-cn|ja)-[^/]*\.js/;
  await page.route(texts, (route) => route.abort());
  await page.goto(door.address('q='));
  const buttons = page.getByRole('alert').getByRole('button');
  await expect(buttons).toHaveText(['Try again', '重试', 'もう一度試す']);
  // A button without its style is transparent.
  await expect(buttons.first()).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await page.unroute(texts);
  await buttons.first().click();
  await personAt(page).seesCount('60 generations');
});
