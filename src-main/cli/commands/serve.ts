/** `serve`: the gallery in a browser, until Ctrl-C. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../../app/browser-guard.ts';
import { BUILT_PAGE } from '../../app/static-page.ts';
import { DEFAULT_HOST } from '../../server.ts';
import { UsageError, wholeNumber } from '../arguments.ts';
import type { Context } from '../context.ts';
import { serveUntilStopped } from '../serving.ts';

export async function runServe(context: Context): Promise<0> {
  const { args, signal } = context;
  if (args.words.length > 0) throw new UsageError('“serve” takes no words. To open a folder: afterimage PATH');
  const host = args.text('host') ?? DEFAULT_HOST;
  const port = args.text('port') === null ? null : wholeNumber(args, 'port', 0, 65_535, 0);
  if (!isLoopback(host))
    context.note('Everybody in this network who has the address can see this library; the connection is not encrypted.');
  if (!existsSync(join(BUILT_PAGE, 'index.html'))) context.note('The page has not been built yet: run “npm run build” once.');
  await serveUntilStopped({
    library: args.library,
    host,
    port,
    signal,
    onReady: (url) => context.print({ url }, () => `${url}\n`),
  });
  return 0;
}
