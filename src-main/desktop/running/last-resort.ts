/** The handler of last resort: logs and shows every uncaught failure, from the first line of the program. */
import { app, BrowserWindow, dialog } from 'electron';
import { toUserError } from '../../app/http/errors.ts';
import { faultOf } from '../../storage/fault.ts';
import { note } from '../../storage/log.ts';
import type { DesktopTexts } from '../menu/texts/en.ts';
import { plainLabel, textsFor } from '../menu/texts.ts';
import { makePassingProfile } from '../starting/profile.ts';
import { type Alerts, openAlerts } from './alerts.ts';
import type { Shutdown } from './shutdown.ts';

/** The exit code of a program that could not start. */
const EXIT_CODE = 2;
/** This number of failures within this time ends the program. */
const MOST = 5;
const WITHIN_MS = 10_000;

export interface LastResort {
  /** Shows one dialog with the reason why the program cannot run, and ends it with code 2. */
  giveUp(cause: unknown): void;
  /** From now on a failure is shown in front of the window, and the program continues. */
  goOn(alerts: Alerts, texts: () => DesktopTexts): void;
}

/** Listens to all uncaught failures. */
export function openLastResort(shutdown: Shutdown): LastResort {
  let running: { readonly alerts: Alerts; readonly texts: () => DesktopTexts } | null = null;
  let isGivingUp = false;
  let isAsking = false;
  let faults: readonly number[] = [];

  const giveUp = async (cause: unknown): Promise<void> => {
    log(cause);
    if (isGivingUp || shutdown.hasBegun()) return;
    isGivingUp = true;
    shutdown.willEndWith(EXIT_CODE);
    // The next start must be able to open the library itself, or to report its own failure.
    app.releaseSingleInstanceLock();
    if (!app.isReady()) app.setPath('userData', makePassingProfile());
    await app.whenReady();
    const texts = running?.texts() ?? textsFor(app.getPreferredSystemLanguages());
    const alerts = running?.alerts ?? openAlerts(dialog, stage);
    await alerts.tell(texts.cannotOpen, sentenceOf(cause, texts)).catch(log);
    await shutdown.end(EXIT_CODE);
  };

  const fault = async (cause: unknown): Promise<void> => {
    if (!running) return giveUp(cause);
    faults = [...faults.filter((at) => Date.now() - at < WITHIN_MS), Date.now()];
    if (faults.length >= MOST) return giveUp(cause);
    log(cause);
    if (isAsking || isGivingUp || shutdown.hasBegun()) return;
    isAsking = true;
    const { alerts, texts } = running;
    const text = texts();
    const detail = `${text.insideDetail}\n\n${sentenceOf(cause, text)}`;
    const answer = await alerts.ask({
      message: text.inside,
      detail,
      buttons: [text.goOn, plainLabel(text.quit)],
      cancelId: 0,
    });
    isAsking = false;
    if (answer === 1) app.quit();
  };

  // Output that no process reads cannot be written; that is no failure.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const name of ['uncaughtException', 'unhandledRejection'])
    process.on(name, (cause: unknown) => void fault(cause).catch(log));
  return {
    giveUp: (cause) => void giveUp(cause).catch(log),
    goOn(alerts, texts) {
      running = { alerts, texts };
    },
  };
}

/** A failure as a sentence, in the language of the person if its code is known, with its path. */
export function sentenceOf(cause: unknown, texts: DesktopTexts): string {
  const told = toUserError(cause);
  if (!told) return cause instanceof Error ? cause.message : String(cause);
  const sentences: Readonly<Record<string, string>> = texts.problems;
  const sentence = sentences[told.code] ?? told.message;
  const snapshot = told.params?.snapshot;
  const copy = snapshot ? `\n\n${texts.newestCopy} ${snapshot}` : '';
  return `${sentence}${told.path ? `\n\n${told.path}` : ''}${copy}`;
}

function log(cause: unknown): void {
  note('fault', { in: 'main', ...faultOf(cause) });
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
}

/** On macOS a dialog without a window blocks the whole program, so it gets a small window. */
function stage(): BrowserWindow | null {
  return process.platform === 'darwin'
    ? new BrowserWindow({ width: 480, height: 240, title: 'Afterimage', resizable: false })
    : null;
}
