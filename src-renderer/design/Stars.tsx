/** A rating of 0–5 stars: a radio group to the keyboard, five stars to the eye; choosing the same again clears it. */
import { Star } from 'lucide-react';
import type { ReactElement } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import styles from './Stars.module.css';

export interface StarsProps {
  readonly label: string;
  /** 0–5; null when several values are mixed. */
  readonly value: number | null;
  readonly onChange: (rating: number) => void;
  /** The name of one choice, such as "3 stars". */
  readonly nameOf: (rating: number) => string;
}

const RATINGS = [1, 2, 3, 4, 5] as const;

export function Stars({ label, value, onChange, nameOf }: StarsProps): ReactElement {
  return (
    <RadioGroup
      aria-label={label}
      orientation="horizontal"
      value={value ? String(value) : null}
      onChange={(next) => onChange(Number(next))}
      className={styles.stars ?? ''}
    >
      {RATINGS.map((rating) => (
        <Radio
          key={rating}
          value={String(rating)}
          aria-label={nameOf(rating)}
          data-lit={rating <= (value ?? 0) || undefined}
          className={styles.star ?? ''}
          onPress={() => rating === value && onChange(0)}
        >
          <Star aria-hidden="true" />
        </Radio>
      ))}
    </RadioGroup>
  );
}
