/** The page's own files: only what a build made is found, and the document is fresh every time. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NONCE_PLACEHOLDER, staticPage } from '../../src-main/app/static-page.ts';

let root: string;
let ask: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'afterimage-page-'));
  const page = join(root, 'renderer');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), `<meta property="csp-nonce" nonce="${NONCE_PLACEHOLDER}">`);
  await writeFile(join(page, 'assets', 'index-abc123.js'), 'export {};');
  await writeFile(join(page, '.env'), 'SECRET');
  await writeFile(join(root, 'outside.js'), 'SECRET');
  const handler = staticPage(page);
  ask = (path, init) => handler(new Request(`http://127.0.0.1${path}`, init));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('the document is never cached and has its own nonce', async () => {
  const [first, second] = await Promise.all([ask('/'), ask('/index.html')]);
  expect(first.headers.get('cache-control')).toBe('no-store');
  const [one, two] = await Promise.all([first.text(), second.text()]);
  const nonce = /nonce="([^"]{20,})"/.exec(one)?.[1] ?? '';
  expect(first.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(one).not.toBe(two);
});

test('assets with a hash in their name are cached for ever', async () => {
  const asset = await ask('/assets/index-abc123.js');
  expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(asset.headers.get('cache-control')).toContain('immutable');
});

test.each([
  '/.env',
  '/assets/../../outside.js',
  '/%2e%2e/outside.js',
  '/..%2foutside.js',
  '/assets%5c..%5coutside.js',
  '/assets/',
  '/a%00.js',
  '//outside.js',
])('%s leads nowhere', async (path) => {
  const answer = await ask(path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('SECRET');
});

test('only GET and HEAD are allowed', async () => {
  expect((await ask('/', { method: 'POST' })).status).toBe(405);
});

test('without a built page the answer says how to build it', async () => {
  const answer = await staticPage(join(root, 'nothing'))(new Request('http://127.0.0.1/'));
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm run build');
});
