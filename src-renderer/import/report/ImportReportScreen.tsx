/** The reports of all imports: results, and what needs attention. */
import { FileText } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { StoredImport } from '../../../src-main/contract/archive/report.ts';
import { useImports } from '../../api/queries.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/Feedback.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { SheetScreen } from '../../shell/SheetScreen.tsx';
import { baseName } from '../../sidebar/source-name.ts';
import { useView } from '../../state/store.ts';
import styles from './ImportReportScreen.module.css';
import { ImportReportView } from './ImportReportView.tsx';

export function ImportReportScreen(): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  return (
    <SheetScreen answer={useImports()} failedTitle={t('report.failed')}>
      {(imports) =>
        imports.length > 0 ? (
          <Reports imports={imports} />
        ) : (
          <EmptyState
            icon={<FileText />}
            title={t('report.none.title')}
            actions={
              <Button variant="primary" onPress={() => set({ overlay: 'import' })}>
                {t('command.import')}
              </Button>
            }
          >
            {t('report.none.text')}
          </EmptyState>
        )
      }
    </SheetScreen>
  );
}

function Reports({ imports }: { readonly imports: readonly StoredImport[] }): ReactElement {
  const t = useText();
  const reportId = useView((state) => state.reportId);
  const newestFirst = imports.toSorted((a, b) => b.id - a.id);
  const [chosen, setChosen] = useState<number | null>(null);
  const wanted = chosen ?? reportId;
  const shown = newestFirst.find((one) => one.id === wanted) ?? newestFirst[0];
  return (
    <div className={styles.columns}>
      <nav aria-label={t('report.past')} className={styles.past}>
        <h2 className={styles.subTitle}>{t('report.past')}</h2>
        {newestFirst.map((one) => (
          <PastImport key={one.id} stored={one} isShown={one === shown} onPress={() => setChosen(one.id)} />
        ))}
      </nav>
      {shown && <ImportReportView key={shown.id} stored={shown} />}
    </div>
  );
}

interface PastImportProps {
  readonly stored: StoredImport;
  readonly isShown: boolean;
  readonly onPress: () => void;
}

function PastImport({ stored, isShown, onPress }: PastImportProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const names = stored.paths.map(baseName);
  return (
    <AriaButton className={styles.import ?? ''} aria-current={isShown ? 'page' : false} onPress={onPress}>
      <span className={styles.importName} title={stored.paths.join('\n')}>
        {names.length > 2 ? `${names[0]} + ${format.number(names.length - 1)}` : format.list(names)}
      </span>
      <small>
        {format.moment(stored.startedAt)}
        {stored.outcome !== 'done' && ` · ${t(`report.outcome.${stored.outcome}`)}`}
      </small>
    </AriaButton>
  );
}
