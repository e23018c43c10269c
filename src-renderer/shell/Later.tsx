/** Shows a part of the page when its code is there: a spinner until then, or the reason why it is missing. */
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { Spinner } from '../design/Feedback.tsx';
import { part, useOpenedPart, usePart } from '../design/part.ts';
import { loadLaterTexts } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { Failed } from './Failed.tsx';
import { useToasts } from './toast-store.ts';

/** The code of a part and the texts that it shows. */
async function withTexts<T>(get: () => Promise<T>): Promise<T> {
  const [value] = await Promise.all([get(), loadLaterTexts()]);
  return value;
}

/**
 * A component that takes the place of a screen or panel.
 * @param waiting what stands there while it loads
 */
export function later<P extends object>(
  get: () => Promise<ComponentType<P>>,
  waiting: ReactNode = <Waiting />,
): ComponentType<P> {
  const own = part(() => withTexts(get));
  return function Later(props: P): ReactNode {
    const t = useText();
    const { value: Component, error } = usePart(own, true);
    if (Component) return <Component {...props} />;
    if (error !== null)
      return <Failed title={t('shell.part-failed')} error={errorOf(error)} onRetry={() => void own.load()} />;
    return waiting;
  };
}

function Waiting(): ReactElement {
  const t = useText();
  return <Spinner label={t('shell.part-loading')} />;
}

/** What is open, and how it is closed. */
interface Opening {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/**
 * A component that takes the place of a dialog or popover. It loads and mounts it when that is first opened. When it
 * cannot be loaded, it closes and a notice says why.
 */
export function surfaceLater<P extends Opening>(
  get: () => Promise<ComponentType<P>>,
): (props: P) => ReactElement | null {
  const own = part(() => withTexts(get), 'soon');
  return function SurfaceLater(props: P): ReactElement | null {
    const t = useText();
    const fail = useToasts((state) => state.fail);
    const close = (): void => props.onOpenChange(false);
    const giveUp = (): void => {
      fail(t('shell.dialog-failed'));
      close();
    };
    const Component = useOpenedPart(own, props.isOpen, giveUp, close);
    return Component && <Component {...props} />;
  };
}

/** The same for a dialog that reads for itself whether it is open. `useIsOpen` is a hook. */
export function dialogLater(
  get: () => Promise<ComponentType<object>>,
  { useIsOpen, close }: { readonly useIsOpen: () => boolean; readonly close: () => void },
): () => ReactElement | null {
  const Surface = surfaceLater<Opening>(get as () => Promise<ComponentType<Opening>>);
  const onOpenChange = (isOpen: boolean): void => {
    if (!isOpen) close();
  };
  return function DialogLater(): ReactElement {
    return <Surface isOpen={useIsOpen()} onOpenChange={onOpenChange} />;
  };
}

/** Browsers reject with a TypeError when the file of a module does not arrive. */
function errorOf(cause: unknown): Error {
  if (cause instanceof TypeError && cause.message.includes('module'))
    return new ApiError('offline', 'Afterimage does not answer.', null, 0);
  return cause instanceof Error ? cause : new Error(String(cause));
}
