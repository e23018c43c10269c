import Database from 'better-sqlite3';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { seed } from './seed.ts';

const db = new Database('/tmp/m.sqlite', { readonly: true });
db.pragma('cache_size=-65536');
db.pragma('mmap_size=268435456');
const r = openReads(db);
const t = performance.now();
r.refresh();
console.log('open', (performance.now() - t) | 0);
const time = (n: string, f: () => any) => {
  const ts = [];
  let v;
  for (let i = 0; i < 9; i++) {
    const t = performance.now();
    v = f();
    ts.push(performance.now() - t);
  }
  console.log(
    n,
    'first',
    ts[0]!.toFixed(2),
    'med',
    ts
      .slice(1)
      .sort((a, b) => a - b)[4]!
      .toFixed(2),
  );
  return v;
};
const Q = (q: string, sort = 'newest') => ({ q, sort, seed: 1, limit: 100, offset: 0 }) as any;
for (const q of [
  '',
  'p',
  'pa',
  'pap',
  'paper',
  'paper d',
  'paper dr',
  'paper dragon type:video',
  '-a',
  '"slow motion"',
  '的',
  '的 一',
  'tag:project',
  'date:2025-01 rating:>=3',
  '@ada',
  'has:audio -tag:mood',
]) {
  console.log(q, time('cards ' + q, () => r.cards(Q(q))).total);
  time('  sidebar', () => r.sidebar(q));
  time('  layout', () => r.layout(Q(q)));
}
for (const s of ['oldest', 'duration', 'rating', 'random', 'relevance']) time('sort ' + s, () => r.cards(Q('a', s)));
time('search', () => r.search({ ...Q('dragon'), offsetId: null }));
console.log(
  time('suggest', () => r.suggest('pa', 2)),
  time('suggest', () => r.suggest('ba', 2)),
);
console.log(JSON.stringify(r.sidebar('dragon lantern')).slice(0, 1500));
console.log(r.cards(Q('tagg:x rating:9x "open')).messages);
const w = new Database('/tmp/m.sqlite');
time('refresh 1', () => {
  w.prepare('update counter set value=value+1').run();
  w.prepare('update generation set liked=1-liked, revision=(select value from counter) where id=777').run();
  const t = performance.now();
  const c = r.refresh();
  console.log(c, performance.now() - t);
  return c;
});
let k = 0;
time('refresh 1000 new', () => {
  seed(
    w,
    Array.from({ length: 1000 }, (_, i) => ({
      publicId: 'n' + k++ + '-' + i,
      prompt: 'new one',
      createdMs: i % 2 ? Date.UTC(2025, 1, 1) + i * 1e6 : null,
    })),
  );
  const t = performance.now();
  const c = r.refresh();
  console.log(c, performance.now() - t);
});
