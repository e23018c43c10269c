/** The command line, every command as a process over a real archive. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DoctorReport, ImportReport, PreviewReport, VerifyReport } from '../../src-main/contract/archive/report.ts';
import { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { Facets, SearchResult } from '../../src-main/contract/searching/search.ts';
import { type Archive, DRAGON, makeArchive, TRAM } from '../app/archive.ts';
import { CLI, type Ran, run } from './run.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let archive: Archive;
let library: string;
let first: Ran;

const inLibrary = (...args: readonly string[]): Promise<Ran> => run('--library', library, ...args);
const json = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await inLibrary('--json', ...args)).out);

beforeAll(async () => {
  archive = await makeArchive();
  library = join(archive.root, 'library');
  first = await inLibrary('import', archive.folder, archive.zip, '--json');
});
afterAll(() => archive?.remove());

/** A refusal: code 2, nothing on standard output, one sentence without a stack. */
function expectRefusal({ code, out, err }: Ran, sentence: RegExp): void {
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\bat .*\.ts:\d/);
}

describe('import', () => {
  test('catalogues folders and zips and prints the report as one JSON document', () => {
    expect(first.code).toBe(0);
    expect(first.err).toBe('');
    expect(ImportReport.parse(JSON.parse(first.out))).toMatchObject({
      generations: { added: 4, updated: 0, unchanged: 0 },
      promptOnly: 1,
      problems: [],
    });
  });

  test('a second import reports everything as unchanged', async () => {
    expect(await json('import', archive.folder, archive.zip)).toMatchObject({
      generations: { added: 0, updated: 0, unchanged: 4 },
    });
  });

  test('prints the result as text', async () => {
    const { code, out } = await inLibrary('import', archive.zip);
    expect(code).toBe(0);
    expect(out).toMatch(/^Imported in [\d.]+ s$/m);
    expect(out).toMatch(/Items +0 new +0 updated +\d unchanged/);
  });

  test('a path that does not exist is refused before any work', async () => {
    expectRefusal(await inLibrary('import', archive.folder, join(archive.root, 'nothing')), /nothing at .*nothing/);
    expectRefusal(await inLibrary('import', join(archive.root, 'nothing'), '--json'), /nothing at/);
    expectRefusal(await inLibrary('import'), /what to import/);
  });

  test('an empty folder gives the exit code for problems', async () => {
    const empty = join(archive.root, 'cli-empty');
    await (await import('node:fs/promises')).mkdir(empty);
    const { code, out } = await run('import', empty, '--json', '--library', join(archive.root, 'library-2'));
    expect(code).toBe(1);
    expect(ImportReport.parse(JSON.parse(out)).problems).toMatchObject([{ code: 'nothing-found' }]);
  });

  test('never writes beside the originals', async () => {
    expect((await readdir(archive.folder)).sort()).toEqual([`${DRAGON}.mp4`, 'generations.json']);
    expect((await readFile(join(archive.folder, `${DRAGON}.mp4`))).equals(archive.clip)).toBe(true);
  });
});

describe('search', () => {
  test('without a query, all items are printed, newest first', async () => {
    const { total, items } = SearchResult.parse(await json('search'));
    expect(total).toBe(4);
    expect(items[0]?.id).toBe(DRAGON);
    expect(items.every(({ files }) => files.every(({ sha256 }) => sha256 !== null))).toBe(true);
  });

  test('options can be anywhere, and words are the query', async () => {
    for (const args of [
      ['search', 'paper', 'dragon', '--json', '--library', library],
      ['--library', library, '--json', 'search', 'paper dragon'],
      ['search', '--library', library, '--query', 'paper dragon', '--json'],
      ['search', '--json', `--library=${library}`, '--', 'paper', 'dragon'],
    ]) {
      const { out } = await run(...args);
      expect(SearchResult.parse(JSON.parse(out)).items.map(({ id }) => id)).toEqual([DRAGON]);
    }
  });

  test('a query may begin with a dash', async () => {
    for (const args of [
      ['search', '--', '-dragon'],
      ['search', '--query=-dragon'],
      ['search', '--query', '-dragon'],
    ]) {
      expect(SearchResult.parse(await json(...args)).total).toBe(3);
    }
    expectRefusal(await inLibrary('search', '-dragon'), /search -- -dragon/);
  });

  test('every query text is accepted', async () => {
    for (const q of ['"', '(((', 'rating:many', 'nosuchfield:x', '-', 'AND OR', '\u0000', '🐉', '*', 'date:2025-99']) {
      const { code, out } = await inLibrary('search', '--json', `--query=${q.replace('\0', '')}`);
      expect(code, q).toBe(0);
      SearchResult.parse(JSON.parse(out));
    }
  });

  test('limit, order and offset', async () => {
    const ids = async (...args: readonly string[]): Promise<readonly string[]> =>
      SearchResult.parse(await json('search', ...args)).items.map(({ id }) => id);
    const all = await ids();
    expect(await ids('--limit', '2')).toEqual(all.slice(0, 2));
    expect(await ids('--limit', '2', '--offset-id', all[0] ?? '')).toEqual(all.slice(1, 3));
    expect(await ids('--sort', 'oldest')).toEqual([...all].reverse());
    expect(await ids('--limit=0')).toEqual([]);
    for (const limit of ['-1', 'x', '1.5', ''])
      expectRefusal(await inLibrary('search', `--limit=${limit}`), /--limit takes a whole number/);
    expectRefusal(await inLibrary('search', '--sort', 'sideways'), /--sort takes newest/);
    expectRefusal(await inLibrary('search', '--offset-id', 'gen_nothing'), /gen_nothing|unknown|no item/i);
    expectRefusal(await inLibrary('search', '--limit'), /--limit needs a value/);
  });

  test('the text output has one line per item, and no control characters from archives', async () => {
    const { out } = await inLibrary('search');
    expect(out).toContain('夜の市場');
    expect(out).not.toContain('\u001b');
    expect(out.trim().split('\n')).toHaveLength(6);
    expect((await inLibrary('search', 'xylophone')).out).toBe('Nothing found.\n');
  });
});

