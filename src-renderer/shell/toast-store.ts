/** Short notices about the last change, with undo. */
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** An error stays until the person closes it. */
  readonly tone: 'done' | 'error';
  /** Whether it stays until the person closes it, without being an error. */
  readonly isLasting?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

interface ToastState {
  readonly toasts: readonly Toast[];
  /** @param stay “lasting” for what is worth a look later, too */
  say(text: string, action?: Toast['action'], stay?: 'lasting'): void;
  fail(text: string): void;
  dismiss(id: number): void;
}

/** The largest number of notices; the oldest is removed. */
const AT_ONCE = 3;
let next = 1;

export const useToasts = create<ToastState>()((set) => {
  const show = (toast: Omit<Toast, 'id'>): void =>
    set(({ toasts }) => {
      const others = toasts.filter((other) => other.text !== toast.text);
      return { toasts: [...others, { ...toast, id: next++ }].slice(-AT_ONCE) };
    });
  return {
    toasts: [],
    say: (text, action, stay) => show({ text, action, tone: 'done', isLasting: stay === 'lasting' }),
    fail: (text) => show({ text, tone: 'error' }),
    dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  };
});
