/** `npm run dev`: the window with hot reload, or the browser door with hot reload when there is no Electron runtime. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { createServer, mergeConfig } from 'vite';
import { devPage } from '../src-main/app/http/dev-page.ts';
import { findElectron } from '../src-main/cli/command-line/electron-runtime.ts';
import { serveUntilStopped } from '../src-main/cli/running/serve-library.ts';
import { windowEnvironment } from './window.ts';
import { obstacleToWindows } from './window-failure.ts';

process.exit(await develop(process.argv.slice(2)));

async function develop(argv: readonly string[]): Promise<number> {
  const electron = findElectron();
  const obstacle = electron
    ? obstacleToWindows(process.env, process.platform, process.getuid?.())
    : 'The window’s runtime (Electron) is not here; npm start fetches it.';
  if (electron && obstacle === null) return window(electron, argv);
  process.stderr.write(`${obstacle}\nAfterimage opens in the browser instead.\n`);
  return browser(argv);
}

async function window(electron: string, argv: readonly string[]): Promise<number> {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
    'bin',
    'electron-vite.js',
  );
  // Without this variable electron-vite looks for the runtime in the npm package only.
  const env = { ...windowEnvironment(process.env), ELECTRON_EXEC_PATH: electron };
  const child = spawn(process.execPath, [cli, 'dev', '--watch', '--', ...argv], { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

async function browser(argv: readonly string[]): Promise<number> {
  process.env.NODE_ENV_ELECTRON_VITE = 'development';
  const { config } = await resolveConfig({}, 'serve', 'development');
  const vite = await createServer(mergeConfig(config?.renderer ?? {}, { configFile: false }));
  await vite.listen();
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort()).on('SIGTERM', () => stop.abort());
  const at = argv.indexOf('--library');
  await serveUntilStopped({
    library: at < 0 ? null : (argv[at + 1] ?? null),
    port: null,
    page: devPage(`http://127.0.0.1:${vite.config.server.port}`),
    signal: stop.signal,
    onReady: (url) => void process.stdout.write(`${url}\n`),
    onTrouble: ({ message }) => void process.stderr.write(`${message}\n`),
  });
  await vite.close();
  return 0;
}
