/** The keyboard in the list of prompts. */
import { type KeyboardEvent, useEffect, useRef } from 'react';

/** A cell: column 0 is the prompt itself. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface PromptKeysOptions {
  readonly rows: number;
  readonly columnsOf: (row: number) => number;
  /** The height of the screen in px. */
  readonly screen: number;
  readonly place: GridPlace;
  readonly setPlace: (place: GridPlace) => void;
  /** Scrolls to a row. */
  readonly reveal: (row: number) => void;
}

export const cellId = (row: number, column: number): string => `prompt-${row}-${column}`;

/** The rows of Page Up and Page Down, about a screen. */
const PAGE = 4;

/** Moves between cells; the reached cell gets the focus after it is drawn. */
export function usePromptKeys({
  rows,
  columnsOf,
  place,
  setPlace,
  reveal,
}: PromptKeysOptions): (event: KeyboardEvent) => void {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const cell = document.getElementById(wanted.current);
    if (!cell) return;
    wanted.current = null;
    cell.focus({ preventScroll: true });
  });
  return (event) => {
    const next = moved(place, event, rows, columnsOf);
    if (!next) return;
    event.preventDefault();
    const row = Math.min(rows - 1, Math.max(0, next.row));
    const column = Math.min(columnsOf(row) - 1, Math.max(0, next.column));
    wanted.current = cellId(row, column);
    reveal(row);
    setPlace({ row, column });
  };
}

function moved(
  { row, column }: GridPlace,
  event: KeyboardEvent,
  rows: number,
  columnsOf: (row: number) => number,
): GridPlace | null {
  if (event.altKey || event.shiftKey) return null;
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: row + PAGE, column };
    case 'PageUp':
      return { row: row - PAGE, column };
    case 'Home':
      return isFar ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return isFar ? { row: rows - 1, column: 0 } : { row, column: columnsOf(row) - 1 };
    default:
      return null;
  }
}
