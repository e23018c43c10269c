/** One line of the sidebar: a name, a count, and whether the query contains it. */
import { memo, type ReactElement, type ReactNode } from 'react';
import { MiddleCut } from '../design/MiddleCut.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './Sidebar.module.css';
import { type FilterTarget, useFilterLine } from './use-filter-line.ts';
import type { Movable } from './use-reorder.ts';

export interface LineProps {
  readonly name: string;
  /** Null: unknown; nothing is shown. */
  readonly count: number | null;
  readonly standing: 'wanted' | 'excluded' | 'absent';
  readonly onPress: (exclude: boolean) => void;
  readonly icon?: ReactNode;
  readonly depth?: number;
  /** The tooltip; the name by default. */
  readonly hint?: string;
  /** Whether the name is a path, so that its end stays visible. */
  readonly isPath?: boolean;
  /** Whether the line is a hint and not a part of the library. */
  readonly isQuiet?: boolean;
  /** Allows reordering of the line. */
  readonly move?: Movable['move'];
}

export function Line({
  name,
  count,
  standing,
  onPress,
  icon,
  depth = 0,
  hint,
  isPath = false,
  isQuiet = false,
  move,
}: LineProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const isFaint = isQuiet || (count === 0 && standing === 'absent');
  // A plain button: fifty lines are drawn again with each key in the search field, and a button of React Aria takes ten
  // times as long.
  const line = (
    <button
      type="button"
      className={`${styles.line} ${styles[standing]} ${isFaint ? styles.none : ''}`}
      aria-label={
        count === null ? name : t(standing === 'excluded' ? 'sidebar.line-excluded' : 'sidebar.line', { name, count })
      }
      {...(isQuiet ? {} : { 'aria-pressed': standing !== 'absent' })}
      {...(move ? { 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown' } : {})}
      data-sidebar-line={name}
      onClick={(event) => onPress(event.altKey)}
    >
      <span className={styles.inside} data-depth={Math.min(depth, 4)} title={hint ?? name}>
        {icon}
        <span className={styles.name}>{isPath ? <MiddleCut text={name} /> : name}</span>
        {/* The space is for the name read aloud, which must hold what is seen. */}{' '}
        {count !== null && <span className={styles.count}>{format.number(count)}</span>}
      </span>
    </button>
  );
  if (!move) return line;
  const { landing, onKeyDown, ...dragging } = move;
  return (
    <div className={styles.movable} data-landing={landing} onKeyDownCapture={onKeyDown} {...dragging}>
      {line}
    </div>
  );
}

export interface FilterLineProps extends Omit<LineProps, 'standing' | 'onPress'>, FilterTarget {}

/** A line that adds a filter to the query and removes it again. It is drawn again only when something on it changes. */
export const FilterLine = memo(function FilterLine({ field, value, single, ...line }: FilterLineProps): ReactElement {
  const { standing, toggle } = useFilterLine({ field, value, single });
  return <Line {...line} standing={standing} onPress={toggle} />;
});
