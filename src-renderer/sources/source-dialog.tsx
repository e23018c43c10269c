/** Shared parts of the dialogs about a source: their props, and the display of a refusal inside the dialog. */
import { type ReactElement, useState } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import styles from './SourceDialogs.module.css';
import type { Refusal, SourceActions } from './use-source-actions.ts';

export interface SourceDialogProps {
  /** Null: the dialog is closed. */
  readonly source: SourceInfo | null;
  readonly actions: SourceActions;
  readonly onClose: () => void;
}

export interface AskingDialog {
  readonly refusal: Refusal;
  /** Starts the action. Closes the dialog when it started; otherwise shows the reason in the dialog. */
  readonly ask: (action: () => Promise<Refusal>) => Promise<void>;
  readonly stop: () => void;
}

export function useAsking(onClose: () => void): AskingDialog {
  const [refusal, setRefusal] = useState<Refusal>(null);
  const stop = (): void => {
    setRefusal(null);
    onClose();
  };
  return {
    refusal,
    stop,
    async ask(action) {
      setRefusal(null);
      const refused = await action();
      if (refused === null) stop();
      else setRefusal(refused);
    },
  };
}

export function Refused({ refusal }: { readonly refusal: Refusal }): ReactElement {
  return (
    <div role="alert" className={styles.refused}>
      {refusal}
    </div>
  );
}

/** The last source of the dialog: it stays visible while the dialog fades out. */
export function useLast(source: SourceInfo | null): SourceInfo | null {
  const [last, setLast] = useState(source);
  if (source && source !== last) setLast(source);
  return source ?? last;
}
