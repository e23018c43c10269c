/** The write-ahead log becomes short again after a checkpoint, so that its length says when the next one is due. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CATALOG_FILE, CHECKPOINT_PAGES } from '../../src-main/catalog/connection.ts';
import { openSealed } from '../../src-main/catalog/keeping/sealed-catalog.ts';
import { tempFolder } from '../fixtures/temp.ts';

test('the first commit after a checkpoint makes a long log short', async () => {
  const directory = join(await tempFolder(), 'library');
  const catalog = openSealed(directory);
  const length = (): number => statSync(join(directory, `${CATALOG_FILE}-wal`)).size;
  const write = (bytes: number) =>
    catalog.db
      .prepare(`INSERT OR REPLACE INTO setting (name, value) VALUES ('test', :value)`)
      .run({ value: JSON.stringify('x'.repeat(bytes)) });
  write(CHECKPOINT_PAGES * 4096);
  expect(length()).toBeGreaterThan(CHECKPOINT_PAGES * 4096);
  catalog.tidy();
  write(10);
  expect(length()).toBeLessThan(1_000_000);
  catalog.close();
});
