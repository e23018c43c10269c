/** The second copies of the library: the list with states, and a button to add one. */
import { Plus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { MirrorInfo } from '../../src-main/contract/library/mirror.ts';
import { useForgetMirror, useMirrors } from '../api/mirrors.ts';
import { useJobs } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import settings from '../settings/SettingsScreen.module.css';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { baseName } from '../sidebar/source-name.ts';
import { AddMirrorDialog } from './AddMirrorDialog.tsx';
import { MirrorEntry } from './MirrorEntry.tsx';

export function MirrorsPart(): ReactElement {
  const t = useText();
  const { data: mirrors = [], isSuccess } = useMirrors();
  const jobs = useJobs().data ?? [];
  const [isAdding, setAdding] = useState(false);
  const [forgetting, setForgetting] = useState<MirrorInfo | null>(null);
  return (
    <section aria-label={t('mirrors.title')} className={settings.part}>
      <h2 className={settings.partTitle}>{t('mirrors.title')}</h2>
      <p className={settings.note}>{t('mirrors.intro')}</p>
      {mirrors.length > 0 && (
        <ul aria-label={t('mirrors.list')}>
          {mirrors.map((mirror) => (
            <MirrorEntry key={mirror.id} mirror={mirror} jobs={jobs} onForget={setForgetting} />
          ))}
        </ul>
      )}
      {isSuccess && mirrors.length === 0 && <p className={settings.note}>{t('mirrors.none')}</p>}
      <div className={settings.actions}>
        <Button icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
          {t('mirrors.add')}
        </Button>
      </div>
      {isAdding && <AddMirrorDialog onClose={() => setAdding(false)} />}
      {forgetting && <ForgetDialog mirror={forgetting} onClose={() => setForgetting(null)} />}
    </section>
  );
}

function ForgetDialog({
  mirror,
  onClose,
}: {
  readonly mirror: MirrorInfo;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const forget = useForgetMirror();
  const confirm = (): void =>
    forget.mutate(mirror.id, { onError: (error) => fail(errorSentence(t, error)), onSettled: onClose });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('mirrors.forget-title', { name: baseName(mirror.path) })}
      closeLabel={t('app.close')}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button variant="danger" isDisabled={forget.isPending} onPress={confirm}>
            {t('mirrors.forget-confirm')}
          </Button>
        </>
      }
    >
      <p className={settings.note}>{t('mirrors.forget-note', { path: mirror.path })}</p>
    </Dialog>
  );
}
