import { rmSync, statSync } from 'node:fs';
import { openCatalog, seed, syntheticSeeds } from '/work/main/tests/catalog/seed.ts';

const n = Number(process.argv[2] ?? 100000);
rmSync('/tmp/m.sqlite', { force: true });
rmSync('/tmp/m.sqlite-wal', { force: true });
let t = performance.now();
const seeds = syntheticSeeds(n);
console.log('gen', (performance.now() - t) | 0, seeds[0]!.prompt, seeds.find((s) => s.prompt && s.prompt > '一')!.prompt);
const db = openCatalog('/tmp/m.sqlite');
t = performance.now();
for (let i = 0; i < n; i += 1000) seed(db, seeds.slice(i, i + 1000));
const d = performance.now() - t;
console.log('seed', d | 0, 'ms', ((n / d) * 1000) | 0, '/s');
const sz = () => db.prepare("select sum(pgsize) from dbstat where name like 'generation_text%'").pluck().get() as number;
console.log(
  'fts bytes/item',
  sz() / n,
  'db',
  statSync('/tmp/m.sqlite').size / n,
  'prompt bytes',
  db.prepare('select avg(length(cast(prompt as blob))) from generation').pluck().get(),
);
for (const q of ['"dragon"', '"d" *', '"a" *', '"dr" *', '"dra" *', '"的"', '"的 一"', '"paper" AND "d" *', '"slow motion"', '"zzz" *']) {
  const s = db.prepare('select rowid from generation_text where generation_text match ?').pluck();
  const ts = [];
  let c = 0;
  for (let i = 0; i < 7; i++) {
    const t = performance.now();
    c = s.all(q).length;
    ts.push(performance.now() - t);
  }
  ts.sort((a, b) => a - b);
  console.log(q, c, ts[3]!.toFixed(2));
}
