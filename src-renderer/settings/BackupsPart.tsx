/** Snapshots of the library: the list, a new snapshot, and a second folder. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Settings } from '../../src-main/contract/library/library.ts';
import { api } from '../api/client.ts';
import { Button } from '../design/Button.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { RestoreDialog } from '../recovery/RestoreDialog.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { FolderDialog } from './FolderDialog.tsx';
import styles from './SettingsScreen.module.css';

/** The number of listed snapshots; the folder contains all. */
const SHOWN = 6;
const KEY = ['backups'];

export interface BackupsPartProps {
  readonly folder: string | null;
  readonly save: (settings: Partial<Settings>) => void;
}

export function BackupsPart({ folder, save }: BackupsPartProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const queries = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const [isRestoring, setRestoring] = useState(false);
  const { data: snapshots = [] } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.backups(signal) });
  const { mutate, isPending } = useMutation({
    mutationFn: api.backUp,
    onSuccess(all) {
      queries.setQueryData(KEY, all);
      say(t('backups.made'));
    },
    onError: (error) => fail(`${t('backups.failed')} ${errorSentence(t, error)}`),
  });
  const choose = async (): Promise<void> => {
    const bridge = desktopBridge();
    if (!bridge) return setChoosing(true);
    const chosen = await bridge.chooseFolder();
    if (chosen !== null) save({ backupFolder: chosen });
  };
  const newest = snapshots[0];
  return (
    <section aria-label={t('backups.title')} className={styles.part} aria-busy={isPending}>
      <h2 className={styles.partTitle}>{t('backups.title')}</h2>
      <p className={styles.note}>{t('backups.intro')}</p>
      {newest ? (
        <ul className={styles.problems} aria-label={t('backups.list')}>
          {snapshots.slice(0, SHOWN).map(({ path, at, reason, bytes, items }) => (
            <li key={path}>
              {format.moment(at)} · {t(`backups.reason.${reason}`)} · {format.bytes(bytes)}
              {items !== null && ` · ${t('settings.generations', { count: items })}`}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.note}>{t('backups.none')}</p>
      )}
      <div className={styles.row}>
        <span className={styles.label}>{t('backups.second')}</span>
        <span className={styles.control}>
          <span className={styles.path}>{folder ?? t('backups.no-second')}</span>
        </span>
      </div>
      <div className={styles.actions}>
        <Button isDisabled={isPending} onPress={() => mutate()}>
          {t('backups.now')}
        </Button>
        <Button isDisabled={isPending} onPress={() => setRestoring(true)}>
          {t('restore.open')}
        </Button>
        <Button onPress={() => void choose()}>{t('backups.choose')}</Button>
        {folder !== null && <Button onPress={() => save({ backupFolder: null })}>{t('backups.no-more')}</Button>}
      </div>
      {isRestoring && <RestoreDialog snapshots={snapshots} onClose={() => setRestoring(false)} />}
      <FolderDialog
        isOpen={isChoosing}
        title={t('backups.choose-title')}
        note={t('backups.choose-note')}
        action={t('backups.choose-this')}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          setChoosing(false);
          save({ backupFolder: chosen });
        }}
      />
    </section>
  );
}
