/** Shows a part of the page when its code is there: a spinner until then, or the reason why it is missing. */
import { type ComponentType, type ReactElement, useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { Spinner } from '../../design/Feedback.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Failed } from '../Failed.tsx';
import { useToasts } from '../toast-store.ts';
import { type Known, type Part, part } from './part.ts';

/** The part when it is loaded; an effect loads it while it is wanted. */
function useLoaded<P>(own: Part<P>, isWanted: boolean): Known<P> {
  const known = useSyncExternalStore(own.subscribe, own.known);
  useEffect(() => {
    if (isWanted) void own.load();
  }, [own, isWanted]);
  return known;
}

/** A component that takes the place of a screen or panel. It looks like the real one as soon as that is loaded. */
export function later<P extends object>(get: () => Promise<ComponentType<P>>): ComponentType<P> {
  const own = part(get);
  return function Later(props: P): ReactElement {
    const t = useText();
    const { Component, error } = useLoaded(own, true);
    if (Component) return <Component {...props} />;
    if (error) return <Failed title={t('shell.part-failed')} error={error} onRetry={() => void own.load()} />;
    return <Spinner label={t('shell.loading')} />;
  };
}

/** What opens and closes a dialog. */
interface Opening {
  /** A hook. */
  readonly useIsOpen: () => boolean;
  readonly close: () => void;
}

/**
 * A component that takes the place of a dialog. It loads and mounts the dialog when that is first opened. When it cannot
 * be loaded, the dialog closes and a notice says why.
 */
export function dialogLater(
  get: () => Promise<ComponentType<object>>,
  { useIsOpen, close }: Opening,
): () => ReactElement | null {
  const own = part(get);
  return function DialogLater(): ReactElement | null {
    const t = useText();
    const isOpen = useIsOpen();
    const wasOpened = useRef(false);
    if (isOpen) wasOpened.current = true;
    const { Component, error } = useLoaded(own, isOpen);
    const fail = useToasts((state) => state.fail);
    const failed = isOpen && error !== null;
    const giveUp = useCallback(() => {
      fail(t('shell.dialog-failed'));
      close();
    }, [fail, t]);
    useEffect(() => {
      if (failed) giveUp();
    }, [failed, giveUp]);
    return Component && wasOpened.current ? <Component /> : null;
  };
}
