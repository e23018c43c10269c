/** Stand-ins for the objects of Electron that the desktop's functions use. These tests run without Electron. */
import type { BrowserWindow, IpcMainEvent, Session, WebContents } from 'electron';

type Listener = (...args: never[]) => unknown;

/** Stores listeners by name, so that a test can emit the system's events. */
export class Emitter {
  readonly listeners = new Map<string, Listener[]>();
  on(name: string, listener: Listener): this {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    return this;
  }
  once(name: string, listener: Listener): this {
    return this.on(name, listener);
  }
  emit(name: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (...args: unknown[]) => unknown)(...args);
  }
}

export class Contents extends Emitter {
  windowOpen: (() => { action: string }) | null = null;
  dragged: { files: readonly string[] }[] = [];
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpen = handler;
  }
  startDrag(item: { files: readonly string[] }): void {
    this.dragged.push(item);
  }
  as(): WebContents {
    return this as unknown as WebContents;
  }
}

export class FakeWindow extends Emitter {
  readonly webContents = new Contents();
  readonly done: string[] = [];
  bounds = { x: 10, y: 20, width: 900, height: 700 };
  minimized = false;
  isMaximized(): boolean {
    return this.done.includes('maximize');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  getNormalBounds(): typeof this.bounds {
    return this.bounds;
  }
  maximize(): void {
    this.done.push('maximize');
  }
  restore(): void {
    this.done.push('restore');
  }
  show(): void {
    this.done.push('show');
  }
  focus(): void {
    this.done.push('focus');
  }
  async loadURL(url: string): Promise<void> {
    this.done.push(url);
  }
  isDestroyed(): boolean {
    return this.done.includes('destroy');
  }
  destroy(): void {
    this.done.push('destroy');
  }
  as(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }
}

export class FakeSession extends Emitter {
  before: ((details: { url: string }, answer: (answer: { cancel: boolean }) => void) => void) | null = null;
  request: ((contents: null, permission: string, answer: (granted: boolean) => void) => void) | null = null;
  check: ((contents: null, permission: string) => boolean) | null = null;
  device: (() => boolean) | null = null;
  spellChecker = true;
  readonly webRequest = {
    onBeforeRequest: (listener: typeof this.before): void => {
      this.before = listener;
    },
  };
  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: typeof this.device): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(_handler: null): void {}
  spellCheckerLanguages: readonly string[] = ['en-US'];
  setSpellCheckerLanguages(languages: readonly string[]): void {
    this.spellCheckerLanguages = languages;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
  /** Whether a request to this address is cancelled. */
  cancels(url: string): boolean {
    let cancelled = false;
    this.before?.({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return cancelled;
  }
  grants(permission: string): boolean {
    let granted = false;
    this.request?.(null, permission, (answer) => {
      granted = answer;
    });
    return granted;
  }
  as(): Session {
    return this as unknown as Session;
  }
}

/** An event from a frame at `url`; a nested frame has a parent. */
export function ipcEvent(url: string, sender: Contents, inner = false): IpcMainEvent {
  return { senderFrame: { url, parent: inner ? {} : null }, sender } as unknown as IpcMainEvent;
}
