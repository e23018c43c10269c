/** The house's plan as a rule: imports run downward only, and the linter says so. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Case = readonly [path: string, from: string];

const FORBIDDEN: readonly Case[] = [
  ['src-main/formats/readers/new.ts', '../../catalog/connection.ts'],
  ['src-main/formats/new.ts', '../app/library.ts'],
  ['src-main/media/new.ts', '../catalog/connection.ts'],
  ['src-main/media/new.ts', '../import/run.ts'],
  ['src-main/catalog/reads/new.ts', '../../formats/claims.ts'],
  ['src-main/catalog/new.ts', '../media/facts.ts'],
  ['src-main/import/new.ts', '../app/library.ts'],
  ['src-main/sample/new.ts', '../import/run.ts'],
  ['src-main/app/http/routes/new.ts', '../../cli/help.ts'],
  ['src-main/app/new.ts', '../server.ts'],
  ['src-main/threads/new.ts', '../contract/job.ts'],
  ['src-main/containers/new.ts', '../formats/source.ts'],
  ['src-main/containers/new.ts', '../storage/log.ts'],
  ['src-main/contract/items/new.ts', '../../media/headers/facts.ts'],
  ['src-main/contract/new.ts', 'node:fs'],
  ['src-main/app/new.ts', 'electron'],
  ['src-main/cli/new.ts', 'electron'],
  ['src-main/cli/new.ts', '../desktop/window.ts'],
  ['src-main/app/new.ts', '../../src-renderer/state/store.ts'],
  ['src-renderer/gallery/new.ts', '../../src-main/app/library/library.ts'],
  ['src-renderer/gallery/new.ts', '../../src-main/catalog/connection.ts'],
  ['src-renderer/api/new.ts', '../../src-main/app/http/routes.ts'],
  ['src-renderer/gallery/new.ts', 'node:fs'],
  ['src-renderer/gallery/new.ts', 'electron'],
];

const ALLOWED: readonly Case[] = [
  ['src-main/formats/readers/new.ts', '../../contract/report.ts'],
  ['src-main/import/new.ts', '../formats/claims.ts'],
  ['src-main/formats/embedded/new.ts', '../../containers/tiff.ts'],
  ['src-main/media/headers/new.ts', '../../containers/tiff.ts'],
  ['src-main/import/new.ts', '../media/facts.ts'],
  ['src-main/app/new.ts', '../import/run.ts'],
  ['src-main/app/new.ts', '../sample/make-sample.ts'],
  ['src-main/sample/new.ts', '../threads/rpc.ts'],
  ['src-main/desktop/new.ts', 'electron'],
  ['src-main/main.ts', 'electron'],
  ['src-main/contract/new.ts', 'zod'],
  ['src-main/contract/items/new.ts', '../library/job.ts'],
  ['src-renderer/gallery/new.ts', '../../src-main/contract/library/job.ts'],
  ['src-renderer/api/new.ts', '../state/store.ts'],
];

const biome = join(dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')), 'bin', 'biome');
const house = mkdtempSync(join(tmpdir(), 'afterimage-architecture-'));
let complaints = '';

/** A house of the same plan with one small file a case; the linter walks it once. */
beforeAll(() => {
  copyFileSync('biome.json', join(house, 'biome.json'));
  [...FORBIDDEN, ...ALLOWED].forEach(([path, from]) => {
    const place = join(house, probe(path, from));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, `import { thing } from '${from}';\nexport const same = thing;\n`);
  });
  const args = [
    biome,
    'lint',
    '--only=style/noRestrictedImports',
    '--vcs-enabled=false',
    '--max-diagnostics=none',
    '--reporter=github',
    '.',
  ];
  complaints = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' }).stdout;
});

afterAll(() => rmSync(house, { recursive: true }));

test.each(FORBIDDEN)('%s may not import %s', (path, from) => {
  expect(complaints).toContain(`/${probe(path, from)},`);
});

test.each(ALLOWED)('%s may import %s', (path, from) => {
  expect(complaints).not.toContain(`/${probe(path, from)},`);
});

/** The case's own file, beside the one it speaks of. */
function probe(path: string, from: string): string {
  return path.endsWith('main.ts') ? path : join(dirname(path), `new-${from.replaceAll(/[^a-z]+/g, '-')}.ts`);
}
