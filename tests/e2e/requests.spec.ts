/** The number of requests of a page: for a key, for an edit, and for a view that it has just shown. */
import { expect } from 'playwright/test';
import { test } from './door.ts';
import { personAt } from './person.ts';
import { withPromptsLibrary } from './prompts-library.ts';
import { countRequests } from './requests.ts';

withPromptsLibrary();

test('a typed key sends at most two requests, and Backspace sends none', async ({ page, door }) => {
  const requests = countRequests(page);
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  await page.keyboard.press('/');
  await requests.settle();
  requests.taken();
  for (const key of 'a lant') {
    await page.keyboard.type(key);
    await requests.settle();
    const asked = requests.taken();
    // A trailing space does not change the query.
    expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(2);
    if (key !== ' ') expect(asked).toEqual(['/api/result', '/api/beside']);
  }
  for (const _ of 'lant') {
    await page.keyboard.press('Backspace');
    await requests.settle();
  }
  expect(requests.taken()).toEqual([]);
});

test('the correction of a word without results comes with the second request', async ({ page, door }) => {
  const requests = countRequests(page);
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  await page.keyboard.press('/');
  await requests.settle();
  requests.taken();
  await page.keyboard.insertText('lantren');
  await expect(page.getByRole('main').getByRole('button', { name: /lantern/ })).toBeVisible();
  await requests.settle();
  expect(requests.taken()).toEqual(['/api/result', '/api/beside']);
});

test('when keys come faster than answers, only the last text is requested', async ({ page, door }) => {
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/result') asked.push(searchParams.get('q') ?? '');
  });
  await page.keyboard.press('/');
  // The page gets all keys at once, without pauses.
  await Promise.all(Array.from('lantern 5', (key) => page.keyboard.insertText(key)));
  await personAt(page).seesCount('11 of 60');
  expect(asked[0]).toBe('l');
  expect(asked.at(-1)).toBe('lantern 5');
  expect(asked.length).toBeLessThan(5);
});

test('text in composition sends no request', async ({ page, door }) => {
  test.skip(door.kind === 'window', 'The window has no session for input methods.');
  const requests = countRequests(page);
  await personAt(page).opensTheAddress(door.address('q='));
  await personAt(page).seesCount('60 generations');
  await page.keyboard.press('/');
  await requests.settle();
  requests.taken();
  const input = await page.context().newCDPSession(page);
  for (const text of ['l', 'lo', 'long']) {
    await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await requests.settle();
  }
  expect(requests.taken()).toEqual([]);
  await input.send('Input.insertText', { text: '龙' });
  await requests.settle();
  expect(requests.taken()).toEqual(['/api/result', '/api/beside']);
});

test('a tag requests its item, the details and the counts, and results only if they depend on tags', async ({
  page,
  door,
}) => {
  const requests = countRequests(page);
  const person = personAt(page);
  await person.opensTheAddress(door.address('q=lantern'));
  await person.seesCount('60 of 60');
  await person.cards.first().click();
  await person.tags('first');
  await expect(person.tag('first')).toBeVisible();
  await person.cards.nth(1).click();
  await requests.settle();
  requests.taken();

  await person.tags('first');
  await expect(person.tag('first')).toBeVisible();
  await requests.settle();
  const asked = requests.taken();
  expect(asked.filter((path) => path.startsWith('POST'))).toEqual(['POST /api/edits']);
  expect([...new Set(asked)].filter((path) => !/\/generations\/\d+$/.test(path)).toSorted()).toEqual(
    ['/api/beside', '/api/cards/of', 'POST /api/edits'].toSorted(),
  );
  expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(4);

  await page.keyboard.press('ControlOrMeta+z');
  await expect(person.tag('first')).toBeHidden();
  await requests.settle();
  const undone = requests.taken();
  expect(undone.filter((path) => path === '/api/result')).toEqual([]);
  expect(undone.length, undone.join(' ')).toBeLessThanOrEqual(4);

  await person.searchesFor('tag:first ');
  await person.seesCount('1 of 60');
  await person.cards.first().click();
  await requests.settle();
  requests.taken();
  await page.keyboard.press('ControlOrMeta+z');
  await person.seesCount('0 of 60');
  expect(requests.taken()).toContain('/api/result');
});

test('an edit in one window appears in the other', async ({ page, door }) => {
  const person = personAt(page);
  await person.opensTheAddress(door.address('q=rating%3A5'));
  await person.seesCount('0 of 60');
  await page.evaluate(async () => {
    const body = JSON.stringify({ selection: { type: 'query', q: 'lantern' }, change: { set: 'rating', rating: 5 } });
    await fetch('/api/edits', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  });
  await person.seesCount('60 of 60');
});
