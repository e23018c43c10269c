/** The five forms of an export, each with a sentence. */
import type { ReactElement } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { EXPORT_FORMS, type ExportForm } from '../../src-main/contract/items/export.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './ExportDialog.module.css';

export interface FormChoiceProps {
  readonly value: ExportForm;
  readonly onChange: (form: ExportForm) => void;
}

export function FormChoice({ value, onChange }: FormChoiceProps): ReactElement {
  const t = useText();
  return (
    <RadioGroup value={value} onChange={(form) => onChange(form as ExportForm)} className={styles.forms ?? ''}>
      <Label className={styles.label ?? ''}>{t('export.form')}</Label>
      {EXPORT_FORMS.map((form) => (
        <Radio key={form} value={form} className={styles.form ?? ''}>
          <span className={styles.mark} aria-hidden="true" />
          <span className={styles.formText}>
            <span className={styles.formName}>{t(`export.form.${form}`)}</span>
            <span className={styles.formNote}>{t(`export.form.${form}-note`)}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
