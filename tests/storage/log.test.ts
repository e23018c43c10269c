/** The log holds what happened, and nothing that anybody wrote. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../src-main/app/http/routes.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { faultOf } from '../../src-main/storage/fault.ts';
import { keepLog, LOG_FILE, LOG_FOLDER, type LogOptions, logOf, note, QUIET } from '../../src-main/storage/log.ts';
import { rowsOf, timed } from '../../src-main/storage/timed.ts';
import { post } from '../app/opened.ts';
import { kill } from '../app/workers.ts';
import { mountSmallDisk, unmount } from '../cli/as-person.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';

vi.setConfig({ testTimeout: 120_000 });

const WRITER = fileURLToPath(new URL('log-writer.ts', import.meta.url));

/** A folder that says of itself that it is a library. */
async function libraryFolder(): Promise<string> {
  const directory = await tempFolder();
  await writeFile(join(directory, 'library.json'), '{}');
  return directory;
}

async function linesOf(directory: string): Promise<Record<string, unknown>[]> {
  const folder = join(directory, LOG_FOLDER);
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line));
}

const wholeLog = async (directory: string): Promise<string> =>
  (await linesOf(directory)).map((line) => JSON.stringify(line)).join('\n');

function openLog(directory: string, options: LogOptions = QUIET): () => void {
  const close = keepLog(directory, options);
  onTestFinished(close);
  return close;
}

test('an event is one line with its time, process and thread, and only the owner can read the file', async () => {
  const directory = await libraryFolder();
  const close = openLog(directory);
  note('slow-question', { name: 'layout', ms: 61, rows: 12 });
  close();
  expect(await linesOf(directory)).toEqual([
    {
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      pid: process.pid,
      thread: 'main',
      event: 'slow-question',
      name: 'layout',
      ms: 61,
      rows: 12,
    },
  ]);
  if (process.platform === 'win32') return;
  expect((await stat(join(directory, LOG_FOLDER))).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, LOG_FOLDER, LOG_FILE))).mode & 0o777).toBe(0o600);
});

test('a path is written only with the option for paths', async () => {
  const source = {
    ...{ source: 3, path: '/home/ada/Sora', kind: 'folder', files: 1, isUnchanged: false },
    ...{ walk: 1, catalogue: 1, fixity: 1, relink: 1, hashed: 1, hashedBytes: 1 },
  };
  for (const withPaths of [false, true]) {
    const directory = await libraryFolder();
    const close = openLog(directory, { withPaths, isEchoed: false });
    note('import-source', source);
    close();
    expect((await wholeLog(directory)).includes('/home/ada')).toBe(withPaths);
  }
});

test('a file that reached its limit is set aside, and all files together stay below 10 MB', async () => {
  const directory = await libraryFolder();
  const close = openLog(directory);
  const largest = { bytes: 0, files: 0 };
  for (let index = 0; index < 120_000; index++) {
    note('slow-question', { name: 'layout', ms: index, rows: null });
    if (index % 5_000 !== 0) continue;
    largest.bytes = Math.max(largest.bytes, logOf(directory).bytes);
    largest.files = (await readdir(join(directory, LOG_FOLDER)).catch(() => [])).length;
  }
  close();
  expect(largest.files).toBeGreaterThanOrEqual(3);
  expect(largest.bytes).toBeGreaterThan(7_000_000);
  expect(largest.bytes).toBeLessThan(10_000_000);
  // The newest are the ones that are kept.
  const numbers = (await linesOf(directory)).map(({ ms }) => Number(ms));
  expect(Math.max(...numbers)).toBe(119_999);
  expect(Math.min(...numbers)).toBeGreaterThan(0);
});

test('several processes write to one log, and no line is lost or torn while it rotates', async () => {
  const directory = await libraryFolder();
  const each = 9_000;
  const run = promisify(execFile);
  await Promise.all([1, 2, 3].map(() => run(process.execPath, [WRITER, directory, String(each)])));
  const lines = await linesOf(directory);
  const perProcess = new Map<unknown, Set<unknown>>();
  for (const { pid, ms } of lines) perProcess.set(pid, (perProcess.get(pid) ?? new Set()).add(ms));
  expect([...perProcess.values()].map((seen) => seen.size)).toEqual([each, each, each]);
  expect(lines).toHaveLength(3 * each);
  expect((await readdir(join(directory, LOG_FOLDER))).length).toBeGreaterThan(1);
});

describe('when the log cannot be written, its lines are dropped without an error', () => {
  test.runIf(process.getuid?.() === 0 && process.platform === 'linux')('on a full disk', async (context) => {
    const place = join(await tempFolder(), 'disk');
    await mkdir(place);
    if (!mountSmallDisk(place, '2m')) return context.skip();
    onTestFinished(() => unmount(place));
    await writeFile(join(place, 'library.json'), '{}');
    await writeFile(join(place, 'filler'), Buffer.alloc(64 * 1024 * 1024)).catch(() => {});
    const close = openLog(place);
    for (let index = 0; index < 3_000; index++) note('slow-question', { name: 'layout', ms: index, rows: null });
    expect(close).not.toThrow();
  });

  test('in a folder that is not a library, and when a file or a link has the name of the log folder', async () => {
    const stranger = await tempFolder();
    const [blocked, linked] = [await libraryFolder(), await libraryFolder()];
    await writeFile(join(blocked, LOG_FOLDER), 'a file');
    await mkdir(join(linked, LOG_FOLDER));
    const letter = join(await tempFolder(), 'letter.txt');
    await writeFile(letter, 'Dear reader');
    await symlink(letter, join(linked, LOG_FOLDER, LOG_FILE));
    for (const directory of [stranger, blocked, linked, join(stranger, 'nothing')]) {
      const close = openLog(directory);
      note('previews-reset', {});
      expect(close).not.toThrow();
    }
    expect(await readdir(stranger)).toEqual([]);
    expect(await readFile(letter, 'utf8')).toBe('Dear reader');
  });

  test.skipIf(process.getuid?.() === 0)('in a folder that is read-only', async () => {
    const directory = await libraryFolder();
    await chmod(directory, 0o500);
    const close = openLog(directory);
    note('previews-reset', {});
    expect(close).not.toThrow();
  });
});

