/** A note that cannot be lost: a draft until the library has it, kept across failures, leaving and closing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useEdit } from '../api/edits.ts';
import { draftOf, dropDraft, keepDraft } from './note-drafts.ts';

/** Saved after a pause of this length. */
const PAUSE_MS = 1_000;

export interface Note {
  readonly text: string;
  readonly state: 'calm' | 'unsaved' | 'saved' | 'failed';
  write(text: string): void;
  /** Saves now what is not saved yet. */
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
    edit({ selection: { by: 'rowids', rowids: [rowid] }, change: { set: 'note', note } }).then(
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

  // The library's own version, after an undo for instance, unless something here is newer.
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

/** The page is going away: a request that outlives it. The draft stays until the library has answered, should this fail. */
function saveOnLeaving(rowid: number, note: string | null): void {
  if (note === null) return;
  void fetch('/api/edits', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ selection: { by: 'rowids', rowids: [rowid] }, change: { set: 'note', note } }),
  }).catch(() => undefined);
}