describe('show, facets and tag', () => {
  test('an item is printed with all its data, by any of its identifiers', async () => {
    const detail = GenerationDetail.parse(await json('show', DRAGON));
    expect(detail.records[0]).toMatchObject({ format: 'sora-export' });
    expect(detail.provenance.prompt).toBe('sora-export');
    const sha = detail.files[0]?.sha256 ?? '';
    expect(GenerationDetail.parse(await json('show', `sha256:${sha}`)).id).toBe(DRAGON);
    expect((await inLibrary('show', DRAGON)).out).toContain('paper dragon');
    expectRefusal(await inLibrary('show', 'gen_nothing'), /No item has the id/);
    expectRefusal(await inLibrary('show'), /which item/);
  });

  test('facets are counted', async () => {
    expect(Facets.parse(await json('facets'))).toMatchObject({
      kind: { video: 3 },
      state: { complete: 3, 'prompt-only': 1 },
    });
    expect(Facets.parse(await json('facets', 'tram')).kind).toEqual({ video: 1 });
    expect((await inLibrary('facets')).out).toMatch(/^Kind\n +3 {2}video$/m);
  });

  test('items are tagged by query and by identifiers; only real changes are counted', async () => {
    expect(await json('tag', 'add', 'keepers', '--query', 'paper')).toEqual({ changed: 2 });
    expect(await json('tag', 'add', 'keepers', '--query', 'paper')).toEqual({ changed: 0 });
    expect(SearchResult.parse(await json('search', 'tag:keepers')).total).toBe(2);
    expect(await json('tag', 'add', 'trams/old', '--id', TRAM, DRAGON)).toEqual({ changed: 2 });
    expect(await json('tag', 'remove', 'trams/old', '--id', TRAM, '--id', DRAGON)).toEqual({ changed: 2 });
    expect((await inLibrary('tag', 'remove', 'keepers', '--query', '')).out).toBe('2 items changed.\n');
  });

  test('an unknown identifier is reported', async () => {
    const some = await inLibrary('tag', 'add', 'x', '--id', 'gen_nothing', TRAM, '--json');
    expect(some.code).toBe(1);
    expect(JSON.parse(some.out)).toEqual({ changed: 1 });
    expect(some.err).toMatch(/gen_nothing/);
    expectRefusal(await inLibrary('tag', 'add', 'x', '--id', 'gen_nothing'), /gen_nothing/);
  });

  test('ambiguous commands are refused', async () => {
    expectRefusal(await inLibrary('tag', 'add', 'x'), /either --query QUERY or --id/);
    expectRefusal(await inLibrary('tag', 'add', 'x', '--query', 'a', '--id', 'b'), /either/);
    expectRefusal(await inLibrary('tag', 'add', 'two', 'words', '--query', 'a'), /in quotes/);
    expectRefusal(await inLibrary('tag', 'add', '--id', DRAGON, TRAM, 'x'), /before --id/);
    expectRefusal(await inLibrary('tag', 'paint', 'x', '--query', 'a'), /tag add\|remove/);
    expectRefusal(await inLibrary('tag', 'add', '  ', '--query', 'a'), /needs a name/);
  });
});

