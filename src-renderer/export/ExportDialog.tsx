/** The export dialog: what, form, folder and names, with a plan before anything is written. */
import { type ReactElement, useState } from 'react';
import { type ExportPlan, holdsMedia, patternFault } from '../../src-main/contract/items/export.ts';
import { ApiError, api } from '../api/client.ts';
import { useJobStarter } from '../api/queries.ts';
import { Button } from '../design/Button.tsx';
import { Select } from '../design/Controls.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useFormat } from '../i18n/format.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { useView } from '../state/store.ts';
import styles from './ExportDialog.module.css';
import { endExport, useExporting } from './exporting.ts';
import { FolderField } from './FolderField.tsx';
import { FormChoice } from './FormChoice.tsx';
import { NamesField } from './NamesField.tsx';
import type { Scope } from './scopes.ts';
import { type Planned, usePlan } from './use-plan.ts';

export function ExportDialog(): ReactElement | null {
  const isOpen = useView((state) => state.overlay === 'export');
  const scopes = useExporting((state) => state.scopes);
  if (scopes.length === 0) return null;
  return <Opened isOpen={isOpen} />;
}

function Opened({ isOpen }: { readonly isOpen: boolean }): ReactElement {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const { scopes, scope, as, name, directory } = useExporting();
  // The person confirmed this search although a part was not understood.
  const [wanted, setWanted] = useState<Scope | null>(null);
  const chosen = scopes[scope] ?? (scopes[0] as Scope);
  const fault = holdsMedia(as) ? patternFault(name) : null;
  const selection =
    wanted === chosen && chosen.selection.type === 'query'
      ? { ...chosen.selection, asUnderstood: true }
      : chosen.selection;
  const question = { selection, as, name, directory: directory.trim() === '' ? null : directory.trim() };
  const plan = usePlan(isOpen && fault === null ? question : null);
  const start = useJobStarter(api.export);
  const { data } = plan;
  const isReady =
    plan.isCurrent && plan.error === null && data !== undefined && data.refusal === null && data.generations > 0;
  const go = (): void => {
    if (question.directory === null) return;
    start.mutate(
      { ...question, directory: question.directory },
      { onSuccess: endExport, onError: (error) => fail(t('export.failed', { message: errorSentence(t, error) })) },
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={endExport}
      title={t('export.title')}
      closeLabel={t('app.close')}
      size="large"
      actions={
        <>
          <Button onPress={endExport}>{t('app.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={!isReady || fault !== null || question.directory === null || start.isPending}
            onPress={go}
          >
            {t('export.start')}
          </Button>
        </>
      }
    >
      <p className={styles.intro}>{t('export.intro')}</p>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Select
            label={t('export.what')}
            choices={scopes.map((one, at) => ({ id: String(at), name: scopeName(t, one) }))}
            value={String(scope)}
            onChange={(at) => useExporting.setState({ scope: Number(at) })}
          />
          <FormChoice value={as} onChange={(form) => useExporting.setState({ as: form })} />
        </div>
        <div className={styles.column}>
          <FolderField
            value={directory}
            refusal={directory.trim() === '' ? null : (data?.refusal ?? null)}
            onChange={(path) => useExporting.setState({ directory: path })}
          />
          {holdsMedia(as) && (
            <NamesField
              value={name}
              fault={fault}
              plan={fault === null ? data : undefined}
              onChange={(pattern) => useExporting.setState({ name: pattern })}
            />
          )}
        </div>
      </div>
      <div className={styles.foot}>
        <Amount plan={plan} hasMedia={holdsMedia(as)} onGoOn={() => setWanted(chosen)} />
      </div>
    </Dialog>
  );
}

function scopeName(t: Text, { of, name, count }: Scope): string {
  return t(`export.scope.${of}`, { name, count: count ?? 0 });
}

interface AmountProps {
  readonly plan: Planned;
  readonly hasMedia: boolean;
  readonly onGoOn: () => void;
}

/** The size of the export, and its obstacles. */
function Amount({ plan: { data, error }, hasMedia, onGoOn }: AmountProps): ReactElement {
  const t = useText();
  if (error instanceof ApiError && error.code === 'query-not-understood') {
    const { word = '', count = 0 } = error.params;
    return (
      <div role="alert" className={styles.doubt}>
        <span>{t('export.not-understood', { word: String(word) })}</span>
        <Button size="small" onPress={onGoOn}>
          {t('export.go-on', { count: Number(count) })}
        </Button>
      </div>
    );
  }
  if (error) return <p role="alert">{errorSentence(t, error)}</p>;
  return (
    <p role="status" className={styles.amount}>
      {data ? <AmountOf plan={data} hasMedia={hasMedia} /> : t('export.counting')}
    </p>
  );
}

function AmountOf({ plan, hasMedia }: { readonly plan: ExportPlan; readonly hasMedia: boolean }): ReactElement {
  const t = useText();
  const format = useFormat();
  const { generations, files, bytes, away, room } = plan;
  const isShort = room !== null && bytes > room;
  return (
    <>
      {hasMedia
        ? t('export.amount', { count: generations, files, size: format.bytes(bytes) })
        : t('export.amount-text', { count: generations })}
      {away > 0 && <span className={styles.warning}> {t('export.away', { count: away })}</span>}
      {isShort && <span className={styles.warning}> {t('export.no-room', { room: format.bytes(room) })}</span>}
    </>
  );
}
