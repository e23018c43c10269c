/** Putting lines of a list in order: by dragging one between others, and with Alt and the arrow keys. */
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';

/** What a line needs to be moved; spread over it. */
export interface Movable {
  readonly move: {
    readonly draggable: true;
    /** Where a dragged line would land, seen from this one. */
    readonly landing: 'before' | 'after' | null;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: () => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

interface Landing {
  readonly name: string;
  readonly side: 'before' | 'after';
}

/** @param onMove hears which line goes before which; null: to the end */
export function useReorder(
  names: readonly string[],
  onMove: (name: string, before: string | null) => void,
): (name: string) => Movable {
  const dragged = useRef<string | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const focusAfter = useRef<string | null>(null);

  // A line that moved keeps the focus: it is another element now.
  useEffect(() => {
    const name = focusAfter.current;
    if (name === null) return;
    focusAfter.current = null;
    document.querySelector<HTMLElement>(`[data-sidebar-line="${CSS.escape(name)}"]`)?.focus();
  });

  return (name) => ({
    move: {
      draggable: true,
      landing: landing?.name === name ? landing.side : null,
      onDragStart(event) {
        dragged.current = name;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
      },
      onDragOver(event) {
        if (dragged.current === null || !names.includes(dragged.current) || dragged.current === name) return;
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        const side = event.clientY < top + height / 2 ? 'before' : 'after';
        if (landing?.name !== name || landing.side !== side) setLanding({ name, side });
      },
      onDragLeave: () => setLanding(null),
      onDrop(event) {
        event.preventDefault();
        const moved = dragged.current;
        if (moved !== null && landing) onMove(moved, landing.side === 'before' ? name : nextOf(names, name, moved));
        setLanding(null);
      },
      onDragEnd() {
        dragged.current = null;
        setLanding(null);
      },
      onKeyDown(event) {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        const target = placeAfter(names, name, event.key === 'ArrowUp' ? -1 : 1);
        if (target === undefined) return;
        focusAfter.current = name;
        onMove(name, target);
      },
    },
  });
}

/** The line behind another, leaving out the one that moves. */
function nextOf(names: readonly string[], name: string, moved: string): string | null {
  const others = names.filter((other) => other !== moved);
  return others[others.indexOf(name) + 1] ?? null;
}

/** Before which line it stands after one step; null for the end, undefined where there is no step to go. */
export function placeAfter(names: readonly string[], name: string, step: 1 | -1): string | null | undefined {
  const at = names.indexOf(name);
  if (at < 0) return undefined;
  if (step === -1) return at === 0 ? undefined : names[at - 1];
  return at === names.length - 1 ? undefined : (names[at + 2] ?? null);
}