describe('previews, verify and doctor', () => {
  test('posters are made once', async () => {
    const made = PreviewReport.parse(await json('previews'));
    expect(made).toEqual({ made: 3, failed: [] });
    expect(await json('previews')).toEqual({ made: 0, failed: [] });
  });

  test('intact originals are reported; changed, missing and new files give exit code 1', async () => {
    const intact = await inLibrary('verify', '--json');
    expect(intact.code).toBe(0);
    expect(VerifyReport.parse(JSON.parse(intact.out))).toMatchObject({ intact: 3, changed: [], missing: [], new: [] });
    const clip = join(archive.folder, `${DRAGON}.mp4`);
    const { mtime } = await stat(clip);
    const damaged = Buffer.from(archive.clip);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await writeFile(clip, damaged);
    await (await import('node:fs/promises')).utimes(clip, mtime, mtime);
    await writeFile(join(archive.folder, 'new.mp4'), Buffer.concat([archive.clip, Buffer.from('new')]));
    const changed = await inLibrary('verify', '--json');
    expect(changed.code).toBe(1);
    expect(VerifyReport.parse(JSON.parse(changed.out))).toMatchObject({
      intact: 2,
      changed: [{ path: clip }],
      new: [{ path: join(archive.folder, 'new.mp4') }],
    });
    await rm(clip);
    expect(VerifyReport.parse(await json('verify')).missing).toEqual([{ path: clip }]);
    await writeFile(clip, archive.clip);
    await rm(join(archive.folder, 'new.mp4'));
  });

  test('the doctor checks every part', async () => {
    const { code, out } = await inLibrary('doctor', '--json');
    const { checks } = DoctorReport.parse(JSON.parse(out));
    expect(checks.map(({ name }) => name)).toEqual([
      'Node.js',
      'SQLite',
      'ffmpeg',
      'ffprobe',
      'Electron',
      'Page',
      'Library',
      'Disk space',
      'Catalog',
      'Log',
    ]);
    expect(checks.find(({ name }) => name === 'Catalog')).toMatchObject({ ok: true, detail: 'Intact' });
    expect(code).toBe(0);
    await writeFile(
      join(archive.root, 'catalog.sqlite'),
      'this is no catalog, and long enough to be read as one'.repeat(100),
    );
    const sick = await run('doctor', '--library', archive.root, '--json');
    expect(sick.code).toBe(1);
    await rm(join(archive.root, 'catalog.sqlite'));
  });
});

describe('serve', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints one address, answers it, and ends cleanly on %s',
    async (signal) => {
      const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--json', '--library', library], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { url } = JSON.parse(line.toString()) as { url: string };
      expect((await fetch(new URL(url).origin)).status).toBe(401);
      const welcome = await fetch(url, { redirect: 'manual' });
      expect(welcome.status).toBe(303);
      const events = await fetch(`${new URL(url).origin}/api/events`, {
        headers: { cookie: welcome.headers.get('set-cookie')?.split(';')[0] ?? '' },
      });
      expect(events.status).toBe(200);
      const exit = once(child, 'exit');
      child.kill(signal);
      expect((await exit)[0]).toBe(0);
    },
  );

  test('a requested port that is busy or invalid is refused', async () => {
    const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--json', '--library', library], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { port } = new URL((JSON.parse(line.toString()) as { url: string }).url);
    const busy = await inLibrary('serve', '--port', port);
    expect(busy.code).toBe(2);
    expect(busy.err).toContain(`Port ${port} is in use`);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expectRefusal(await inLibrary('serve', '--port', '99999'), /--port takes a whole number/);
  });
});

describe('usage', () => {
  test('help and version are printed and succeed', async () => {
    const [help, ofTag, version] = await Promise.all([run('--help'), run('help', 'tag'), run('--version')]);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of [
      'import',
      'search',
      'show',
      'facets',
      'tag',
      'collection',
      'rate',
      'favorite',
      'note',
      'searches',
      'undo',
      'redo',
      'history',
      'words',
      'previews',
      'verify',
      'export',
      'backup',
      'restore',
      'serve',
      'doctor',
    ])
      expect(help.out).toContain(`  ${name} `);
    expect(ofTag.out).toContain('--query QUERY');
    expect((await run('tag', '--help')).out).toBe(ofTag.out);
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(Math.max(...help.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('mistyped words get a suggestion', async () => {
    expectRefusal(await run('serach', 'x'), /Did you mean “search”/);
    expectRefusal(await run('search', '--limt', '3'), /Did you mean --limit/);
    expectRefusal(await run('verify', '--query', 'x'), /no option --query for “verify”/);
    expectRefusal(await run('search', '--json=yes'), /--json takes no value/);
    expectRefusal(await run('search', '--library', '--json'), /--library needs a value/);
    expectRefusal(await run('/no/such/place'), /nothing at \/no\/such\/place/);
    expectRefusal(await run('help', 'nothing'), /no command “nothing”/);
    expect((await run()).code).toBe(2);
  });

  test('an unusable library gives one sentence, and a stack trace only with --debug', async () => {
    const file = join(archive.root, 'no-folder');
    await writeFile(file, '');
    const plain = await run('search', '--library', join(file, 'library'));
    expect(plain.code).toBe(2);
    expect(plain.err).not.toMatch(/\bat .*\.ts:\d/);
    expect((await run('search', '--library', join(file, 'library'), '--debug')).err).toMatch(/\bat /);
  });

  test('a closed pipe is not an error', async () => {
    const child = spawn(process.execPath, [CLI, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});
