/** Every shortcut on one sheet. */
import type { ReactElement } from 'react';
import { Dialog } from '../../design/Dialog.tsx';
import { type TextKey, useText } from '../../i18n/use-text.ts';
import { desktopBridge } from '../../shell/bridge.ts';
import { useView } from '../../state/store.ts';
import type { CommandGroup } from '../command.ts';
import { COMMANDS } from '../commands.ts';
import { Shortcut } from './Shortcut.tsx';
import styles from './ShortcutSheet.module.css';

interface Line {
  readonly name: TextKey;
  readonly shortcuts: readonly string[];
}

/** Keys of the grid and of the viewer, which are not commands. */
const OWN_KEYS: Readonly<Record<'selection' | 'viewer', readonly Line[]>> = {
  selection: [
    { name: 'shortcuts.move', shortcuts: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'] },
    { name: 'shortcuts.range', shortcuts: ['shift+ArrowRight'] },
    { name: 'shortcuts.arrange', shortcuts: ['alt+ArrowLeft', 'alt+ArrowRight'] },
  ],
  viewer: [
    { name: 'shortcuts.play', shortcuts: ['Space'] },
    { name: 'shortcuts.speed', shortcuts: ['j', 'k', 'l'] },
    { name: 'shortcuts.frame', shortcuts: [',', '.'] },
  ],
};

const GROUPS: readonly CommandGroup[] = ['items', 'go', 'selection', 'view', 'library'];

export function ShortcutSheet(): ReactElement {
  const t = useText();
  const isOpen = useView((state) => state.overlay === 'shortcuts');
  const set = useView((state) => state.set);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => set({ overlay: 'none' })}
      title={t('shortcuts.title')}
      closeLabel={t('app.close')}
      size="large"
    >
      <div className={styles.sheet}>
        {GROUPS.map((group) => (
          <Section
            key={group}
            title={`command.group.${group}`}
            lines={[...linesOf(group), ...(group === 'selection' ? OWN_KEYS.selection : [])]}
          />
        ))}
        <Section title="command.group.viewer" lines={OWN_KEYS.viewer} />
      </div>
    </Dialog>
  );
}

function linesOf(group: CommandGroup): readonly Line[] {
  const here = desktopBridge() ? COMMANDS : COMMANDS.filter((command) => !command.isOfDesktop);
  return here.flatMap(({ group: own, name, shortcut, also }) =>
    own === group && shortcut ? [{ name, shortcuts: also ? [shortcut, also] : [shortcut] }] : [],
  );
}

function Section({ title, lines }: { readonly title: TextKey; readonly lines: readonly Line[] }): ReactElement {
  const t = useText();
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t(title)}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.name} className={styles.line}>
            <dt>{t(line.name)}</dt>
            <dd className={styles.keys}>
              {line.shortcuts.map((shortcut) => (
                <Shortcut key={shortcut} shortcut={shortcut} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
