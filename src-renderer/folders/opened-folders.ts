/** Which folders of the tree are open. */
import { create } from 'zustand';
import type { FolderStep } from '../../src-main/contract/searching/folder-step.ts';

interface OpenedFolders {
  readonly opened: ReadonlySet<string>;
  open(path: string, isOpen: boolean): void;
  /** Opens everything around the last of these folders. */
  reveal(steps: readonly FolderStep[]): void;
}

export const useOpenedFolders = create<OpenedFolders>()((set) => ({
  opened: new Set(),
  open: (path, isOpen) =>
    set(({ opened }) => {
      const next = new Set(opened);
      if (isOpen) next.add(path);
      else next.delete(path);
      return { opened: next };
    }),
  reveal: (steps) =>
    set(({ opened }) => ({ opened: new Set([...opened, ...steps.slice(0, -1).map(({ path }) => path)]) })),
}));
