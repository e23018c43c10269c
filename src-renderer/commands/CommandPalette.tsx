/** The command palette: every command by name, fuzzily, with its shortcut. */
import { type ReactElement, useState } from 'react';
import { Dialog } from '../design/Dialog.tsx';
import { useCombobox } from '../design/use-combobox.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './CommandPalette.module.css';
import { useCommandContext } from './command-context.ts';
import { COMMANDS, type Command, isAvailable } from './commands.ts';
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
  const offered = COMMANDS.filter((command) => command.id !== 'palette' && command.id !== 'back' && isAvailable(command, now));
  const found = fuzzyFilter(typed, offered, (command) => t(command.name));
  const run = (command: Command | undefined): void => {
    if (!command) return;
    set({ overlay: 'none' });
    command.run(context());
  };
  const combobox = useCombobox({ count: found.length, onChoose: (index) => run(found[index]), startsAtFirst: true });

  return (
    <div className={styles.palette}>
      <input
        {...combobox.inputProps}
        className={styles.input}
        aria-label={t('command.palette')}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the palette is opened in order to type in it.
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          combobox.setActive(0);
        }}
      />
      <div id={combobox.listId} role="listbox" aria-label={t('palette.results')} className={styles.list}>
        {found.map((command, index) => (
          <div key={command.id} {...combobox.optionProps(index)} className={styles.option}>
            <span className={styles.name}>{t(command.name)}</span>
            <span className={styles.group}>{t(`command.group.${command.group}`)}</span>
            {command.shortcut && <Shortcut shortcut={command.shortcut} />}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className={styles.nothing}>
          {t('palette.nothing')}
        </p>
      )}
    </div>
  );
}
