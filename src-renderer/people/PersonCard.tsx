/** A person in the list: pictures, name, number of mentions. */
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';
import type { Person } from '../../src-main/contract/organising/insights.ts';
import { Thumb } from '../gallery/grid/Thumb.tsx';
import { useDates } from '../gallery/layout/use-dates.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './PeopleScreen.module.css';

/** The number of pictures, and their size in px. */
const FACES = 3;
const FACE = { width: 78, height: 104 } as const;

export function PersonCard({ person }: { readonly person: Person }): ReactElement {
  const t = useText();
  const dates = useDates();
  const set = useView((state) => state.set);
  const faces = person.rowids.slice(0, FACES);
  return (
    <Button
      className={styles.card ?? ''}
      onPress={() => set({ about: person.name, selected: { all: false, rowids: new Set() }, focus: -1 })}
    >
      <span className={styles.faces} aria-hidden="true">
        {faces.map((rowid) => (
          <Thumb key={rowid} rowid={rowid} {...FACE} />
        ))}
        {faces.length === 0 && <span className={styles.faceless}>@</span>}
      </span>
      <span className={styles.name}>@{person.name}</span>{' '}
      <span className={styles.about}>
        {[t('people.count', { count: person.count }), spanOf(person, t, dates)]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
    </Button>
  );
}

/** The first and the last date; one date if both are equal; empty without dates. */
export function spanOf(
  { firstAt, lastAt }: Pick<Person, 'firstAt' | 'lastAt'>,
  t: Text,
  dates: ReturnType<typeof useDates>,
): string {
  if (firstAt === null || lastAt === null) return '';
  const [first, last] = [dates.date(firstAt), dates.date(lastAt)];
  return first === last ? first : t('people.span', { first, last });
}
