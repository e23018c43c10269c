/** The history of edits, latest first, with undo back to any entry. */
import { History, Redo2, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { HistoryEntry } from '../../src-main/contract/organising/edit.ts';
import { useHistory } from '../api/organised.ts';
import { describeChange } from '../commands/edits/describe-change.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/Feedback.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { SheetScreen } from '../shell/SheetScreen.tsx';
import styles from './HistoryScreen.module.css';

export function HistoryScreen(): ReactElement {
  const t = useText();
  return (
    <SheetScreen answer={useHistory()} failedTitle={t('history.failed')}>
      {(entries) =>
        entries.length > 0 ? (
          <Entries entries={entries} />
        ) : (
          <EmptyState icon={<History />} title={t('history.none.title')}>
            <p>{t('history.none.text')}</p>
          </EmptyState>
        )
      }
    </SheetScreen>
  );
}

function Entries({ entries }: { readonly entries: readonly HistoryEntry[] }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const canRedo = entries.some(({ undone }) => undone);
  const canUndo = entries.some(({ undone }) => !undone);
  return (
    <div className={styles.sheet}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('history.title')}</h1>
        <Button
          size="small"
          icon={<Undo2 aria-hidden="true" />}
          isDisabled={!canUndo}
          onPress={() => void edits.undo()}
        >
          {t('command.undo')}
        </Button>
        <Button
          size="small"
          icon={<Redo2 aria-hidden="true" />}
          isDisabled={!canRedo}
          onPress={() => void edits.redo()}
        >
          {t('command.redo')}
        </Button>
      </div>
      <p className={styles.note}>{t('history.note')}</p>
      <ol className={styles.list}>
        {entries.map((entry, index) => (
          <Entry key={entry.id} entry={entry} isLatest={index === entries.findIndex(({ undone }) => !undone)} />
        ))}
      </ol>
    </div>
  );
}

/** One entry. The latest has no undo button, because the button above undoes it. */
function Entry({ entry, isLatest }: { readonly entry: HistoryEntry; readonly isLatest: boolean }): ReactElement {
  const t = useText();
  const format = useFormat();
  const edits = useEdits();
  return (
    <li className={styles.entry} data-undone={entry.undone}>
      <span className={styles.deed}>{describeChange(t, entry.change, entry.changed)}</span>
      <time className={styles.time} dateTime={entry.at}>
        {format.moment(entry.at)}
      </time>
      <span className={styles.way}>
        {entry.undone ? (
          <span className={styles.undone}>{t('history.undone')}</span>
        ) : (
          !isLatest && (
            <Button size="small" variant="quiet" onPress={() => void edits.undoBackTo(entry.id)}>
              {t('history.back-to-before')}
            </Button>
          )
        )}
      </span>
    </li>
  );
}
