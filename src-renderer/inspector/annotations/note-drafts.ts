/** Drafts of notes that are not saved yet, in the storage of the browser, by the id of the generation. */

const PREFIX = 'note:';

export function draftOf(id: string): string | null {
  return attempt(() => localStorage.getItem(PREFIX + id));
}

export function keepDraft(id: string, note: string): void {
  attempt(() => localStorage.setItem(PREFIX + id, note));
}

/** Deletes a draft that was saved; a newer draft stays. */
export function dropDraft(id: string, saved: string): void {
  attempt(() => {
    if (localStorage.getItem(PREFIX + id) === saved) localStorage.removeItem(PREFIX + id);
  });
}

/** Storage may be full or forbidden; then a draft is lost when the page closes. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
