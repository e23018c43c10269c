/** No circles: no module imports itself through others, neither for values nor for types. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Every way one module names another: `import … from`, `export … from`, `import '…'`, `import('…')`. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.{1,2}\/[^'"]+)['"]/g;

test('no module of the program imports itself through others', () => {
  expect(circlesOf(graphOf(['src-main/**/*.ts', 'src-renderer/**/*.{ts,tsx}', 'build/**/*.ts']))).toEqual([]);
});

test('a circle of type imports and one of dynamic imports are both found', () => {
  const texts = {
    'a.ts': `import type { B } from './b.ts';`,
    'b.ts': `export const load = () => import('./c.ts');`,
    'c.ts': `import {\n  a,\n} from './a.ts';`,
    'd.ts': `import { a } from './a.ts';`,
  };
  expect(circlesOf(graphFrom(new Map(Object.entries(texts))))).toEqual([['a.ts', 'b.ts', 'c.ts']]);
});

function graphOf(patterns: readonly string[]): Graph {
  const paths = patterns.flatMap((pattern) => globSync(pattern));
  return graphFrom(new Map(paths.map((path) => [path, readFileSync(path, 'utf8')])));
}

function graphFrom(texts: ReadonlyMap<string, string>): Graph {
  const importsOf = (path: string, text: string): readonly string[] =>
    [...text.matchAll(IMPORT)].map(([, to = '']) => join(dirname(path), to)).filter((to) => texts.has(to));
  return new Map([...texts].map(([path, text]) => [path, importsOf(path, text)]));
}

/** Strongly connected components of more than one module, each sorted (Tarjan 1972). */
function circlesOf(graph: Graph): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  const visit = (module: string): void => {
    const own = index.size;
    index.set(module, own);
    low.set(module, own);
    path.push(module);
    for (const next of graph.get(module) ?? []) {
      if (!index.has(next)) visit(next);
      if (path.includes(next)) low.set(module, Math.min(low.get(module) ?? own, low.get(next) ?? own));
    }
    if (low.get(module) !== own) return;
    const members = path.splice(path.indexOf(module));
    if (members.length > 1 || graph.get(module)?.includes(module)) circles.push(members.sort());
  };
  for (const module of graph.keys()) if (!index.has(module)) visit(module);
  return circles;
}
