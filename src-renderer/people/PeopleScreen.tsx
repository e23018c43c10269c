/** The People screen: all mentioned people, and a page for each. */
import { AtSign } from 'lucide-react';
import type { ReactElement } from 'react';
import { usePeople } from '../api/insights.ts';
import { EmptyState, Spinner } from '../design/Feedback.tsx';
import { ScreenHead } from '../design/ScreenHead.tsx';
import { useText } from '../i18n/use-text.ts';
import { Failed } from '../shell/Failed.tsx';
import { NothingFound } from '../shell/NothingFound.tsx';
import { useView } from '../state/store.ts';
import styles from './PeopleScreen.module.css';
import { PersonCard } from './PersonCard.tsx';
import { PersonView } from './PersonView.tsx';

export function PeopleScreen(): ReactElement {
  const about = useView((state) => state.about);
  return about === null ? <Everybody /> : <PersonView key={about} name={about} />;
}

function Everybody(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const { data, error, refetch } = usePeople(q);
  return (
    <div className={styles.screen}>
      <ScreenHead title={t('people.title')} summary={data && t('people.summary', { count: data.length })} />
      {data && data.length > 0 ? (
        <ul className={styles.people}>
          {data.map((person) => (
            <li key={person.name} className={styles.person}>
              <PersonCard person={person} />
            </li>
          ))}
        </ul>
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Spinner label={t('gallery.loading')} />
      ) : q.trim() === '' ? (
        <EmptyState icon={<AtSign />} title={t('people.none.title')}>
          <p>{t('people.none.text')}</p>
        </EmptyState>
      ) : (
        <NothingFound title={t('people.nobody.title')} text={t('people.nobody.text', { query: q })} />
      )}
    </div>
  );
}
