/** A mirror of every layout that is imported into an empty library gives the same items. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Library } from '../../../src-main/app/library/library.ts';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import { everyLayout } from '../../fixtures/every-layout.ts';
import { writeFiles } from '../../fixtures/temp.ts';
import { openWorld } from './world.ts';

vi.setConfig({ testTimeout: 240_000 });

/** All data of a library's items, without paths. */
async function told({ reads }: Library): Promise<unknown> {
  const rows = await reads.exportRows([...(await reads.rowids(''))]);
  const items = rows.map(({ generation: { files, ...generation }, identifiers, provenance, records }) => ({
    ...generation,
    identifiers,
    provenance,
    files: [...new Set(files.map(({ role, sha256 }) => `${role} ${sha256}`))].sort(),
    records: records.map(({ format, ids, claims, raw }) => JSON.stringify([format, ids, claims, raw])).sort(),
  }));
  return items.sort((a, b) => (a.id < b.id ? -1 : 1));
}

test('a mirror of every layout can be imported without loss', async () => {
  const { library, source, target, root, imports, report } = await openWorld();
  for (const [name, files] of Object.entries(await everyLayout())) await writeFiles(join(source, name), files);
  await imports();
  const { id } = await library.mirrors.add({ directory: target, sources: [1], collections: [], query: null });
  expect((await report(id)).problems).toEqual([]);
  const other = await openLibrary({ directory: join(root, 'other'), backgroundPreviews: false });
  await other.jobs.finished((await other.jobs.import([join(target, 'Sora')])).id);
  expect(await told(other)).toEqual(await told(library));
  await other.close();
});
