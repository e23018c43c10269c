/**
 * Restricts the page: it can reach only its own origin, gets almost no permissions, and cannot leave or open windows
 * (Electron's security checklist, 5, 13, 14).
 */
import type { Session, WebContents } from 'electron';
import { isPage } from './page-protocol.ts';

/**
 * Guards a session: cancels requests outside the page's origin and refuses permissions. @param also admits more
 * addresses, for development
 */
export function guardSession(session: Session, also: (url: string) => boolean = () => false): void {
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isAllowed(details.url) && !also(details.url) }),
  );
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  // Chromium downloads dictionaries even when the spell checker is off. Without languages there is nothing to download.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  // Downloads are annotations and reports only, to a place that the person chooses. Originals leave by dragging or
  // through their folder.
  session.on('will-download', (event, item) => {
    if (!isTakenAlong(item.getURL())) event.preventDefault();
  });
}

/** Prevents navigation and new windows. */
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

/** Allows the page itself, blobs that it made, and the developer tools. */
function isAllowed(url: string): boolean {
  return isPage(url) || /^(?:data:|blob:app:\/\/afterimage\/|devtools:\/\/)/.test(url);
}

function isTakenAlong(url: string): boolean {
  return isPage(url) && /^\/api\/(?:words|imports\/\d+\/files\/(?:json|csv))$/.test(new URL(url).pathname);
}

/** Allows copying a prompt and full screen: both need a click of the person. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'fullscreen';
}
