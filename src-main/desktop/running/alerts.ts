/**
 * Shows dialogs one after the other, without blocking the program, and never the same message twice at the same time.
 */
import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';
import { promptly } from './pulse.ts';

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The first is the default. */
  readonly buttons: readonly string[];
  /** The answer when the dialog is dismissed. Left out: the last button. */
  readonly cancelId?: number;
  /** Closes the dialog; the answer is then `cancelId`. */
  readonly signal?: AbortSignal;
}

export interface Alerts {
  /** Shows a message. Resolves when the person has closed it. */
  tell(message: string, detail: string): Promise<void>;
  /** Asks; resolves to the index of the button. With a window the dialog belongs to it. */
  ask(question: Question, window?: BrowserWindow | null): Promise<number>;
}

/** How long a dialog waits for its window, in ms. A dialog that opens before its window is shown lies behind it. */
const SHOWN_MS = 15_000;

/** @param parent the window for messages without a window of their own; null for none */
export function openAlerts(dialog: Pick<Dialog, 'showMessageBox'>, parent: () => BrowserWindow | null): Alerts {
  const standing = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  const show = async (
    { message, detail, buttons, cancelId, signal }: Question,
    window: BrowserWindow | null,
  ): Promise<number> => {
    const cancel = cancelId ?? buttons.length - 1;
    if (window) await shown(window);
    if (signal?.aborted) return cancel;
    const options: MessageBoxOptions = {
      type: 'warning',
      title: 'Afterimage',
      message,
      detail,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: cancel,
      noLink: true,
      ...(signal && { signal }),
    };
    const { response } = await promptly(
      window && !window.isDestroyed() ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options),
    );
    return response;
  };
  const alive = (window: BrowserWindow | null): BrowserWindow | null =>
    window && !window.isDestroyed() ? window : null;

  return {
    async tell(message, detail) {
      const key = `${message}\n${detail}`;
      if (standing.has(key)) return;
      standing.add(key);
      const told = last.then(() => show({ message, detail, buttons: ['OK'] }, alive(parent())));
      last = told.catch(() => {});
      await told.finally(() => standing.delete(key));
    },
    ask: (question, window = null) => show(question, alive(window ?? parent())),
  };
}

/** Resolves when the window is visible or closed, or after a time limit. */
function shown(window: BrowserWindow): Promise<void> {
  if (window.isVisible()) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SHOWN_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    window.once('show', done);
    window.once('closed', done);
  });
}
