/**
 * The built window's entry in a process of its own, with a module in Electron's place; the test is the system and the
 * page.
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
  /** What was done before the page could be loaded. */
  readonly ready: readonly string[];
  ask(path: string, init?: RequestInit): Promise<{ status: number; json: Record<string, unknown> }>;
  /** Lets an event of the app happen. */
  emit(name: string, ...args: unknown[]): void;
  /** Everything that was done so far. */
  done(): Promise<readonly string[]>;
}

/** Starts the program. `platform` is the system that it believes to run on. */
export async function startProgram(
  profile: string,
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Promise<Started> {
  // Not in the threads, and in the main thread after SQLite's module was loaded: native modules are chosen by the
  // platform.
  const system = `if (isMainThread) {
    new (createRequire(${JSON.stringify(join(ROOT, 'package.json'))})('better-sqlite3'))(':memory:').close();
    Object.defineProperty(process, 'platform', { value: ${JSON.stringify(platform)} });
  }`;
  const child = fork(join(ROOT, 'out/main/main.js'), args, {
    // As Electron would: the program's own folder is the first word.
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(HOOK + system)}`],
    // The program ends itself where there is no screen.
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
