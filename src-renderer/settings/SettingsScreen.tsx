/** The settings: appearance, sound, the place of the library, and the programs in use. */
import { type ReactElement, type ReactNode, useState } from 'react';
import type { LibraryInfo, Settings } from '../../src-main/contract/library/library.ts';
import { useLibrary, usePreviewBytes, useSaveSettings } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { Select, Switch } from '../design/Controls.tsx';
import { Slider } from '../design/Slider.tsx';
import { useFormat } from '../i18n/format.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/languages.ts';
import { useText } from '../i18n/use-text.ts';
import { MirrorsPart } from '../mirrors/MirrorsPart.tsx';
import { useForgetSearch } from '../search/use-recent-searches.ts';
import { desktopBridge } from '../shell/bridge.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { SheetScreen } from '../shell/SheetScreen.tsx';
import { useToasts } from '../shell/toast-store.ts';
import { useView } from '../state/store.ts';
import { BackupsPart } from './BackupsPart.tsx';
import { PREVIEW_LIMITS } from './preview-limits.ts';
import styles from './SettingsScreen.module.css';
import { WordsPart } from './WordsPart.tsx';

/** The value of the choice "as the system". */
const SYSTEM = 'system';

export function SettingsScreen(): ReactElement {
  const t = useText();
  return (
    <SheetScreen answer={useLibrary()} failedTitle={t('settings.failed')}>
      {(info) => <Sheet info={info} />}
    </SheetScreen>
  );
}

function Sheet({ info }: { readonly info: LibraryInfo }): ReactElement {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const { mutate } = useSaveSettings();
  const save = (settings: Partial<Settings>): void =>
    mutate(settings, { onError: (error) => fail(`${t('settings.save-failed')} ${errorSentence(t, error)}`) });
  return (
    <div className={styles.sheet}>
      <h1 className={styles.title}>{t('settings.title')}</h1>
      <Appearance settings={info.settings} save={save} />
      <Playback settings={info.settings} save={save} />
      <Searches />
      <Previews info={info} save={save} />
      <BackupsPart folder={info.settings.backupFolder} save={save} />
      <MirrorsPart />
      <WordsPart />
      <LibraryPart info={info} />
      <About info={info} />
    </div>
  );
}

interface PartProps {
  readonly settings: Settings;
  readonly save: (settings: Partial<Settings>) => void;
}

function Appearance({ settings, save }: PartProps): ReactElement {
  const t = useText();
  const languages = [
    { id: SYSTEM, name: t('settings.language-system') },
    ...LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] })),
  ];
  const themes = (['system', 'light', 'dark'] as const).map((id) => ({ id, name: t(`settings.theme.${id}`) }));
  return (
    <Part title={t('settings.appearance')}>
      <Row label={t('settings.language')}>
        <Select
          label={t('settings.language')}
          isLabelHidden
          choices={languages}
          value={settings.language ?? SYSTEM}
          onChange={(id) => save({ language: id === SYSTEM ? null : id })}
        />
      </Row>
      <Row label={t('settings.theme')}>
        <Select
          label={t('settings.theme')}
          isLabelHidden
          choices={themes}
          value={settings.theme}
          onChange={(id) => save({ theme: themes.find((theme) => theme.id === id)?.id ?? 'system' })}
        />
      </Row>
      <Density key={settings.density} settings={settings} save={save} />
    </Part>
  );
}

/** Shows the value while the slider is dragged, and saves it at the end. */
function Density({ settings, save }: PartProps): ReactElement {
  const t = useText();
  const [height, setHeight] = useState(settings.density);
  return (
    <Row label={t('settings.density')} value={t('settings.density-value', { height })}>
      <Slider
        label={t('settings.density')}
        min={80}
        max={480}
        step={4}
        value={height}
        onChange={setHeight}
        onChangeEnd={(density) => save({ density })}
      />
    </Row>
  );
}

function Playback({ settings, save }: PartProps): ReactElement {
  const t = useText();
  return (
    <Part title={t('settings.playback')}>
      <div className={styles.row}>
        <Switch label={t('settings.sound')} isSelected={!settings.muted} onChange={(on) => save({ muted: !on })} />
      </div>
    </Part>
  );
}

