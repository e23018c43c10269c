/**
 * Restoring a good copy, step by step: which file, into which folder, and once more where that lies among originals.
 */
import { useState } from 'react';
import type { TroubledFile } from '../../src-main/contract/library/verification.ts';
import { ApiError } from '../api/client.ts';
import { useRestore } from '../api/verifying.ts';
import { problemText } from '../i18n/server-messages.ts';
import { useText } from '../i18n/use-text.ts';
import { desktopBridge } from '../shell/bridge.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { baseName } from '../sidebar/source-name.ts';

export interface Restoring {
  /** The file for which the page asks for a folder. */
  readonly choosing: TroubledFile | null;
  /** A folder inside a source that the person must confirm. */
  readonly inside: string | null;
  /** Asks for a folder, with the system dialog if there is one. */
  begin(file: TroubledFile): void;
  choose(folder: string): void;
  confirm(): void;
  stop(): void;
}

export function useRestoring(): Restoring {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const { mutate } = useRestore();
  const [choosing, setChoosing] = useState<TroubledFile | null>(null);
  const [inside, setInside] = useState<{ readonly file: TroubledFile; readonly folder: string } | null>(null);
  const write = (file: TroubledFile, folder: string, exactly: boolean): void =>
    mutate(
      { fileId: file.fileId, folder, exactly },
      {
        onSuccess({ restored: [restored], refused: [refused] }) {
          if (restored) say(t('verify.restore.done', { name: baseName(file.entry ?? file.path), path: restored.path }));
          else if (refused) fail(problemText(t, refused));
        },
        onError(error) {
          if (!exactly && error instanceof ApiError && error.code === 'beside-originals') setInside({ file, folder });
          else fail(errorSentence(t, error));
        },
      },
    );
  return {
    choosing,
    inside: inside?.folder ?? null,
    begin(file) {
      const bridge = desktopBridge();
      if (!bridge) setChoosing(file);
      else void bridge.chooseFolder().then((folder) => folder !== null && write(file, folder, false));
    },
    choose(folder) {
      setChoosing(null);
      if (choosing) write(choosing, folder, false);
    },
    confirm() {
      setInside(null);
      if (inside) write(inside.file, inside.folder, true);
    },
    stop() {
      setChoosing(null);
      setInside(null);
    },
  };
}
