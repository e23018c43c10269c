/** The end of the program: whoever asks for it, the library is closed first, once. */
import type { App } from 'electron';

export interface Shutdown {
  /** Says what has to be closed before the process may end. */
  before(close: () => Promise<void>): void;
  /** Whether the end has begun. */
  hasBegun(): boolean;
  /** Closes everything and ends the process; a code that is not 0 stays, whoever asks next. */
  end(code: number): Promise<void>;
  /** The code with which a quit ends the process from now on. */
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
    await close().catch((cause: Error) => process.stderr.write(`The library could not be closed: ${cause.stack ?? cause.message}\n`));
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
