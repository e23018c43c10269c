/** Work on everything a search finds, of which a part was not understood: whoever asked for it decides, knowing how many are meant. */
import { create } from 'zustand';
import type { Change } from '../../src-main/contract/edit.ts';

export interface Doubt {
  /** What was not understood. */
  readonly word: string;
  readonly count: number;
  readonly change: Change;
}

interface ConfirmState {
  /** Stays while the dialog fades. */
  readonly doubt: Doubt | null;
  readonly answer: ((goOn: boolean) => void) | null;
}

export const useConfirm = create<ConfirmState>()(() => ({ doubt: null, answer: null }));

/** Opens the dialog; resolves to whether the person wants it. A dialog that stands open is answered with no. */
export function confirmDoubt(doubt: Doubt): Promise<boolean> {
  answerDoubt(false);
  return new Promise((answer) => useConfirm.setState({ doubt, answer }));
}

export function answerDoubt(goOn: boolean): void {
  const { answer } = useConfirm.getState();
  useConfirm.setState({ answer: null });
  answer?.(goOn);
}
