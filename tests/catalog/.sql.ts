import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const db = new Database('/tmp/m.sqlite', { readonly: true });
db.pragma('cache_size=-65536');
db.pragma('mmap_size=268435456');
const T = (n: string, sql: string, b = {}) => {
  const s = db.prepare(sql).raw();
  s.all(b);
  const ts = [];
  for (let i = 0; i < 5; i++) {
    const t = performance.now();
    s.all(b);
    ts.push(performance.now() - t);
  }
  ts.sort((a, b) => a - b);
  console.log(n, ts[2]!.toFixed(0));
};
const src = readFileSync('src-main/catalog/reads/load.ts', 'utf8');
const P = /const PACKED = `([\s\S]*?)`/.exec(src)![1],
  Nm = /const NAMED = `([\s\S]*?)`/.exec(src)![1];
const J = 'FROM generation g LEFT JOIN mark m ON m.generation_id = g.id LEFT JOIN file f ON f.id = g.file_id';
T('id', 'select id from generation');
T('id,pub', 'select id,public_id from generation');
T('packed', `select g.id,${P} ${J}`);
T('named', `select g.id,${Nm} ${J}`);
T(
  'all',
  `select g.id,g.public_id,g.slot,g.created_ms,${P},IFNULL(g.width, g.stated_width), IFNULL(g.height, g.stated_height),g.duration,${Nm} ${J}`,
);
T('all nocreated null', `select g.id,g.public_id,g.slot,g.created_ms,${P},1,2,3,4 ${J}`);
T('tags', 'SELECT generation_id, tag_id FROM generation_tag WHERE generation_id BETWEEN 0 AND 200000');
