import Database from 'better-sqlite3';
import { openReads } from '../../src-main/catalog/reads/reads.ts';

for (let i = 0; i < 3; i++) {
  const db = new Database('/tmp/m.sqlite', { readonly: true });
  db.pragma('cache_size=-65536');
  db.pragma('mmap_size=268435456');
  const r = openReads(db);
  const t = performance.now();
  r.refresh();
  console.log('open', (performance.now() - t) | 0);
  db.close();
}
