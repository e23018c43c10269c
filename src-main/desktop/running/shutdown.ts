/** Ends the program. Every end closes the library first, once. */
import type { App } from 'electron';

export interface Shutdown {
  /** Registers what must be closed before the process ends. */
  before(close: () => Promise<void>): void;
  /** Whether the end has begun. */
  hasBegun(): boolean;
  /** Closes everything and ends the process. A code other than 0 is kept when `end` is called again. */
  end(code: number): Promise<void>;
  /** Sets the exit code of a later quit. */
  willEndWith(code: number): void;
}

export function openShutdown(app: Pick<App, 'on' | 'exit'>): Shutdown {
  let close: () => Promise<void> = async () => {};
  let hasBegun = false;
  let exitCode = 0;
  const end = async (code: number): Promise<void> => {
    exitCode ||= code;
    if (hasBegun) return;
    hasBegun = true;
    await close().catch((cause: Error) =>
      process.stderr.write(`The library could not be closed: ${cause.stack ?? cause.message}\n`),
    );
    app.exit(exitCode);
  };
  app.on('will-quit', (event) => {
    event.preventDefault();
    void end(exitCode);
  });
  return {
    before(given) {
      close = given;
    },
    hasBegun: () => hasBegun,
    end,
    willEndWith(code) {
      exitCode ||= code;
    },
  };
}
