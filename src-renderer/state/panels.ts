/** The two side panels: whether they have room beside the gallery, and which were put away although they have. */
import type { Panel } from './address.ts';

/** Both stand beside the gallery where there is room, and above it where there is not. */
export const NO_ROOM: Readonly<Record<Panel, string>> = { inspector: '(max-width: 1099px)', sidebar: '(max-width: 859px)' };

export function hasRoom(panel: Panel): boolean {
  return !matchMedia(NO_ROOM[panel]).matches;
}

/** Without room a panel is closed most of the time, which is nobody's wish and is not told. */
export function hiddenPanels(open: { readonly inspectorOpen: boolean; readonly sidebarOpen: boolean }): readonly Panel[] {
  const closed: Readonly<Record<Panel, boolean>> = { inspector: !open.inspectorOpen, sidebar: !open.sidebarOpen };
  return (['sidebar', 'inspector'] as const).filter((panel) => closed[panel] && hasRoom(panel));
}
