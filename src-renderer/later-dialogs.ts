/** Dialogs that load when they are first opened. */
import { answerDoubt, useConfirm } from './commands/edits/confirm-store.ts';
import { dialogLater } from './shell/Later.tsx';
import { type Overlay, useView } from './state/store.ts';

/** How a dialog opens that is the overlay of the view. */
const overlay = (name: Overlay) => ({
  useIsOpen: () => useView((state) => state.overlay === name),
  close: () => useView.getState().set({ overlay: 'none' }),
});

export const ImportPanel = dialogLater(
  () => import('./import/choose/ImportPanel.tsx').then((module) => module.ImportPanel),
  overlay('import'),
);
export const ShortcutSheet = dialogLater(
  () => import('./commands/palette/ShortcutSheet.tsx').then((module) => module.ShortcutSheet),
  overlay('shortcuts'),
);
export const CommandPalette = dialogLater(
  () => import('./commands/palette/CommandPalette.tsx').then((module) => module.CommandPalette),
  overlay('palette'),
);
export const TagDialog = dialogLater(
  () => import('./commands/edits/TagDialog.tsx').then((module) => module.TagDialog),
  overlay('tag'),
);
export const CollectionPicker = dialogLater(
  () => import('./organise/CollectionPicker.tsx').then((module) => module.CollectionPicker),
  overlay('collect'),
);
export const ArrangeDialog = dialogLater(
  () => import('./organise/ArrangeDialog.tsx').then((module) => module.ArrangeDialog),
  overlay('arrange'),
);
export const ExportDialog = dialogLater(
  () => import('./export/ExportDialog.tsx').then((module) => module.ExportDialog),
  overlay('export'),
);
export const ConfirmDialog = dialogLater(
  () => import('./commands/edits/ConfirmDialog.tsx').then((module) => module.ConfirmDialog),
  { useIsOpen: () => useConfirm((state) => state.answer !== null), close: () => answerDoubt(false) },
);
