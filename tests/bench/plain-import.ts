/**
 * The plain way to import: read every `generations.json`, parse it, insert the rows. `node plain-import.ts ARCHIVE
 * [DATABASE]`
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ExportRecord } from '../../src-main/sample/plan.ts';

const [archive = '.', database] = process.argv.slice(2);
const records = globSync(join(archive, '*/generations.json')).flatMap(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as ExportRecord[],
);
if (database) insert(database);

function insert(path: string): void {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec(
    'CREATE TABLE plain (id TEXT PRIMARY KEY, task_id TEXT, width INT, height INT, title TEXT, prompt TEXT, url TEXT)',
  );
  const put = db.prepare('INSERT INTO plain VALUES (@id, @task_id, @width, @height, @title, @prompt, @url)');
  db.transaction(() => {
    for (const record of records) put.run(record);
  })();
  db.close();
}
