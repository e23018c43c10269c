/**
 * The element of a clip. It begins to load in the moment in which the viewer is opened, before the viewer is drawn: that
 * takes 50 to 70 ms, in which the browser already reads the head of the file.
 */
import { loads } from '../api/cancelled-requests.ts';
import { cardStore } from '../api/cards/cards.ts';
import { mediaUrl } from '../api/client.ts';
import { useView } from '../state/store.ts';

export interface Clip {
  readonly element: HTMLVideoElement;
  /** Stops loading and playing. Otherwise the element keeps one of the six connections of the browser. */
  letGo(): void;
}

let ahead: { readonly address: string; readonly clip: Clip } | null = null;

useView.subscribe(({ viewing, comparing }, before) => {
  if (viewing === before.viewing) return;
  ahead?.clip.letGo();
  ahead = null;
  const card = viewing === null || comparing.length > 1 ? null : cardStore.get(viewing);
  if (card?.kind !== 'video' || card.fileId === null || card.missing || card.state === 'prompt-only') return;
  const address = mediaUrl.file(card.fileId);
  ahead = { address, clip: createClip(address) };
});

/** The clip of this address: the one that is loading already, or a new one. */
export function takeClip(address: string): Clip {
  const clip = ahead?.address === address ? ahead.clip : createClip(address);
  if (ahead?.clip === clip) ahead = null;
  return clip;
}

function createClip(address: string): Clip {
  const element = document.createElement('video');
  element.playsInline = true;
  element.preload = 'auto';
  element.src = address;
  const leaves = loads(element);
  return {
    element,
    letGo() {
      element.pause();
      leaves();
      element.removeAttribute('src');
      element.load();
    },
  };
}
