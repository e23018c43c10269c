/** The result of an export: a link to its folder, and files that could not be copied. */
import { type ReactElement, useState } from 'react';
import type { ExportReport } from '../../src-main/contract/items/export.ts';
import type { Job } from '../../src-main/contract/library/job.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { MiddleCut } from '../design/MiddleCut.tsx';
import { problemText } from '../i18n/server-messages.ts';
import { useText } from '../i18n/use-text.ts';
import { ShortList } from '../import/report/ShortList.tsx';
import { desktopBridge } from '../shell/bridge.ts';
import { copyText } from '../shell/copy-text.ts';
import { useToasts } from '../shell/toast-store.ts';
import styles from './ExportOutcome.module.css';

export function ExportOutcome({ job, report }: { readonly job: Job; readonly report: ExportReport }): ReactElement {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const say = useToasts((state) => state.say);
  const [isShown, setShown] = useState(false);
  const bridge = desktopBridge();
  const reveal = async (): Promise<void> => {
    if (!(await bridge?.revealExport(job.id))) fail(t('error.revealed-gone'));
  };
  const copy = async (): Promise<void> => {
    if (await copyText(report.directory)) say(t('inspector.path-copied'));
    else fail(t('app.copy-failed'));
  };
  return (
    <>
      {report.problems.length > 0 && (
        <Button size="small" onPress={() => setShown(true)}>
          {t('export.show-problems')}
        </Button>
      )}
      {bridge ? (
        <Button size="small" onPress={() => void reveal()}>
          {t('inspector.show-in-folder')}
        </Button>
      ) : (
        <>
          <span className={styles.path} title={report.directory}>
            <MiddleCut text={report.directory} />
          </span>
          <Button size="small" onPress={() => void copy()}>
            {t('inspector.copy-path')}
          </Button>
        </>
      )}
      <Dialog
        isOpen={isShown}
        onClose={() => setShown(false)}
        title={t('export.problems', { count: report.problems.length })}
        closeLabel={t('app.close')}
        actions={
          <Button variant="primary" onPress={() => setShown(false)}>
            {t('app.close')}
          </Button>
        }
      >
        <Problems report={report} />
      </Dialog>
    </>
  );
}

/** Problems, grouped by what to do about them. */
function Problems({ report }: { readonly report: ExportReport }): ReactElement {
  const t = useText();
  const groups = [...Map.groupBy(report.problems, (problem) => problem.code)];
  return (
    <>
      {groups.map(([code, problems]) => {
        const first = problems[0];
        return (
          <section key={code} className={styles.group}>
            {first && <p>{first.code === 'file-missing' ? t('export.missing-todo') : problemText(t, first)}</p>}
            <ShortList
              items={problems}
              render={({ path }, at) => (
                <li key={`${path} ${at}`} className={styles.file}>
                  {path}
                </li>
              )}
            />
          </section>
        );
      })}
    </>
  );
}
