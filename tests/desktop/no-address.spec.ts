/** Nothing leaves this computer: checks Chromium's own network log of whole visits. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { personAt } from '../e2e/person.ts';
import { type SmallLibrary, smallLibrary } from '../e2e/small-archive.ts';
import { launchWindow } from './launch-window.ts';

let folder: string;
let library: SmallLibrary;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), 'afterimage-log-'));
  library = await smallLibrary();
});
test.afterAll(async () => {
  await library?.remove();
  await rm(folder, { recursive: true, force: true });
});

// Finds faults of the first start only (a dictionary that is downloaded once) and faults of every start.
for (const start of ['first', 'second']) {
  test(`the ${start} start sends nothing to the network`, async () => {
    const log = join(folder, `${start}.json`);
    const application = await launchWindow({ library: library.library, switches: [`--log-net-log=${log}`] });
    const page = await application.firstWindow();
    const person = personAt(page);
    await person.opensTheAddress('app://afterimage/?q=');
    await person.seesCount(`${library.total} generations`);
    await person.presses('/');
    await page.keyboard.type('lanterns https://example.com/x');
    await person.presses('Escape');
    await person.opensTheAddress('app://afterimage/?q=');
    await person.cards.first().click();
    await person.presses('Enter');
    await expect(person.viewer).toBeVisible();
    await person.presses('Escape');
    await person.presses('ControlOrMeta+,');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    // Chromium downloads dictionaries shortly after the page has loaded.
    await page.waitForTimeout(3_000);
    await application.close();

    const text = await readFile(log, 'utf8');
    expect(text).toContain('"constants"');
    // Addresses of requests and host names to be resolved. The page's own scheme does not use the network.
    const asked = [...text.matchAll(/"(?:url|host|original_url|server_info)":"([^"]*)"/g)].map(
      ([, address = '']) => address,
    );
    expect(asked.filter((address) => !address.startsWith('app:') && !address.startsWith('data:'))).toEqual([]);
    expect([...text.matchAll(/(?:https?|wss?|ftp):\/\/[^"\\]*/g)].map(([address]) => address)).toEqual([]);
  });
}
