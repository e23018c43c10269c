/** What the dialogs about a source share: what they are given, and how a refusal is said where it was asked. */
import { type ReactElement, useState } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import styles from './SourceDialogs.module.css';
import type { Refusal, SourceActions } from './use-source-actions.ts';

export interface SourceDialogProps {
  /** Null: nothing is asked. */
  readonly source: SourceInfo | null;
  readonly actions: SourceActions;
  readonly onClose: () => void;
}

export interface AskingDialog {
  readonly refusal: Refusal;
  /** Closes the dialog when it begins; else says why not, where it was asked. */
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

/** The last source that was asked about: a dialog on its way out still shows it. */
export function useLast(source: SourceInfo | null): SourceInfo | null {
  const [last, setLast] = useState(source);
  if (source && source !== last) setLast(source);
  return source ?? last;
}
