/** The command palette: every command by name, fuzzily, with its shortcut. */
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../design/Dialog.tsx';
import { Finder } from '../../design/Finder.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useView } from '../../state/store.ts';
import type { Command } from '../command.ts';
import { useCommandContext } from '../command-context.ts';
import { COMMANDS, isAvailable } from '../commands.ts';
import styles from './CommandPalette.module.css';
import { fuzzyFilter } from './fuzzy.ts';
import { Shortcut } from './Shortcut.tsx';

export function CommandPalette(): ReactElement {
  const t = useText();
  const isOpen = useView((state) => state.overlay === 'palette');
  const set = useView((state) => state.set);
  const close = (): void => set({ overlay: 'none' });
  return (
    <Dialog isOpen={isOpen} onClose={close} kind="palette" title={t('command.palette')} closeLabel={t('app.close')}>
      <Palette />
    </Dialog>
  );
}

function Palette(): ReactElement {
  const t = useText();
  const context = useCommandContext();
  const set = useView((state) => state.set);
  const [typed, setTyped] = useState('');
  const now = context();
  const offered = COMMANDS.filter(
    (command) => command.id !== 'palette' && command.id !== 'back' && isAvailable(command, now),
  );
  const found = fuzzyFilter(typed, offered, (command) => t(command.name));
  const run = (command: Command | undefined): void => {
    if (!command) return;
    set({ overlay: 'none' });
    command.run(context());
  };
  return (
    <Finder
      look="palette"
      label={t('command.palette')}
      placeholder={t('palette.placeholder')}
      listLabel={t('palette.results')}
      typed={typed}
      onType={setTyped}
      onChoose={(index) => run(found[index])}
      nothing={t('palette.nothing')}
      options={found.map((command) => ({
        key: command.id,
        content: (
          <>
            <span>{t(command.name)}</span>
            <span className={styles.group}>{t(`command.group.${command.group}`)}</span>
            {command.shortcut && <Shortcut shortcut={command.shortcut} />}
          </>
        ),
      }))}
    />
  );
}
