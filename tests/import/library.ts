/** A library in a temporary folder, and the imports of one test. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import type { ImportReport } from '../../src-main/contract/archive/report.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { dump } from './catalog-dump.ts';

export interface TestLibrary {
  readonly directory: string;
  readonly library: Library;
  import(...paths: readonly string[]): Promise<ImportReport>;
}

/** Opens a library that goes away with the test. */
export async function testLibrary(): Promise<TestLibrary> {
  const directory = join(await tempFolder(), 'library');
  const library = await openLibrary({ directory, backgroundPreviews: false });
  onTestFinished(() => library.close());
  return {
    directory,
    library,
    async import(...paths) {
      const { id } = await library.jobs.import(paths);
      const job = await library.jobs.finished(id);
      if (!job.report) throw new Error(job.error ?? job.state);
      return job.report;
    },
  };
}

/** What the catalog in a library's folder says: see {@link dump}. */
export function dumpOf(directory: string): unknown {
  const db = new Database(join(directory, CATALOG_FILE), { readonly: true });
  try {
    return dump(db);
  } finally {
    db.close();
  }
}
