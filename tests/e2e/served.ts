/** The browser door as a person starts it: `afterimage serve` in a separate process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Served {
  /** The printed address, with its token. */
  readonly url: string;
  /** The id of the server's process. */
  readonly pid: number;
  /** Stops it as Ctrl-C does and waits for its end. */
  stop(): Promise<void>;
}

/** Serves the library in `directory` on a free port. */
export async function serve(directory: string): Promise<Served> {
  const child = spawn(process.execPath, ['build/afterimage.mjs', '--library', directory, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    url: await printedAddress(child),
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
    },
  };
}

/** Imports with the command line and waits for the end. */
export async function importFrom(directory: string, archive: string): Promise<void> {
  const child = spawn(process.execPath, ['build/afterimage.mjs', '--library', directory, 'import', archive], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`The import ended with exit code ${code}.`);
}

async function printedAddress(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /http:\S+/.exec(said)?.[0];
    if (url) return url;
  }
  throw new Error(`The server ended without an address: ${said}`);
}
