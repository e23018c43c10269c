/**
 * Holds what is typed while a dialog loads, and types it into the dialog: in the first second after a start its code
 * may be on its way, and fast typing must not get lost.
 */

export interface HeldKeys {
  /** Stops holding, and drops what was held. */
  stop(): void;
  /** Types what was held into the field that gets the focus, then stops. Without a field it is dropped. */
  replay(): void;
}

/** @param onEscape the person does not want the dialog any more */
export function holdKeys(onEscape: () => void): HeldKeys {
  const held: string[] = [];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onEscape();
    else if (event.key === 'Backspace') held.pop();
    else if (event.key === 'Enter' || event.key.length === 1) held.push(event.key);
  };
  addEventListener('keydown', onKeyDown, true);
  const stop = (): void => removeEventListener('keydown', onKeyDown, true);
  return { stop, replay: () => void replay(held, stop) };
}

/** The longest wait for a field that has the focus, in frames. */
const FRAMES = 10;

/** @param held keys that are typed meanwhile join them, so that the order stays */
async function replay(held: string[], stop: () => void): Promise<void> {
  const isField = (): boolean => document.activeElement?.matches('[role="dialog"] :is(input, textarea)') === true;
  for (let frame = 0; frame < FRAMES && !isField(); frame++) await nextFrame();
  stop();
  for (const key of held) {
    if (!isField()) return;
    // The only way to type that a controlled field and its undo hear of.
    if (key !== 'Enter') document.execCommand('insertText', false, key);
    else {
      // What the text finds is drawn first.
      await nextFrame();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }
}

const nextFrame = (): Promise<void> => new Promise((resolve) => void requestAnimationFrame(() => resolve()));
