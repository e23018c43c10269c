/**
 * The note: saved automatically after a pause, on blur, and when the page closes. An unsaved note is kept as a draft.
 */
import { type ReactElement, useId } from 'react';
import { excerpt } from '../../../src-main/contract/items/excerpt.ts';
import { hitRanges } from '../../../src-main/contract/items/hits.ts';
import { useUnderstanding } from '../../api/result/results.ts';
import { useText } from '../../i18n/use-text.ts';
import { Marked } from '../../search/Marked.tsx';
import styles from '../Inspector.module.css';
import { useNote } from './use-note.ts';

/** The length of the excerpt with hits below the field, because a text field cannot mark hits. */
const HITS_SHOWN = 160;
const HITS_LEAD = 40;

export interface NoteFieldProps {
  readonly rowid: number;
  /** The public id, under which a draft is stored. */
  readonly id: string;
  readonly note: string;
}

export function NoteField({ rowid, id, note }: NoteFieldProps): ReactElement {
  const t = useText();
  const fieldId = useId();
  const terms = useUnderstanding()?.terms ?? [];
  const { text, state, write, save } = useNote(rowid, id, note);
  return (
    <div className={styles.note}>
      <label htmlFor={fieldId} className="visually-hidden">
        {t('inspector.note')}
      </label>
      <textarea
        id={fieldId}
        className={styles.noteField}
        placeholder={t('inspector.note-placeholder')}
        rows={1}
        dir="auto"
        maxLength={100_000}
        value={text}
        onChange={(event) => write(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {hitRanges(text, terms).length > 0 && (
        <p className={styles.noteHits} dir="auto">
          <Marked text={excerpt(text, terms, HITS_SHOWN, HITS_LEAD)} terms={terms} />
        </p>
      )}
      <small role="status" className={state === 'failed' ? styles.warning : styles.noteState}>
        {state === 'failed' ? t('inspector.note-failed') : state === 'saved' ? t('inspector.note-saved') : ''}
      </small>
    </div>
  );
}
