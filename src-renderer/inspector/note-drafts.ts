/** Notes that the library does not have yet, kept in the browser by the generation's id. */

const PREFIX = 'note:';

export function draftOf(id: string): string | null {
  return attempt(() => localStorage.getItem(PREFIX + id));
}

export function keepDraft(id: string, note: string): void {
  attempt(() => localStorage.setItem(PREFIX + id, note));
}

/** Forgets a draft that is saved; a newer one stays. */
export function dropDraft(id: string, saved: string): void {
  attempt(() => {
    if (localStorage.getItem(PREFIX + id) === saved) localStorage.removeItem(PREFIX + id);
  });
}

/** Storage may be full or forbidden: then a draft lives only as long as the page. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
