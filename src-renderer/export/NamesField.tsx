/** The pattern of names, with a preview of the first names. */
import type { ReactElement } from 'react';
import { type ExportPlan, NAME_TOKENS, type PatternFault } from '../../src-main/contract/items/export.ts';
import { Chip } from '../design/Chip.tsx';
import { MiddleCut } from '../design/MiddleCut.tsx';
import { TextField } from '../design/TextField.tsx';
import { useText } from '../i18n/use-text.ts';
import styles from './ExportDialog.module.css';

export interface NamesFieldProps {
  readonly value: string;
  readonly fault: PatternFault | null;
  /** Undefined until the names are known. */
  readonly plan: ExportPlan | undefined;
  readonly onChange: (pattern: string) => void;
}

export function NamesField({ value, fault, plan, onChange }: NamesFieldProps): ReactElement {
  const t = useText();
  const add = (token: string): void => onChange(value.trim() === '' ? token : `${value.trimEnd()} ${token}`);
  return (
    <div className={styles.names}>
      <TextField
        label={t('export.names')}
        value={value}
        onChange={onChange}
        error={fault && t(`export.pattern.${fault}`)}
      />
      <fieldset className={styles.tokens} aria-label={t('export.tokens')}>
        {NAME_TOKENS.map((token) => (
          <Chip key={token} onPress={() => add(`{${token}}`)}>
            {t(`export.token.${token}`)} <code>{`{${token}}`}</code>
          </Chip>
        ))}
      </fieldset>
      {plan && plan.names.length > 0 && <FirstNames plan={plan} />}
    </div>
  );
}

function FirstNames({
  plan: { names, generations, looked, cut, numbered },
}: {
  readonly plan: ExportPlan;
}): ReactElement {
  const t = useText();
  const isPart = looked < generations;
  return (
    <>
      <ul className={styles.preview} aria-label={t('export.preview')}>
        {names.map((one) => (
          <li key={one.name} className={styles.previewed} title={one.name}>
            <MiddleCut text={one.name} />
            {one.cut && <span className={styles.changed}>{t('export.is-cut')}</span>}
            {one.numbered && <span className={styles.changed}>{t('export.is-numbered')}</span>}
          </li>
        ))}
      </ul>
      {(cut > 0 || numbered > 0) && (
        <p className={styles.note}>
          {isPart && `${t('export.of-first', { count: looked })} `}
          {cut > 0 && t('export.cut', { count: cut })} {numbered > 0 && t('export.numbered', { count: numbered })}
        </p>
      )}
    </>
  );
}
