/** The page of a person: mentions, dates, months, and people mentioned together. */
import { ArrowLeft, CircleAlert, LayoutGrid } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PersonPage } from '../../src-main/contract/organising/insights.ts';
import { usePerson } from '../api/insights.ts';
import { Button, IconButton } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { EmptyState, Spinner } from '../design/Feedback.tsx';
import { ScreenHead } from '../design/ScreenHead.tsx';
import { ThumbButton } from '../gallery/grid/ThumbButton.tsx';
import { useDates } from '../gallery/layout/use-dates.ts';
import { useText } from '../i18n/use-text.ts';
import { filterText } from '../search/query-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useView } from '../state/store.ts';
import { BarList } from '../statistics/BarList.tsx';
import { Figure } from '../statistics/Figure.tsx';
import { MonthColumns } from '../statistics/MonthColumns.tsx';
import styles from './PeopleScreen.module.css';
import { spanOf } from './PersonCard.tsx';

/** The size of the newest pictures, in px. */
const PICTURE = { width: 107, height: 142 } as const;

export function PersonView({ name }: { readonly name: string }): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  const { data, error, refetch } = usePerson(name);
  const back = (
    <IconButton label={t('people.all')} icon={<ArrowLeft aria-hidden="true" />} onPress={() => set({ about: null })} />
  );
  if (data) return <Page person={data} back={back} />;
  return (
    <div className={styles.screen}>
      <ScreenHead title={`@${name}`} before={back} />
      {error ? (
        <EmptyState
          icon={<CircleAlert />}
          title={t('people.failed')}
          isAlert
          actions={<Button onPress={() => void refetch()}>{t('app.retry')}</Button>}
        >
          <p>{errorSentence(t, error)}</p>
        </EmptyState>
      ) : (
        <Spinner label={t('gallery.loading')} />
      )}
    </div>
  );
}

function Page({ person, back }: { readonly person: PersonPage; readonly back: ReactElement }): ReactElement {
  const t = useText();
  const dates = useDates();
  const search = useView((state) => state.search);
  const set = useView((state) => state.set);
  const own = mention(person.name);
  const months = Object.entries(person.month).map(([value, count]) => ({ value, count, query: `date:${value}` }));
  const models = Object.entries(person.model).map(([value, count]) => ({
    value,
    count,
    query: filterText({ field: 'model', value, negated: false }),
  }));
  const summary = [t('people.count', { count: person.count }), spanOf(person, t, dates)]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <div className={styles.screen}>
      <ScreenHead title={`@${person.name}`} summary={summary} before={back}>
        <Button variant="primary" icon={<LayoutGrid aria-hidden="true" />} onPress={() => search(own)}>
          {t('people.show')}
        </Button>
      </ScreenHead>
      <div className={styles.page}>
        {person.rowids.length > 0 && (
          <div className={styles.pictures}>
            {person.rowids.map((rowid) => (
              <ThumbButton key={rowid} rowid={rowid} {...PICTURE} />
            ))}
          </div>
        )}
        {person.together.length > 0 && (
          <section aria-labelledby="person-together" className={styles.part}>
            <h2 id="person-together" className={styles.partTitle}>
              {t('people.together')}
            </h2>
            <ul className={styles.together}>
              {person.together.map((other) => (
                <li key={other.name} className={styles.other}>
                  <Chip onPress={() => set({ about: other.name })}>@{other.name}</Chip>
                  <Button variant="quiet" size="small" onPress={() => search(`${own} ${mention(other.name)}`)}>
                    {t('people.both', { count: other.count })}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {months.length > 0 && (
          <Figure
            title={t('statistics.months')}
            bars={months}
            nameOf={(value) => monthName(value, dates)}
            onChoose={(query) => search(`${own} ${query}`)}
          >
            <MonthColumns bars={months} onChoose={(query) => search(`${own} ${query}`)} />
          </Figure>
        )}
        {models.length > 1 && (
          <Figure title={t('statistics.models')} bars={models} onChoose={(query) => search(`${own} ${query}`)}>
            <BarList bars={models} onChoose={(query) => search(`${own} ${query}`)} />
          </Figure>
        )}
      </div>
    </div>
  );
}

const mention = (value: string): string => filterText({ field: 'mention', value, negated: false });

function monthName(value: string, dates: ReturnType<typeof useDates>): string {
  const [year = 0, month = 1] = value.split('-').map(Number);
  return dates.month(year * 12 + month - 1);
}
