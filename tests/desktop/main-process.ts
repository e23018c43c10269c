/**
 * Scripts in the main process, over Node's inspector. Where a page crashes or hangs, Playwright cannot be used: while it is attached, Chromium
 * neither notices a page that hangs nor starts the page anew after a crash.
 */
import { once } from 'node:events';
import { expect } from 'playwright/test';
import type { Started } from './started-program.ts';

export interface MainProcess {
  /** Runs the body of an async function, in which `electron` is Electron's module, and resolves to what it returns. */
  run<T>(body: string): Promise<T>;
  close(): void;
}

interface Answer {
  readonly id: number;
  readonly result: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

/** The switch with which the program has to be started. */
export const INSPECTABLE = '--inspect=127.0.0.1:0';

/** Connects to a program that was started with {@link INSPECTABLE}. */
export async function mainProcessOf(program: Started): Promise<MainProcess> {
  const address = (): string | undefined => /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(program.said())?.[0];
  await expect.poll(address, { timeout: 30_000 }).toBeDefined();
  const socket = new WebSocket(String(address()));
  await once(socket, 'open');
  let last = 0;
  const main: MainProcess = {
    async run<T>(body: string) {
      const id = ++last;
      const answer = new Promise<Answer['result']>((resolve) => {
        const hear = ({ data }: MessageEvent): void => {
          const message = JSON.parse(String(data)) as Answer;
          if (message.id !== id) return;
          socket.removeEventListener('message', hear);
          resolve(message.result);
        };
        socket.addEventListener('message', hear);
      });
      // Asked for before Electron has made its modules, "electron" would be the package of that name for good.
      const expression = `(async () => {
        if (!process.defaultApp) throw new Error('Electron is not ready.');
        const electron = require('electron');
        ${body}
      })()`;
      const params = { expression, includeCommandLineAPI: true, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      const { result, exceptionDetails } = await answer;
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'The script failed.');
      return result.value as T;
    },
    close: () => socket.close(),
  };
  // The inspector listens before that.
  await expect.poll(() => main.run('return electron.app.isReady()').catch(() => false), { timeout: 30_000 }).toBe(true);
  return main;
}
