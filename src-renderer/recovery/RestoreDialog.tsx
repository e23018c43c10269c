/** Restores a snapshot or a backup file, after a comparison with the current catalog. */
import { useQuery } from '@tanstack/react-query';
import { FileArchive, History } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { RestorePlan, SnapshotInfo } from '../../src-main/contract/library/backups.ts';
import { ApiError, api } from '../api/client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Spinner } from '../design/Feedback.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { FolderDialog } from '../settings/FolderDialog.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { differing } from './differences.ts';
import styles from './RestoreDialog.module.css';
import { taking } from './restoring.ts';

export interface RestoreDialogProps {
  /** Newest first. */
  readonly snapshots: readonly SnapshotInfo[];
  readonly onClose: () => void;
}

export function RestoreDialog({ snapshots, onClose }: RestoreDialogProps): ReactElement {
  const t = useText();
  const [file, setFile] = useState<string | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const fromFile = async (): Promise<void> => {
    const bridge = desktopBridge();
    if (!bridge) return setChoosing(true);
    const chosen = await bridge.chooseBackup();
    if (chosen !== null) setFile(chosen);
  };
  if (file !== null) {
    const isSetAside = snapshots.some(({ path, reason }) => path === file && reason === 'replaced');
    return <Compared file={file} isSetAside={isSetAside} onBack={() => setFile(null)} onClose={onClose} />;
  }
  return (
    <>
      <Dialog
        isOpen={!isChoosing}
        onClose={onClose}
        title={t('restore.title')}
        closeLabel={t('app.close')}
        actions={
          <>
            <Button onPress={onClose}>{t('app.cancel')}</Button>
            <Button icon={<FileArchive aria-hidden="true" />} onPress={() => void fromFile()}>
              {t('restore.file')}
            </Button>
          </>
        }
      >
        <p className={styles.text}>{t(snapshots.length > 0 ? 'restore.pick' : 'restore.none')}</p>
        <ul className={styles.list}>
          {snapshots.map((snapshot) => (
            <li key={snapshot.path}>
              <Copy snapshot={snapshot} onChoose={() => setFile(snapshot.path)} />
            </li>
          ))}
        </ul>
      </Dialog>
      <FolderDialog
        isOpen={isChoosing}
        title={t('restore.file-title')}
        note={t('restore.file-note')}
        action={t('restore.file-this')}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          setChoosing(false);
          setFile(chosen);
        }}
      />
    </>
  );
}

function Copy({
  snapshot,
  onChoose,
}: {
  readonly snapshot: SnapshotInfo;
  readonly onChoose: () => void;
}): ReactElement {
  const t = useText();
  const format = useFormat();
  const { at, reason, bytes, items } = snapshot;
  const details = [
    t(`backups.reason.${reason}`),
    ...(items === null ? [] : [t('settings.generations', { count: items })]),
    format.bytes(bytes),
  ];
  return (
    <AriaButton className={styles.copy ?? ''} onPress={onChoose}>
      <History aria-hidden="true" />
      <span className={styles.when}>{format.moment(at)}</span>
      <span className={styles.details}>{details.join(' · ')}</span>
    </AriaButton>
  );
}

interface ComparedProps {
  readonly file: string;
  /** Whether it is a catalog that an earlier restore set aside. */
  readonly isSetAside: boolean;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function Compared({ file, isSetAside, onBack, onClose }: ComparedProps): ReactElement {
  const t = useText();
  const plan = useQuery({
    queryKey: ['restore', file],
    queryFn: () => api.planRestore(file),
    retry: false,
    gcTime: 0,
    staleTime: 0,
  });
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // A damaged catalog is no valid backup, but one that was set aside can be restored unchanged.
  const canTakeBack = isSetAside && plan.error instanceof ApiError && plan.error.code.startsWith('backup-');
  const restore = (): void => {
    setBusy(true);
    setError(null);
    taking(() => (canTakeBack ? api.takeBack(file) : api.restore(file))).catch((cause: unknown) => {
      setBusy(false);
      setError(cause);
    });
  };
  const failure = error ?? plan.error;
  const label = isBusy ? 'restore.doing' : canTakeBack ? 'restore.as-set-aside' : 'restore.do';
  return (
    <Dialog
      isOpen
      onClose={isBusy ? () => {} : onClose}
      title={t('restore.title')}
      closeLabel={t('app.close')}
      actions={
        <>
          <Button isDisabled={isBusy} onPress={onBack}>
            {t('restore.back')}
          </Button>
          <Button variant="primary" isDisabled={isBusy || !(plan.data || canTakeBack)} onPress={restore}>
            {t(label)}
          </Button>
        </>
      }
    >
      <div className={styles.compared} aria-busy={plan.isPending || isBusy}>
        {plan.isPending && <Spinner label={t('restore.comparing')} />}
        {plan.data && <Told plan={plan.data} />}
        {failure && <p role="alert">{errorSentence(t, failure)}</p>}
        <p className={styles.path}>{file}</p>
      </div>
    </Dialog>
  );
}

function Told({ plan: { madeAt, counts, differences } }: { readonly plan: RestorePlan }): ReactElement {
  const t = useText();
  const format = useFormat();
  const { items, tagged, marks } = counts;
  const comes = differences && differing(t, format, differences, 'onlyInBackup');
  const goes = differences && differing(t, format, differences, 'onlyHere');
  return (
    <>
      <p className={styles.made}>
        {madeAt === null ? t('restore.unknown-date') : t('restore.made', { at: format.moment(madeAt) })}
      </p>
      <p>{t('restore.holds', { items, tagged, marks })}</p>
      {differences === null && <p>{t('restore.not-compared')}</p>}
      {comes === '' && goes === '' && <p>{t('restore.same')}</p>}
      {comes && <p>{t('restore.comes', { what: comes })}</p>}
      {goes && <p>{t('restore.goes', { what: goes })}</p>}
      <p className={styles.text}>{t('restore.aside')}</p>
    </>
  );
}
