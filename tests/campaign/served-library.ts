/** A library behind `afterimage serve`, with the requests of the page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { CLI } from '../cli/run.ts';

export interface ServedLibrary {
  /** Status 0: there was no answer. */
  post(path: string, body: unknown, method?: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  /** Stops it as Ctrl-C does. Resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Its standard error so far. */
  said(): string;
}

export async function openServed(library: string, env: Readonly<Record<string, string>> = {}): Promise<ServedLibrary> {
  const child = spawn(process.execPath, [CLI, '--library', library, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  const gone = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  child.stderr.on('data', (piece) => {
    said += String(piece);
  });
  const address = await printedAddress(child);
  const { origin, searchParams, port } = new URL(address);
  const headers = { cookie: `afterimage-${port}=${searchParams.get('token')}`, 'content-type': 'application/json' };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return (await gone)[0];
  };
  return {
    async post(path, body, method = 'POST') {
      try {
        const answer = await fetch(origin + path, {
          method,
          headers,
          ...(method !== 'GET' && { body: JSON.stringify(body) }),
        });
        return { status: answer.status, text: await answer.text() };
      } catch {
        return { status: 0, text: '' };
      }
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGINT'),
    said: () => said,
  };
}

async function printedAddress(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const piece of child.stdout ?? []) {
    said += String(piece);
    const url = /http:\S+/.exec(said)?.[0];
    if (url) return url;
  }
  throw new Error(`The server ended without an address: ${said}`);
}