test('a slow function is logged with its name and the number of rows of its answer', () => {
  const slow: unknown[] = [];
  const functions = {
    quick: () => 1,
    rows: () => busy(6, [1, 2]),
    page: () => busy(6, { total: 7, items: [] }),
    text: () => busy(6, 'x'),
  };
  const watched = timed(functions, 5, (name, ms, answer) => slow.push([name, ms >= 5, rowsOf(answer)]));
  expect([watched.quick(), watched.rows()]).toEqual([1, [1, 2]]);
  watched.page();
  watched.text();
  expect(slow).toEqual([
    ['rows', true, 2],
    ['page', true, 7],
    ['text', true, null],
  ]);
});

function busy<T>(ms: number, answer: T): T {
  for (const until = performance.now() + ms; performance.now() < until; );
  return answer;
}

test('the unexpected end of a thread is logged with its name, and so is its restart', async () => {
  const directory = join(await tempFolder(), 'library');
  const library = await openLibrary({ directory, backgroundPreviews: false });
  try {
    await library.reads.total();
    await kill('reader-worker');
    await library.reads.total();
  } finally {
    await library.close();
  }
  const lines = await linesOf(directory);
  const told = lines.filter(({ event, name }) => name === 'reader-worker' && String(event).startsWith('thread'));
  expect(told.map(({ event, thread }) => [event, thread])).toEqual([
    ['thread-start', 'main'],
    ['thread-death', 'main'],
    ['thread-start', 'main'],
  ]);
});

test('of an error, the kind, the code and the frames of our own code are logged, but not the message', () => {
  const secret =
    'a secret garden\n    at stolen (/x/src-main/a secret garden.ts:1:2)\n    at told (/x/src-main/secret.ts:1:2)';
  const fault = faultOf(Object.assign(new RangeError(secret), { code: 'E_TEST' }));
  expect(fault).toMatchObject({ error: 'RangeError', code: 'E_TEST' });
  expect(JSON.stringify(fault)).not.toContain('secret');
  const own = faultOf(
    (() => {
      try {
        return new URL('no address').href;
      } catch (cause) {
        return cause;
      }
    })(),
  );
  expect(own.error).toBe('TypeError');
  const stack = `Error: told\n    at readWords (file:///home/ada/afterimage/src-main/app/words.ts:12:3)\n    at /opt/x/out/main/a-b.js:1:2\n    at node:internal/x:1:2`;
  expect(faultOf(Object.assign(new Error('told'), { remoteStack: stack })).stack).toEqual([
    'readWords app/words.ts:12:3',
    'a-b.js:1:2',
  ]);
});

const failing = (text: string) => (): Response => {
  throw new SyntaxError(`Unexpected token in ${text}\n    at ${text} (/x/src-main/${text}.ts:1:2)`);
};

test('the log contains no text that was imported, entered or searched for, and no path', async () => {
  const word = fc.stringMatching(/^[a-z]{7}[\u4e00-\u9fa5]{2}[a-z]{5}$/);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(word, { minLength: 6, maxLength: 6 }), async (words) => {
      const [prompt, title, tag, note, folder, query] = words as [string, string, string, string, string, string];
      const root = await tempFolder();
      await writeFiles(join(root, folder), {
        'generations.json': `{"generations":[{"id":"gen_01k94kq2hbetfb59tdwh9edd1r","prompt":${JSON.stringify(prompt)},"title":"${title}"}, {"id" ${prompt}`,
        [`${title}.mp4`]: prompt,
        [`${title}.png`]: Buffer.from(prompt),
      });
      const directory = join(root, 'library');
      const library = await openLibrary({ directory, backgroundPreviews: true });
      const app = createApp({ library, door: 'browser', page: failing(prompt) });
      const ask = (path: string, init?: RequestInit): Promise<Response> =>
        app.fetch(new Request(`http://127.0.0.1${path}`, init));
      try {
        const { id } = await library.jobs.import([join(root, folder)]);
        await library.jobs.finished(id);
        const rowids = [...(await library.reads.rowids(''))];
        expect(rowids.length).toBeGreaterThan(0);
        const selection = { type: 'rowids', rowids };
        for (const change of [
          { set: 'tag-add', tag },
          { set: 'note', note },
        ])
          expect((await ask('/api/edits', post({ selection, change }))).status).toBe(200);
        expect((await ask(`/api/cards?limit=1&offset=0&q=${encodeURIComponent(query)}`)).status).toBe(200);
        expect((await ask(`/${title}?q=${query}`)).status).toBe(500);
        await library.makePreviews(() => {});
      } finally {
        await library.close();
      }
      const text = await wholeLog(directory);
      expect(text).toContain('"import-end"');
      expect(text).toContain('"library"');
      expect(text).toContain('"program-end"');
      expect(text).toContain('"request-failed"');
      for (const each of words) expect(text).not.toContain(each);
      expect(text).not.toContain(root);
    }),
    { numRuns: 6 },
  );
});
