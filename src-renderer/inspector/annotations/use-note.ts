/** A note that cannot be lost: it is a draft until it is saved, also across failures, navigation and closing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useEdit } from '../../api/edits.ts';
import { draftOf, dropDraft, keepDraft } from './note-drafts.ts';

/** The pause after which the note is saved, in ms. */
const PAUSE_MS = 1_000;

export interface Note {
  readonly text: string;
  readonly state: 'calm' | 'unsaved' | 'saved' | 'failed';
  write(text: string): void;
  /** Saves an unsaved note now. */
  save(): void;
}

export function useNote(rowid: number, id: string, stored: string): Note {
  const { mutateAsync: edit } = useEdit();
  const [text, setText] = useState(() => draftOf(id) ?? stored);
  const [state, setState] = useState<Note['state']>('calm');
  const unsaved = useRef<string | null>(draftOf(id));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const save = useCallback((): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const note = unsaved.current;
    if (note === null) return;
    unsaved.current = null;
    edit({ selection: { type: 'rowids', rowids: [rowid] }, change: { set: 'note', note } }).then(
      () => {
        dropDraft(id, note);
        if (unsaved.current === null) setState('saved');
      },
      () => {
        unsaved.current ??= note;
        setState('failed');
      },
    );
  }, [edit, rowid, id]);

  // Shows the version of the library, for example after an undo, unless the draft is newer.
  useEffect(() => {
    if (unsaved.current === null && draftOf(id) === null) setText(stored);
  }, [stored, id]);

  useEffect(() => {
    if (unsaved.current !== null) save();
    const leave = (): void => saveOnLeaving(rowid, unsaved.current);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      save();
    };
  }, [save, rowid]);

  const write = (next: string): void => {
    setText(next);
    setState('unsaved');
    unsaved.current = next;
    keepDraft(id, next);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(save, PAUSE_MS);
  };
  return { text, state, write, save };
}

/** Saves while the page closes, with a request that outlives the page. The draft stays until the library answers. */
function saveOnLeaving(rowid: number, note: string | null): void {
  if (note === null) return;
  void fetch('/api/edits', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ selection: { type: 'rowids', rowids: [rowid] }, change: { set: 'note', note } }),
  }).catch(() => undefined);
}
