import Database from 'better-sqlite3';
import { openReads } from '../../src-main/catalog/reads/reads.ts';

const cpu = () => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1000;
};
let best = 1e9;
const sb: Record<string, number> = {};
for (let i = 0; i < 8; i++) {
  const db = new Database('/tmp/m.sqlite', { readonly: true });
  db.pragma('cache_size=-65536');
  db.pragma('mmap_size=268435456');
  const r = openReads(db);
  const t = performance.now();
  r.refresh();
  best = Math.min(best, performance.now() - t);
  for (const q of ['a', 'p', '的', 'type:video', ''])
    for (let k = 0; k < 6; k++) {
      r.cards({ q, sort: 'newest', seed: 0, limit: 1, offset: 0 });
      const t = performance.now();
      r.sidebar(q);
      sb[q] = Math.min(sb[q] ?? 1e9, performance.now() - t);
    }
  db.close();
}
console.log('best open', best | 0, sb);
