/** Replaces Electron for the window's entry. The parent process plays the system and the page. */
import { EventEmitter } from 'node:events';
import { FakeSession, FakeWindow } from './stand-ins.ts';

type Handler = (request: Request) => Promise<Response>;

export interface Question {
  readonly path?: string;
  readonly init?: RequestInit;
  /** An event that the app emits instead of a request. */
  readonly emit?: readonly [name: string, ...args: unknown[]];
  /** Asks for the list of calls so far. */
  readonly done?: true;
}
export type Message = { readonly ready: readonly string[] } | { readonly status: number; readonly text: string };

const send = (message: Message): void => void process.send?.(message);
const done: string[] = [];
let handler: Handler | null = null;

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly dock = {
    setMenu: (items: readonly { label: string }[]) => done.push(`dock ${items.map(({ label }) => label).join(', ')}`),
  };
  readonly commandLine = { hasSwitch: (name: string) => process.argv.includes(`--${name}`) };
  enableSandbox(): void {
    done.push('sandbox');
  }
  setPath(name: string, path: string): void {
    done.push(`path ${name} ${path}`);
  }
  addRecentDocument(path: string): void {
    done.push(`recent ${path}`);
  }
  clearRecentDocuments(): void {}
  getAppPath(): string {
    return '/nonexistent';
  }
  getPath(): string {
    return process.env.STAND_IN_PROFILE ?? '/nonexistent';
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  releaseSingleInstanceLock(): void {}
  getPreferredSystemLanguages(): readonly string[] {
    return ['en-GB'];
  }
  async whenReady(): Promise<void> {}
  quit(): void {
    let prevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) process.exit(0);
  }
  exit(code: number): void {
    process.exit(code);
  }
}

export const app = new App();
const open = new Set<FakeWindow>();
// Two actions of the person that have no event in Electron.
app.on('close-windows', () => {
  for (const window of open) window.emit('closed');
  open.clear();
});
app.on('quit-wished', () => app.quit());
export const BrowserWindow = class extends FakeWindow {
  constructor(options: { backgroundColor: string; webPreferences: { preload: string } }) {
    super();
    open.add(this);
    done.push(`window ${options.backgroundColor} ${options.webPreferences.preload}`);
  }
  static getFocusedWindow(): null {
    return null;
  }
  setBackgroundColor(): void {}
  setProgressBar(): void {}
};
export const Notification = { isSupported: () => false };
export const dialog = {
  async showMessageBox(...args: readonly unknown[]): Promise<{ response: number }> {
    const { message, detail } = args.at(-1) as { message: string; detail: string };
    done.push(`${message}: ${detail}`);
    return { response: 0 };
  },
};
export const ipcMain = { handle: (name: string) => done.push(name), on: (name: string) => done.push(name) };
export const Menu = {
  buildFromTemplate: (items: readonly unknown[]) => items,
  setApplicationMenu: (items: readonly unknown[]) => done.push(`menu ${items.length}`),
};
export const nativeImage = { createFromDataURL: () => ({}) };
export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: true });
export const protocol = {
  registerSchemesAsPrivileged: () => done.push('scheme'),
  handle(_scheme: string, given: Handler) {
    handler = given;
    setImmediate(() => send({ ready: done }));
  },
};
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
});
export const session = { defaultSession: new FakeSession() };
export const shell = {};

process.on('message', async ({ path, init, emit, done: isAsked }: Question) => {
  if (isAsked) send({ ready: done });
  // Functions cannot be sent between processes: each event object gets its own `preventDefault` here.
  if (emit) app.emit(emit[0], ...emit.slice(1).map((arg) => (typeof arg === 'object' ? { preventDefault() {} } : arg)));
  if (!path || !handler) return;
  const response = await handler(new Request(`app://afterimage${path}`, init));
  send({ status: response.status, text: await response.text() });
});
