/** One source: format, path, counts, state, and actions. */
import { Ellipsis, File, FileArchive, HardDrive, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FormatName } from '../../src-main/contract/items/generation.ts';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import { useMirrors } from '../api/mirrors.ts';
import { useVerification, useVerify } from '../api/verifying.ts';
import { Button, IconButton } from '../design/Button.tsx';
import { Switch } from '../design/Controls.tsx';
import { Fold } from '../design/Fold.tsx';
import { Menu, MenuItem } from '../design/Menu.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { standText } from '../mirrors/mirror-text.ts';
import { filterText } from '../search/query-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { baseName, sourceName } from '../sidebar/source-name.ts';
import { useView } from '../state/store.ts';
import { sourceLine } from '../verifying/verify-text.ts';
import { DetectedFormats } from './DetectedFormats.tsx';
import styles from './SourceEntry.module.css';
import type { SourceQuestion } from './source-question.ts';
import type { Refusal, SourceActions } from './use-source-actions.ts';

export interface SourceEntryProps {
  readonly source: SourceInfo;
  readonly all: readonly SourceInfo[];
  readonly actions: SourceActions;
  /** Shows why an action could not start. */
  readonly say: (refusal: Promise<Refusal>) => Promise<void>;
  readonly onAsk: (asking: SourceQuestion) => void;
}

export function SourceEntry({ source, all, actions, say, onAsk }: SourceEntryProps): ReactElement {
  const t = useText();
  const name = baseName(source.path);
  const around = all.find(({ id }) => id === source.within);
  const isAway = source.state === 'missing';
  return (
    <li className={`${styles.source} ${around ? styles.inside : ''}`} aria-label={name}>
      <span className={`${styles.icon} ${isAway ? styles.away : ''}`} aria-hidden="true">
        <KindIcon source={source} />
      </span>
      <div className={styles.text}>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.path}>{source.path}</p>
        <Facts source={source} />
        <Copies source={source} />
        {isAway && (
          <div className={styles.notice}>
            <p>{t('sources.away')}</p>
            <Button size="small" onPress={() => onAsk({ about: 'move', source })}>
              {t('sources.move')}
            </Button>
          </div>
        )}
        {around && <p className={styles.quiet}>{t('sources.within', { name: baseName(around.path) })}</p>}
        {source.beliefs.length > 0 && (
          <Fold title={t('sources.beliefs')}>
            <DetectedFormats beliefs={source.beliefs} />
          </Fold>
        )}
        {!around && (
          <Switch
            label={t('sources.watch')}
            isSelected={source.watched}
            onChange={(watched) => void say(actions.change(source, { watched }))}
          />
        )}
      </div>
      <div className={styles.actions}>
        <Button size="small" isDisabled={actions.isBusy} onPress={() => void say(actions.rescan([source.id]))}>
          {t('sources.rescan')}
        </Button>
        <More source={source} all={all} say={say} onAsk={onAsk} />
      </div>
    </li>
  );
}

function KindIcon({ source: { state, kind } }: { readonly source: SourceInfo }): ReactElement {
  if (state === 'missing') return <Unplug />;
  if (kind === 'zip') return <FileArchive />;
  return kind === 'file' ? <File /> : <HardDrive />;
}

function Facts({ source }: { readonly source: SourceInfo }): ReactElement {
  const t = useText();
  const format = useFormat();
  const check = useVerification().data?.sources.find(({ sourceId }) => sourceId === source.id);
  const kinds = source.formats.map((name) => t(`format.${name as FormatName}`));
  const counts = [
    kinds.length > 0 && format.list(kinds),
    t('sources.generations', { count: source.generations }),
    t('sources.files', { count: source.files }),
    source.missing > 0 && t('sources.missing', { count: source.missing }),
  ];
  const rest = [
    source.importedAt === null
      ? t('sources.never-read')
      : t('sources.read-at', { date: format.moment(source.importedAt) }),
    source.accounts.length > 0 && t('sources.accounts', { names: format.list(source.accounts) }),
  ];
  const line = (parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(' · ');
  return (
    <>
      <p className={styles.counts}>{line(counts)}</p>
      <p className={styles.quiet}>{line(rest)}</p>
      {check && source.files > 0 && <p className={styles.quiet}>{sourceLine(t, format, check)}</p>}
    </>
  );
}

/** The second copies of the source. */
function Copies({ source }: { readonly source: SourceInfo }): ReactElement {
  const t = useText();
  const format = useFormat();
  const mirrors = (useMirrors().data ?? []).filter(({ sources }) => sources.some(({ id }) => id === source.id));
  return (
    <>
      {mirrors.map((mirror) => (
        <p key={mirror.id} className={styles.quiet}>
          {t('mirrors.on', { path: mirror.path })} · {standText(t, format, { ...mirror, last: null })}
        </p>
      ))}
    </>
  );
}

function More({ source, all, say, onAsk }: Pick<SourceEntryProps, 'source' | 'all' | 'say' | 'onAsk'>): ReactElement {
  const t = useText();
  const verify = useVerify();
  const begin = async (): Promise<Refusal> =>
    verify.mutateAsync({ sourceId: source.id, resume: false }).then(
      () => null,
      (error: unknown) => errorSentence(t, error),
    );
  const search = useView((state) => state.search);
  const label = t('sources.more', { name: baseName(source.path) });
  const show = (): void => search(filterText({ field: 'source', value: sourceName(source, all), negated: false }));
  return (
    <Menu aria-label={label} trigger={<IconButton size="small" label={label} icon={<Ellipsis aria-hidden="true" />} />}>
      <MenuItem onAction={show}>{t('sources.show')}</MenuItem>
      <MenuItem onAction={() => void say(begin())}>{t('verify.source.do')}</MenuItem>
      <MenuItem onAction={() => onAsk({ about: 'move', source })}>{t('sources.move')}</MenuItem>
      <MenuItem onAction={() => onAsk({ about: 'read-as', source })}>{t('sources.read-as')}</MenuItem>
      <MenuItem onAction={() => onAsk({ about: 'remove', source })}>{t('sources.remove')}</MenuItem>
    </Menu>
  );
}
