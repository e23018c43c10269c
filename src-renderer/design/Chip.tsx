/** Chips: understood filters and tags, small and round, with an optional dot and a cross. */
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './Chip.module.css';

export interface ChipProps {
  readonly children: ReactNode;
  /** `accent` for filters in the search bar, `neutral` for tags, `add` for the dashed "Add tag". */
  readonly tone?: 'accent' | 'neutral' | 'add';
  /** One of the eight tag hues, 1–8. */
  readonly dot?: number | undefined;
  readonly icon?: ReactNode;
  readonly negated?: boolean;
  /** Makes the chip itself a button. */
  readonly onPress?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
  /** The accessible name of the cross; required with `onRemove`. */
  readonly removeLabel?: string | undefined;
}

export function Chip({
  children,
  tone = 'neutral',
  dot,
  icon,
  negated = false,
  onPress,
  onRemove,
  removeLabel,
}: ChipProps): ReactElement {
  const className = `${styles.chip} ${styles[tone]} ${negated ? styles.negated : ''}`;
  const inside = (
    <>
      {dot !== undefined && <Dot hue={dot} />}
      {icon}
      <span className={styles.label}>{children}</span>
    </>
  );
  if (onPress && !onRemove) {
    return (
      <AriaButton className={className} onPress={onPress}>
        {inside}
      </AriaButton>
    );
  }
  return (
    <span className={className}>
      {onPress ? (
        <AriaButton className={styles.body ?? ''} onPress={onPress}>
          {inside}
        </AriaButton>
      ) : (
        inside
      )}
      {onRemove && (
        <AriaButton className={styles.remove ?? ''} aria-label={removeLabel ?? ''} onPress={onRemove}>
          <X aria-hidden="true" />
        </AriaButton>
      )}
    </span>
  );
}

/** The coloured dot that stands for a top-level tag; `hue` is 1–8. */
export function Dot({ hue }: { readonly hue: number }): ReactElement {
  return <i aria-hidden="true" className={styles.dot} data-hue={hue} />;
}

/** The hue of a tag, 1–8, by its top-level name: the same tag has the same colour everywhere. */
export function hueOf(tag: string): number {
  const top = tag.split('/', 1)[0] ?? '';
  let hash = 2166136261;
  for (const char of top) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return ((hash >>> 8) % 8) + 1;
}
