/** The command line of a package, started by its launcher without a screen. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Installed } from './installed.ts';

const NO_SCREEN = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function tryCommandLine(installed: Installed, archive: string, total: number): Promise<void> {
  const library = ['--library', join(installed.work, 'library of commands')];
  deepStrictEqual(await ask(installed, ['nothing-of-this-name']), {
    code: 2,
    out: '',
    err: 'There is no command “nothing-of-this-name”. All of them: afterimage --help\n',
  });
  const imported = await ask(installed, ['import', archive, ...library, '--json']);
  strictEqual(imported.code, 0, imported.err);
  strictEqual(JSON.parse(imported.out).generations.added, total);
  const found = await ask(installed, ['search', ...library, '--json']);
  deepStrictEqual([found.code, found.err, JSON.parse(found.out).total], [0, '', total]);
  const checked = await ask(installed, ['doctor', ...library]);
  strictEqual(checked.code, 0, checked.out);
  await tryServing(installed, library);
}

async function tryServing(installed: Installed, library: readonly string[]): Promise<void> {
  const server = installed.spawn(installed.launcher, ['serve', '--port', '0', ...library, '--json'], NO_SCREEN, [
    'ignore',
    'pipe',
    'inherit',
  ]);
  const exit = once(server, 'exit');
  try {
    const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
    const response = await visit(JSON.parse(String(line)).url);
    match(await response.text(), /assets\/index-/);
    ok(response.ok);
  } finally {
    server.kill('SIGTERM');
  }
  const [code] = await exit;
  // Windows ends a process without a signal that it can handle.
  if (process.platform !== 'win32') strictEqual(code, 0);
}

/** The address contains a token; the server exchanges it for a cookie. */
async function visit(address: string): Promise<Response> {
  const admitted = await fetch(address, { redirect: 'manual' });
  const cookie = admitted.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  return fetch(new URL('/', address), { headers: { cookie } });
}

async function ask(installed: Installed, args: readonly string[]): Promise<Answer> {
  const child = installed.spawn(installed.launcher, args, NO_SCREEN, ['ignore', 'pipe', 'pipe']);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ]);
  return { code: code as number | null, out, err };
}
