/** A slider. It has a file of its own, because the first screen shows it and no other control. */
import type { ReactElement } from 'react';
import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './Controls.module.css';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  readonly onChangeEnd?: (value: number) => void;
  /** `over` stands on media. */
  readonly tone?: 'plain' | 'over';
}

/** As wide as its parent; the label is for assistive technology. */
export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  onChange,
  onChangeEnd,
  tone = 'plain',
}: SliderProps): ReactElement {
  return (
    <AriaSlider
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={(next) => onChange(next as number)}
      {...(onChangeEnd ? { onChangeEnd: (next: number | number[]) => onChangeEnd(next as number) } : {})}
      className={`${styles.slider} ${tone === 'over' ? styles.over : ''}`}
    >
      <SliderTrack className={styles.rail ?? ''}>
        {({ state }) => (
          <>
            <span className={styles.line} />
            <span className={styles.fill} style={{ inlineSize: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className={styles.thumb ?? ''} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}
