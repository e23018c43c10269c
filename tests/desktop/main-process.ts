/**
 * Runs scripts in the main process through Node's inspector. Playwright cannot be used where a page crashes or hangs:
 * while it is attached, Chromium neither notices a hanging page nor restarts a crashed one.
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'playwright/test';
import type { ElectronProgram } from './electron-program.ts';

export interface MainProcess {
  /**
   * Runs the body of an async function, in which `electron` is Electron's module, and resolves to its result.
   * @param patience in ms; a script that takes longer fails, because a page that just crashed never answers
   */
  run<T>(body: string, patience?: number): Promise<T>;
  close(): void;
}

interface Answer {
  readonly id: number;
  readonly result: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

/** The switch that a program needs for {@link mainProcessOf}. */
export const INSPECTABLE = '--inspect=127.0.0.1:0';

/** Connects to a program that was started with {@link INSPECTABLE}, after Electron is ready in it. */
export async function mainProcessOf(program: ElectronProgram): Promise<MainProcess> {
  const address = (): string | undefined => /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(program.said())?.[0];
  await expect.poll(address, { timeout: 30_000 }).toBeDefined();
  let ready: MainProcess | null = null;
  const attempt = async (): Promise<boolean> => {
    const main = await connect(String(address()));
    if (await main.run('return electron.app.isReady()', 2_000).catch(() => false)) ready = main;
    else main.close();
    return ready !== null;
  };
  // The inspector listens before Electron is ready, and an early connection never gets `require`.
  await expect.poll(attempt, { timeout: 30_000 }).toBe(true);
  if (!ready) throw new Error('Electron is not ready.');
  return ready;
}

async function connect(address: string): Promise<MainProcess> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let last = 0;
  return {
    async run<T>(body: string, patience = 10_000) {
      const id = ++last;
      // Required before Electron's own modules exist, "electron" would stay the npm package of that name.
      const expression = `(async () => {
        if (!process.defaultApp) throw new Error('Electron is not ready.');
        const electron = require('electron');
        ${body}
      })()`;
      const params = { expression, includeCommandLineAPI: true, awaitPromise: true, returnByValue: true };
      const answer = answerTo(socket, id);
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      const late = setTimeout(patience, null, { ref: false }).then(() => {
        throw new Error(`The script took longer than ${patience} ms.`);
      });
      const { result, exceptionDetails } = await Promise.race([answer, late]);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'The script failed.');
      return result.value as T;
    },
    close: () => socket.close(),
  };
}

function answerTo(socket: WebSocket, id: number): Promise<Answer['result']> {
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent): void => {
      const message = JSON.parse(String(data)) as Answer;
      if (message.id !== id) return;
      socket.removeEventListener('message', hear);
      resolve(message.result);
    };
    socket.addEventListener('message', hear);
  });
}