function Searches(): ReactElement {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const forget = useForgetSearch();
  const forgetAll = (): void =>
    void forget(null).then(
      () => say(t('settings.searches-forgotten')),
      (error: Error) => fail(errorSentence(t, error)),
    );
  return (
    <Part title={t('settings.searches')}>
      <p className={styles.note}>{t('settings.searches-note')}</p>
      <div className={styles.actions}>
        <Button onPress={forgetAll}>{t('settings.forget-searches')}</Button>
      </div>
    </Part>
  );
}

function Previews({ info, save }: { readonly info: LibraryInfo; readonly save: PartProps['save'] }): ReactElement {
  const t = useText();
  const format = useFormat();
  const used = usePreviewBytes();
  const limit = info.settings.previewLimit;
  const choices = [...new Set([...PREVIEW_LIMITS, limit])]
    .toSorted((a, b) => a - b)
    .map((bytes) => ({ id: String(bytes), name: format.bytes(bytes) }));
  return (
    <Part title={t('settings.previews')}>
      <Row label={t('settings.preview-limit')}>
        <Select
          label={t('settings.preview-limit')}
          isLabelHidden
          choices={choices}
          value={String(limit)}
          onChange={(id) => save({ previewLimit: Number(id) })}
        />
      </Row>
      {used !== undefined && (
        <p className={styles.note}>
          {t('settings.preview-used', { used: format.bytes(used), limit: format.bytes(limit) })}
        </p>
      )}
    </Part>
  );
}

function LibraryPart({ info }: { readonly info: LibraryInfo }): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  return (
    <Part title={t('settings.library')}>
      <Row label={t('settings.library-path')}>
        <span className={styles.path}>{info.path}</span>
      </Row>
      <Row label={t('settings.holds')}>
        <span>{t('settings.generations', { count: info.total })}</span>
      </Row>
      <p className={styles.note}>{t('settings.library-note')}</p>
      <Row label={t('settings.sources')}>
        <span>
          {info.sources.length === 0
            ? t('settings.no-sources')
            : t('settings.source-count', { count: info.sources.length })}
        </span>
      </Row>
      <div className={styles.actions}>
        <Button onPress={() => set({ overlay: 'import' })}>{t('command.import')}</Button>
        <Button onPress={() => set({ screen: 'sources' })}>{t('command.sources')}</Button>
        <Button onPress={() => set({ screen: 'report' })}>{t('settings.reports')}</Button>
      </div>
    </Part>
  );
}

function About({ info }: { readonly info: LibraryInfo }): ReactElement {
  const t = useText();
  return (
    <Part title={t('settings.about')}>
      <Row label={t('settings.version')}>
        <span>{info.version}</span>
      </Row>
      <Row label={t('settings.ffmpeg')}>
        <span className={info.ffmpeg === null ? styles.missing : styles.path}>
          {info.ffmpeg ?? t('settings.ffmpeg-missing')}
        </span>
      </Row>
      <Log file={info.log.file} bytes={info.log.bytes} />
    </Part>
  );
}

/** The place of the log. A browser cannot open folders, so it shows the path. */
function Log({ file, bytes }: LibraryInfo['log']): ReactElement {
  const t = useText();
  const format = useFormat();
  const fail = useToasts((state) => state.fail);
  const bridge = desktopBridge();
  const reveal = async (): Promise<void> => {
    if (!(await bridge?.revealLog())) fail(t('settings.log-gone'));
  };
  return (
    <>
      <Row label={t('settings.log')} value={format.bytes(bytes)}>
        <span className={styles.path}>{file}</span>
      </Row>
      <p className={styles.note}>{t('settings.log-note')}</p>
      {bridge && (
        <div className={styles.actions}>
          <Button onPress={() => void reveal()}>{t('settings.log-show')}</Button>
        </div>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section aria-label={title} className={styles.part}>
      <h2 className={styles.partTitle}>{title}</h2>
      {children}
    </section>
  );
}

interface RowProps {
  readonly label: string;
  readonly value?: string;
  readonly children: ReactNode;
}

function Row({ label, value, children }: RowProps): ReactElement {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      <span className={styles.control}>{children}</span>
      {value !== undefined && <span className={styles.value}>{value}</span>}
    </div>
  );
}
