/** The colour of a tag: one of eight, or none. */
import type { ReactElement } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { oneOf } from '../../src-main/contract/library/one-of.ts';
import { TAG_COLORS, type TagColor } from '../../src-main/contract/organising/tag-colors.ts';
import { Dot } from '../design/Chip.tsx';
import { useText } from '../i18n/use-text.ts';
import styles from './Organise.module.css';
import { hueOfColor } from './tag-info.ts';

export interface ColorChoiceProps {
  readonly color: TagColor | null;
  readonly onChange: (color: TagColor | null) => void;
}

const NONE = 'none';

export function ColorChoice({ color, onChange }: ColorChoiceProps): ReactElement {
  const t = useText();
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">
        {t('organise.color')}
      </span>
      <RadioGroup
        aria-label={t('organise.color')}
        orientation="horizontal"
        value={color ?? NONE}
        onChange={(next) => onChange(oneOf(TAG_COLORS, next))}
        className={styles.colors ?? ''}
      >
        <Radio value={NONE} aria-label={t('organise.color.none')} className={styles.color ?? ''}>
          <span className={styles.noColor} aria-hidden="true" />
        </Radio>
        {TAG_COLORS.map((option) => (
          <Radio key={option} value={option} aria-label={t(`organise.color.${option}`)} className={styles.color ?? ''}>
            <Dot hue={hueOfColor(option)} />
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
