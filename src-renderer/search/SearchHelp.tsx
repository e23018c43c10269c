/** Explains the query language with examples that can be tried at once. */
import { CircleHelp } from 'lucide-react';
import { memo, type ReactElement, useRef, useState } from 'react';
import { ButtonContext } from 'react-aria-components';
import { IconButton } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import { surfaceLater } from '../shell/Later.tsx';
import type { SearchHelpSurfaceProps } from './SearchHelpSurface.tsx';

const SearchHelpSurface = surfaceLater<SearchHelpSurfaceProps>(() =>
  import('./SearchHelpSurface.tsx').then((module) => module.SearchHelpSurface),
);

export const SearchHelp = memo(function SearchHelp({ onTry }: { readonly onTry: (q: string) => void }): ReactElement {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ButtonContext.Provider
        value={{
          ref: button,
          onPress: () => setOpen(true),
          isPressed: isOpen,
          'aria-haspopup': 'dialog',
          'aria-expanded': isOpen,
        }}
      >
        <IconButton size="small" label={t('search.help')} icon={<CircleHelp aria-hidden="true" />} />
      </ButtonContext.Provider>
      <SearchHelpSurface triggerRef={button} isOpen={isOpen} onOpenChange={setOpen} onTry={onTry} />
    </>
  );
});
