/** Imports sources from the system dialog, from a drop, or the sample. */
import { type DragEvent, useState } from 'react';
import { useImport, useSample } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { desktopBridge } from '../../shell/bridge.ts';
import { errorSentence } from '../../shell/error-sentence.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { useView } from '../../state/store.ts';
import { useImportDraft } from './import-draft.ts';

export interface ImportSources {
  readonly isBusy: boolean;
  /** Starts an import; resolves to whether it started (a notice shows a failure). */
  start(paths: readonly string[]): Promise<boolean>;
  sample(): void;
  /** Opens the system dialog on the desktop, the folder chooser in a browser. */
  choose(): Promise<void>;
}

export function useImportSources(): ImportSources {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const set = useView((state) => state.set);
  const importing = useImport();
  const sampling = useSample();

  const attempt = async (action: () => Promise<unknown>): Promise<boolean> => {
    try {
      await action();
      return true;
    } catch (error) {
      fail(`${t('import.failed')} ${errorSentence(t, error)}`);
      return false;
    }
  };
  const start = (paths: readonly string[]): Promise<boolean> => attempt(() => importing.mutateAsync(paths));
  return {
    isBusy: importing.isPending || sampling.isPending,
    start,
    sample: () => void attempt(() => sampling.mutateAsync()),
    async choose() {
      const bridge = desktopBridge();
      if (!bridge) return set({ overlay: 'import' });
      const paths = await bridge.chooseSources();
      if (paths.length > 0) await start(paths);
    },
  };
}

export interface DropZone {
  readonly isOver: boolean;
  readonly dropProps: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** A drop zone for folders and zips. A browser gives no paths, so there it explains that and opens the chooser. */
export function useDropZone(onPaths: (paths: readonly string[]) => void): DropZone {
  const set = useView((state) => state.set);
  const noteDrop = useImportDraft((state) => state.noteDrop);
  const [isOver, setOver] = useState(false);

  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return {
    isOver,
    dropProps: {
      onDragEnter: over,
      onDragOver: over,
      onDragLeave: (event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        const paths = desktopBridge()?.pathsOf([...event.dataTransfer.files]) ?? [];
        if (paths.length > 0) return onPaths(paths);
        noteDrop();
        set({ overlay: 'import' });
      },
    },
  };
}
