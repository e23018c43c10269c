/** The paths chosen for the next import. */
import { create } from 'zustand';

interface ImportDraft {
  readonly paths: readonly string[];
  /** Whether files were dropped in a browser, which gives no paths. */
  readonly wasDropped: boolean;
  add(paths: readonly string[]): void;
  remove(path: string): void;
  noteDrop(): void;
  clear(): void;
}

export const useImportDraft = create<ImportDraft>()((set) => ({
  paths: [],
  wasDropped: false,
  add: (paths) => set((draft) => ({ paths: [...new Set([...draft.paths, ...paths])], wasDropped: false })),
  remove: (path) => set((draft) => ({ paths: draft.paths.filter((other) => other !== path) })),
  noteDrop: () => set({ wasDropped: true }),
  clear: () => set({ paths: [], wasDropped: false }),
}));
