/** A section of the sidebar: title, lines, and for long lists a way to show and filter all lines. */
import { type ReactElement, type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { Tooltip } from '../design/Tooltip.tsx';
import { useText } from '../i18n/use-text.ts';
import { standing } from '../search/query-text.ts';
import { FilterLine } from './Line.tsx';
import { matching, type NamedCount, SHORT, shortened } from './lines.ts';
import styles from './Sidebar.module.css';
import { useFilters } from './use-filter-line.ts';

export interface PlainSectionProps {
  readonly title: string;
  /** A small button beside the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A section with custom lines. */
export function PlainSection({ title, action, children }: PlainSectionProps): ReactElement {
  return (
    <div className={styles.section}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {action}
      </div>
      {children}
    </div>
  );
}

export interface SectionButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
}

export function SectionButton({ label, icon, onPress }: SectionButtonProps): ReactElement {
  return (
    <Tooltip text={label}>
      <Button className={styles.sectionButton ?? ''} aria-label={label} onPress={onPress}>
        {icon}
      </Button>
    </Tooltip>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly field: string;
  readonly single: boolean;
  readonly lines: readonly NamedCount[];
  /** The display name of a value; the value by default. */
  readonly nameOf?: (value: string) => string;
}

/** Hidden while it has no lines. */
export function Section({ title, field, single, lines, nameOf = (value) => value }: SectionProps): ReactElement | null {
  const filters = useFilters();
  const list = useLongList(lines, (name) => standing(filters, field, name) !== 'absent');
  if (lines.length === 0) return null;
  return (
    <PlainSection title={title}>
      <ListFilter title={title} list={list} />
      {list.shown.map(({ name, count }) => (
        <FilterLine key={name} name={nameOf(name)} count={count} field={field} value={name} single={single} />
      ))}
      <ListFoot list={list} />
    </PlainSection>
  );
}

export interface LongList<T> {
  readonly shown: readonly T[];
  readonly total: number;
  readonly isLong: boolean;
  readonly isWhole: boolean;
  readonly typed: string;
  setWhole(whole: boolean): void;
  setTyped(typed: string): void;
}

export function useLongList<T extends { readonly name: string }>(
  lines: readonly T[],
  isKept: (name: string) => boolean,
): LongList<T> {
  const [isWhole, setWhole] = useState(false);
  const [typed, setTyped] = useState('');
  const isLong = lines.length > SHORT;
  const shown = !isLong ? lines : isWhole ? matching(lines, typed) : shortened(lines, isKept);
  return { shown, total: lines.length, isLong, isWhole, typed, setWhole, setTyped };
}

export function ListFilter({
  title,
  list,
}: {
  readonly title: string;
  readonly list: LongList<unknown>;
}): ReactElement | null {
  const t = useText();
  if (!list.isLong || !list.isWhole) return null;
  return (
    <div className={styles.filter}>
      <input
        type="search"
        aria-label={t('sidebar.filter', { section: title })}
        placeholder={t('sidebar.filter', { section: title })}
        className={styles.filterInput}
        value={list.typed}
        onChange={(event) => list.setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || list.typed === '') return;
          event.stopPropagation();
          list.setTyped('');
        }}
      />
    </div>
  );
}

export function ListFoot({ list }: { readonly list: LongList<unknown> }): ReactElement | null {
  const t = useText();
  if (!list.isLong) return null;
  return (
    <>
      {list.shown.length === 0 && <p className={styles.nothing}>{t('sidebar.nothing-matches')}</p>}
      <Button
        className={styles.more ?? ''}
        aria-expanded={list.isWhole}
        onPress={() => {
          list.setWhole(!list.isWhole);
          list.setTyped('');
        }}
      >
        {list.isWhole ? t('sidebar.show-fewer') : t('sidebar.show-all', { count: list.total })}
      </Button>
    </>
  );
}
