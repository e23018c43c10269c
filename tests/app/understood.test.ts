/** Bulk work runs only on a query that was understood completely. */
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ErrorBody } from '../../src-main/contract/library/library.ts';
import { EditResult } from '../../src-main/contract/organising/edit.ts';
import { run } from '../cli/run.ts';
import { type Opened, openWithArchive, post } from './opened.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: Opened;

beforeAll(async () => {
  opened = await openWithArchive();
});
afterAll(() => opened?.close());

const edit = (q: string, more: object = {}): Promise<Response> =>
  opened.ask(
    '/api/edits',
    post({ selection: { type: 'query', q, ...more }, change: { set: 'tag-add', tag: 'danger' } }),
  );

const tagged = async (): Promise<number> => (await opened.library.reads.rowids('tag:danger ')).length;

describe('over HTTP', () => {
  test.each([
    ['type:vidoe', 'type:vidoe', 'bad-value'],
    ['dragon rating:lots', 'rating:lots', 'bad-value'],
    ['tagg:x', 'tagg:', 'unknown-field'],
    ['"open', '"', 'unbalanced'],
    ['!!!', '!!!', 'no-text'],
    ['OR', 'OR', 'no-text'],
    ['NOT', 'NOT', 'no-text'],
    ['""', '""', 'no-text'],
    ['()', '()', 'no-text'],
  ])('an edit of %j is refused, with the mistake', async (q, word, mistake) => {
    const answer = await edit(q);
    expect(answer.status).toBe(422);
    const { error } = ErrorBody.parse(await answer.json());
    expect(error).toMatchObject({ code: 'query-not-understood', params: { word, mistake } });
    expect(error.message).toContain(word);
    expect(await tagged()).toBe(0);
  });

  test('the refusal states the number of items; a confirmed request is done', async () => {
    const { error } = ErrorBody.parse(await (await edit('type:vidoe')).json());
    expect(error.params?.count).toBe(4);
    const done = EditResult.parse(await (await edit('type:vidoe', { asUnderstood: true })).json());
    expect(done.changed).toBe(4);
    await opened.library.edits.undo();
  });

  test('queries that were understood completely work without confirmation', async () => {
    for (const q of ['', 'type:video', 'https://example.com', 'tag:nobody-has-this', '-tag:nobody-has-this']) {
      expect((await edit(q)).status).toBe(200);
      await opened.library.edits.undo();
    }
  });

  test('an unknown name in a negation is refused too', async () => {
    const keep = { selection: { type: 'query', q: 'tram' }, change: { set: 'tag-add', tag: 'keepers' } };
    await opened.ask('/api/edits', post(keep));
    for (const q of ['-tag:keeperz', 'paper -(tag:keeperz)', 'tag:keepers,-keeperz']) {
      expect((await edit(q)).status, q).toBe(422);
    }
    expect((await edit('tag:keeperz')).status).toBe(200);
    expect(await tagged()).toBe(0);
  });

  test('annotations and sidecars are not written for a query that was not understood', async () => {
    const directory = join(opened.archive.root, 'sidecars');
    const answer = await opened.ask('/api/words/sidecars', post({ directory, q: 'type:vidoe' }));
    expect(answer.status).toBe(422);
    expect(existsSync(directory)).toBe(false);
    expect((await opened.ask('/api/words?q=type:vidoe')).status).toBe(422);
    expect((await opened.ask('/api/words?q=type:vidoe&asUnderstood=true')).status).toBe(200);
  });
});

test('the command line ends with 2 and one sentence, and nothing is changed', async () => {
  const folder = join(opened.archive.root, 'out');
  await mkdir(folder);
  const file = join(folder, 'words.json');
  const query = ['--query', 'type:vidoe'];
  const commands = [
    ['tag', 'add', 'danger', ...query],
    ['rate', '1', ...query],
    ['favorite', ...query],
    ['note', 'clear', ...query],
    ['words', 'export', file, ...query],
    ['words', 'export', folder, '--as', 'xmp', ...query],
  ];
  for (const command of commands) {
    const { code, out, err } = await run('--library', opened.library.path, '--json', ...command);
    expect(err).toMatch(
      /^Nothing was changed, because “type:vidoe” in the query is not understood. Did you mean “type:video”\?\n$/,
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
  }
  expect(await tagged()).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});
