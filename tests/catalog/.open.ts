import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { openCatalog, seed, syntheticSeeds, randomFrom } from './seed.ts';
import { existsSync } from 'node:fs';
import { openReader } from '../../src-main/catalog/connection.ts';
const f='/tmp/cat-search/catalog.sqlite';
if(!existsSync(f)){const w=openCatalog(f);const r=randomFrom(1);for(let i=0;i<100;i++)seed(w,syntheticSeeds(1000,r).map((o,j)=>({...o,publicId:i+'_'+j+o.publicId})));w.close();}
let best=1e9;let db,r:any;
for(let i=0;i<5;i++){db=openReader('/tmp/cat-search'); r=openReads(db); const t=performance.now(); r.refresh(); best=Math.min(best,performance.now()-t);}
console.log('open',best);
const c0=process.cpuUsage();let b=1e9;
for(let i=0;i<200;i++){const t=performance.now();r.sidebar('');b=Math.min(b,performance.now()-t);}
const c=process.cpuUsage(c0);console.log('sidebar best',b,'cpu avg',(c.user+c.system)/200000);
