/** Edits of a library of the first version: its journal can still be undone and done again. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sql as first } from '../../../src-main/catalog/migrations/0001-catalog.ts';
import { migrate } from '../../../src-main/catalog/migrations/migrate.ts';
import { openEdits } from '../../../src-main/catalog/writes/edits/edits.ts';
import { tempFolder } from '../../fixtures/temp.ts';

/** Generations 1 and 2, and 3 which has become 2; tagged and rated before that, as the first version wrote it. */
async function firstLibrary() {
  const db = new Database(`${await tempFolder()}/catalog.sqlite`);
  migrate(db, { steps: [first] });
  db.exec(`INSERT INTO generation (id, identity, public_id, slot, revision, present, merged_into, state, hash) VALUES
      (1, 'g:1', '1', 1, 1, 1, NULL, 'complete', x''), (2, 'g:2', '2', 2, 1, 1, NULL, 'complete', x''), (3, 'p:3', '3', 3, 1, 0, 2, 'complete', x'');
    INSERT INTO tag (id, name, folded) VALUES (1, 'keepers', 'keepers');
    INSERT INTO generation_tag (generation_id, tag_id) VALUES (1, 1), (2, 1);
    INSERT INTO mark (generation_id, favorite, rating, note) VALUES (2, 0, 4, '');
    INSERT INTO journal (at_ms, change, before, changed) VALUES
      (1, '{"set":"tag-add","tag":"Keepers"}', '{"of":"membership","ids":[1,3]}', 2),
      (2, '{"set":"rating","rating":4}', '{"of":"values","was":[[3,1]]}', 1);`);
  migrate(db);
  return db;
}

test('edits of the journal’s first version can be undone and redone, also when their item was merged', async () => {
  const db = await firstLibrary();
  const edits = openEdits(db);
  const tagged = (): unknown[] => db.prepare('SELECT generation_id FROM generation_tag ORDER BY 1').pluck().all();
  const rating = (): unknown => db.prepare('SELECT rating FROM mark WHERE generation_id = 2').pluck().get();
  expect(edits.undo()).toMatchObject({ changed: 1, undo: { set: 'tag-add' } });
  expect(rating()).toBe(1);
  expect(edits.undo()).toMatchObject({ changed: 2, undo: null });
  expect(tagged()).toEqual([]);
  edits.redo();
  edits.redo();
  expect([tagged(), rating()]).toEqual([[1, 2], 4]);
  db.close();
});
