/** The keyboard of the open viewer. All other keys are commands of the window. */
import { useEffect, useRef } from 'react';
import { useView } from '../state/store.ts';
import type { Player } from './player.ts';

export interface ViewerKeysOptions {
  readonly player: Player;
  readonly fps: number;
  readonly isQuick: boolean;
  readonly go: (by: 1 | -1) => void;
  readonly goInStack: (by: 1 | -1) => void;
  readonly close: () => void;
}

export function useViewerKeys(options: ViewerKeysOptions): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (useView.getState().overlay !== 'none') return;
      if (isBusy(event.target, event.key)) return;
      const action = actionFor(event.key, latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function actionFor(
  key: string,
  { player, fps, isQuick, go, goInStack, close }: ViewerKeysOptions,
): (() => void) | null {
  switch (key) {
    case 'ArrowLeft':
      return () => go(-1);
    case 'ArrowRight':
      return () => go(1);
    case 'ArrowUp':
      return () => goInStack(-1);
    case 'ArrowDown':
      return () => goInStack(1);
    case ' ':
      return isQuick ? close : () => player.toggle();
    default:
      return player.has() ? playerAction(key.toLowerCase(), player, fps) : null;
  }
}

function playerAction(key: string, player: Player, fps: number): (() => void) | null {
  const { isMuted, isLooping } = player.state();
  switch (key) {
    case 'j':
      return () => player.shuttle(-1);
    case 'k':
      return () => player.pause();
    case 'l':
      return () => player.shuttle(1);
    case ',':
      return () => player.step(-1, fps);
    case '.':
      return () => player.step(1, fps);
    case 'm':
      return () => player.setMuted(!isMuted);
    case 'r':
      return () => player.setLooping(!isLooping);
    default:
      return null;
  }
}

/** Whether an element uses the key itself: fields, menus and sliders; buttons use Space. */
function isBusy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (
    target.closest(
      'input:not([type="range"]), textarea, [contenteditable], [role="menu"], [role="listbox"], [role="radiogroup"]',
    )
  )
    return true;
  if (key.startsWith('Arrow'))
    return target.closest('[role="slider"], input, [role="tree"], [role="tablist"]') !== null;
  return key === ' ' && target.closest('button, a, summary, [role="button"]') !== null;
}
