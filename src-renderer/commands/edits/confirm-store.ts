/** Asks the person before bulk work on a search that was partly understood, with the number of items. */
import { create } from 'zustand';
import type { Change } from '../../../src-main/contract/organising/edit.ts';

export interface Doubt {
  /** The part that was not understood. */
  readonly word: string;
  readonly count: number;
  readonly change: Change;
}

interface ConfirmState {
  /** Stays set while the dialog fades out. */
  readonly doubt: Doubt | null;
  readonly answer: ((goOn: boolean) => void) | null;
}

export const useConfirm = create<ConfirmState>()(() => ({ doubt: null, answer: null }));

/** Opens the dialog; resolves to the answer of the person. An open dialog is answered with no. */
export function confirmDoubt(doubt: Doubt): Promise<boolean> {
  answerDoubt(false);
  return new Promise((answer) => useConfirm.setState({ doubt, answer }));
}

export function answerDoubt(goOn: boolean): void {
  const { answer } = useConfirm.getState();
  useConfirm.setState({ answer: null });
  answer?.(goOn);
}
