/** The two side panels: whether they have room beside the gallery, and which the person closed. */
import type { Panel } from './address.ts';

/** A panel is beside the gallery when it has room, otherwise above it. */
export const NO_ROOM: Readonly<Record<Panel, string>> = {
  inspector: '(max-width: 1099px)',
  sidebar: '(max-width: 859px)',
};

export function hasRoom(panel: Panel): boolean {
  return !matchMedia(NO_ROOM[panel]).matches;
}

/** The panels that the person closed. A panel without room is closed by default, which is not stored. */
export function hiddenPanels(open: {
  readonly inspectorOpen: boolean;
  readonly sidebarOpen: boolean;
}): readonly Panel[] {
  const closed: Readonly<Record<Panel, boolean>> = { inspector: !open.inspectorOpen, sidebar: !open.sidebarOpen };
  return (['sidebar', 'inspector'] as const).filter((panel) => closed[panel] && hasRoom(panel));
}
