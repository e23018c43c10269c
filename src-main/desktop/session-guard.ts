/** What the page may not do: reach anything but its own origin, ask for permissions, leave, or open windows (Electron's security checklist, 5, 13, 14). */
import type { Session, WebContents } from 'electron';
import { isPage } from './page-protocol.ts';

/** Closes a session: every request outside the page's origin is cancelled and every permission refused. `also` admits more addresses, for development. */
export function guardSession(session: Session, also: (url: string) => boolean = () => false): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowed(details.url) && !also(details.url) }));
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  // Chromium fetches a dictionary for its own languages even while the spell checker is off; without languages there is nothing to fetch.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  // Originals are copied out by dragging or by their folder; what is downloaded are the person's own words and reports, into a place they choose.
  session.on('will-download', (event, item) => {
    if (!isTakenAlong(item.getURL())) event.preventDefault();
  });
}

/** Keeps the contents of a window where they are. */
export function guardContents(contents: WebContents): void {
  const stay = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!isPage(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The page itself, what it made in memory, and the developer tools. */
function isAllowed(url: string): boolean {
  return isPage(url) || /^(?:data:|blob:app:\/\/afterimage\/|devtools:\/\/)/.test(url);
}

function isTakenAlong(url: string): boolean {
  return isPage(url) && /^\/api\/(?:words|imports\/\d+\/files\/(?:json|csv))$/.test(new URL(url).pathname);
}

/** Copying a prompt and showing a video on the whole screen follow a person's own click. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'fullscreen';
}
