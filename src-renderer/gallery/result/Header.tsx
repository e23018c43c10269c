/** The header: name, search, number of items, order, size, and the import button. */
import { Ellipsis, Grid2x2, History, Keyboard, PanelLeft, PanelRight, ScrollText, Settings } from 'lucide-react';
import type { ReactElement } from 'react';
import { useJobs } from '../../api/queries.ts';
import { isMacKeyboard, shortcutLabel } from '../../commands/keys.ts';
import { Button, IconButton } from '../../design/Button.tsx';
import { Menu, MenuItem } from '../../design/Menu.tsx';
import { Slider } from '../../design/Slider.tsx';
import { useMediaQuery } from '../../design/use-media-query.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { SearchBar } from '../../search/SearchBar.tsx';
import { useView } from '../../state/store.ts';
import { useDensityControl } from '../layout/density.ts';
import { DENSITY } from '../layout/view-options.ts';
import styles from './Header.module.css';
import { ResultCount } from './ResultCount.tsx';
import { SortMenu } from './SortMenu.tsx';

export function Header(): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  const inspectorOpen = useView((state) => state.inspectorOpen);
  const isGallery = useView((state) => state.screen === 'gallery');
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const isNarrow = useMediaQuery('(max-width: 859px)');
  const label = (shortcut: string): string => shortcutLabel(shortcut, isMacKeyboard());
  return (
    <header className={styles.header}>
      {isNarrow ? (
        <IconButton
          label={t('shell.sidebar')}
          icon={<PanelLeft aria-hidden="true" />}
          shortcut={label('b')}
          isPressed={sidebarOpen}
          onPress={() => set({ sidebarOpen: !sidebarOpen })}
        />
      ) : (
        <h1 className={styles.brand}>
          <span className={styles.sign} aria-hidden="true" />
          {t('app.name')}
        </h1>
      )}
      <div className={styles.search}>
        <SearchBar />
      </div>
      <ResultCount />
      <div className={styles.tools}>
        {isGallery && <Density />}
        {isGallery && <SortMenu />}
        <ImportButton />
        <IconButton
          label={t('shell.inspector')}
          icon={<PanelRight aria-hidden="true" />}
          shortcut={label('i')}
          isPressed={inspectorOpen}
          onPress={() => set({ inspectorOpen: !inspectorOpen })}
        />
        <Menu
          aria-label={t('shell.menu')}
          trigger={<IconButton label={t('shell.menu')} icon={<Ellipsis aria-hidden="true" />} />}
        >
          <MenuItem
            icon={<Settings aria-hidden="true" />}
            shortcut={label('mod+,')}
            onAction={() => set({ screen: 'settings' })}
          >
            {t('shell.settings')}
          </MenuItem>
          <MenuItem icon={<ScrollText aria-hidden="true" />} onAction={() => set({ screen: 'report' })}>
            {t('command.import-report')}
          </MenuItem>
          <MenuItem icon={<History aria-hidden="true" />} onAction={() => set({ screen: 'history' })}>
            {t('command.history')}
          </MenuItem>
          <MenuItem
            icon={<Keyboard aria-hidden="true" />}
            shortcut={label('?')}
            onAction={() => set({ overlay: 'shortcuts' })}
          >
            {t('shell.shortcuts')}
          </MenuItem>
        </Menu>
      </div>
    </header>
  );
}

/** The slider for the row height; it is logarithmic, so that rows grow in proportion. */
function Density(): ReactElement {
  const t = useText();
  const { value, change, save } = useDensityControl();
  const steps = 100;
  const span = Math.log(DENSITY.max / DENSITY.min);
  const toStep = (height: number): number => Math.round((Math.log(height / DENSITY.min) / span) * steps);
  const toHeight = (step: number): number => DENSITY.min * Math.exp((step / steps) * span);
  return (
    <div className={styles.density}>
      <Grid2x2 aria-hidden="true" />
      <Slider
        label={t('shell.density')}
        value={toStep(value)}
        min={0}
        max={steps}
        step={2}
        onChange={(step) => change(toHeight(step))}
        onChangeEnd={(step) => save(toHeight(step))}
      />
    </div>
  );
}

function ImportButton(): ReactElement {
  const t = useText();
  const format = useFormat();
  const set = useView((state) => state.set);
  const running = useJobs().data?.find(
    (job) => job.state === 'running' && (job.kind === 'import' || job.kind === 'sample'),
  );
  const { done = 0, total = null } = running?.progress ?? {};
  const text = !running
    ? t('shell.import')
    : total
      ? t('shell.importing', { percent: format.percent(Math.min(1, done / total)) })
      : t('shell.importing-some');
  return (
    <Button variant="quiet" onPress={() => set({ overlay: 'import' })}>
      {text}
    </Button>
  );
}
