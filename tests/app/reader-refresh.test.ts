/** A reader that was used recently loads the changes of an import before its next question. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refreshBeforeCalls } from '../../src-main/app/clients/reader-refresh.ts';
import { openReader } from '../../src-main/catalog/connection.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { openCatalog, seed } from '../catalog/seed.ts';
import { tempFolder } from '../fixtures/temp.ts';

test('columns are refreshed between questions, but only if they are loaded', async () => {
  const folder = await tempFolder();
  const writer = openCatalog(join(folder, 'catalog.sqlite'));
  seed(writer, [{ publicId: 'a' }]);
  const db = openReader(folder);
  const [asked, unasked] = [openReads(db), openReads(db)];
  let looks = 0;
  const look = (keepUp: () => void) => () => {
    keepUp();
    looks += 1;
  };
  const one = refreshBeforeCalls(db, asked, look(asked.keepUp));
  const other = refreshBeforeCalls(db, unasked, look(unasked.keepUp));
  expect([one.total(), other.recentSearches(1)]).toEqual([1, []]);
  // The first look of each is at what they know.
  await expect.poll(() => looks, { timeout: 5_000 }).toBe(2);
  seed(writer, [{ publicId: 'b' }]);
  await expect.poll(() => looks, { timeout: 5_000 }).toBe(4);
  expect([asked.refresh(), unasked.refresh()]).toEqual([false, true]);
  expect([one.total(), other.total()]).toEqual([2, 2]);
  db.close();
  writer.close();
});
