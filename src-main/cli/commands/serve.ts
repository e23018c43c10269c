/** `serve`: shows the gallery in a browser until Ctrl-C. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../../app/http/browser-guard.ts';
import { BUILT_PAGE } from '../../app/static-page.ts';
import { DEFAULT_HOST } from '../../server.ts';
import { LOUD } from '../../storage/log.ts';
import { CHECKOUT } from '../checkout.ts';
import { wholeNumber } from '../command-line/arguments.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { serveUntilStopped } from '../running/serve-library.ts';

export async function runServe(context: Context): Promise<0> {
  const { args, signal } = context;
  if (args.words.length > 0) throw new UsageError('“serve” takes no words. To open a folder: afterimage PATH');
  const host = args.text('host') ?? DEFAULT_HOST;
  const port = args.text('port') === null ? null : wholeNumber(args, 'port', 0, 65_535, 0);
  if (!isLoopback(host))
    context.note(
      'Everybody in this network who has the address can see this library; the connection is not encrypted.',
    );
  if (!existsSync(join(BUILT_PAGE, 'index.html'))) await buildPage();
  await serveUntilStopped({
    library: args.library,
    host,
    port,
    signal,
    ...(args.debug && { log: LOUD }),
    onReady: (url) => context.print({ url }, () => `${url}\n`),
    onTrouble: ({ message }) => context.note(message),
  });
  return 0;
}

/** Builds the page of a checkout that was never built. When that fails, the answer of the server says what to do. */
async function buildPage(): Promise<void> {
  const builder = join(CHECKOUT, 'build', 'page.ts');
  if (existsSync(builder)) await once(spawn(process.execPath, [builder], { stdio: ['ignore', 2, 2] }), 'exit');
}
