/**
 * Starts the built entry of the window in its own process with a stand-in for Electron. The test plays the system and
 * the page.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Message, Question } from './electron-stand-in.ts';

const ROOT = join(import.meta.dirname, '../..');
const STAND_IN = JSON.stringify(new URL('./electron-stand-in.ts', import.meta.url).href);
const HOOK = `import { createRequire, registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';
registerHooks({ resolve: (name, context, next) => name === 'electron' ? { url: ${STAND_IN}, shortCircuit: true } : next(name, context) });`;

export interface Started {
  readonly child: ChildProcess;
  /** The calls to Electron before the page could be loaded. */
  readonly ready: readonly string[];
  ask(path: string, init?: RequestInit): Promise<{ status: number; json: Record<string, unknown> }>;
  /** Emits an event of the app. */
  emit(name: string, ...args: unknown[]): void;
  /** All calls to Electron so far. */
  done(): Promise<readonly string[]>;
}

/** Starts the program. `platform` is the value that its main thread sees. */
export async function startProgram(
  profile: string,
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Promise<Started> {
  // The platform is replaced in the main thread only, after SQLite's module was loaded: native modules depend on the
  // real platform.
  const system = `if (isMainThread) {
    new (createRequire(${JSON.stringify(join(ROOT, 'package.json'))})('better-sqlite3'))(':memory:').close();
    Object.defineProperty(process, 'platform', { value: ${JSON.stringify(platform)} });
  }`;
  const child = fork(join(ROOT, 'out/main/main.js'), args, {
    // As Electron would: the program's own folder is the first word.
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(HOOK + system)}`],
    // Without a screen the program ends itself.
    env: { ...process.env, STAND_IN_PROFILE: profile, DISPLAY: ':0' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ ready }] = (await once(child, 'message')) as [{ ready: readonly string[] }];
  const question = async (asked: Question): Promise<Message> => {
    child.send(asked);
    const [message] = (await once(child, 'message')) as [Message];
    return message;
  };
  return {
    child,
    ready,
    async ask(path, init) {
      const { status, text } = (await question({ path, ...(init ? { init } : {}) })) as Extract<
        Message,
        { status: number }
      >;
      return { status, json: text.startsWith('{') ? JSON.parse(text) : { text } };
    },
    emit: (...emit) => void child.send({ emit } satisfies Question),
    done: async () => ((await question({ done: true })) as { ready: readonly string[] }).ready,
  };
}
