/** Statistics of the result; every bar, square and word links to a search. */
import type { ReactElement } from 'react';
import type { Bar, Statistics } from '../../src-main/contract/organising/insights.ts';
import { useFrequentWords, useStatistics } from '../api/insights.ts';
import { Spinner } from '../design/Feedback.tsx';
import { ScreenHead } from '../design/ScreenHead.tsx';
import { useDates } from '../gallery/layout/use-dates.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { addFilter } from '../search/query-text.ts';
import { Failed } from '../shell/Failed.tsx';
import { NothingFound } from '../shell/NothingFound.tsx';
import { useView } from '../state/store.ts';
import { BarList } from './BarList.tsx';
import { Figure } from './Figure.tsx';
import { HeatMap } from './HeatMap.tsx';
import { MonthColumns } from './MonthColumns.tsx';
import { dateOfDay, monthBars, monthKey } from './months.ts';
import styles from './Statistics.module.css';

export function StatisticsScreen(): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  const { data, error, refetch } = useStatistics(q);
  const summary = data && t(q.trim() === '' ? 'statistics.summary' : 'statistics.summary-of', { count: data.total });
  return (
    <div className={styles.screen}>
      <ScreenHead title={t('statistics.title')} summary={summary} />
      {data && data.total > 0 ? (
        <Figures statistics={data} q={q} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Spinner label={t('gallery.loading')} />
      ) : (
        <NothingFound />
      )}
    </div>
  );
}

function Figures({ statistics, q }: { readonly statistics: Statistics; readonly q: string }): ReactElement {
  const t = useText();
  const format = useFormat();
  const dates = useDates();
  const search = useView((state) => state.search);
  const choose = (query: string): void => search(addFilter(q, query));
  const { days, undated, kind, model, shape, length, mention, tag, rating } = statistics;
  const months = monthBars(days);
  const rated = rating.filter(({ count }) => count > 0);
  const note = undated > 0 ? t('statistics.undated', { count: undated }) : null;
  const dayBars = days
    .map(([day, count]) => ({ value: dateOfDay(day), count, query: `date:${dateOfDay(day)}` }))
    .reverse();
  const list = (
    title: string,
    bars: readonly Bar[],
    nameOf: (value: string) => string = (value) => value,
  ): ReactElement | null =>
    bars.every(({ value }) => value === 'none') ? null : (
      <Figure title={title} bars={bars} nameOf={nameOf} onChoose={choose}>
        <BarList bars={bars} nameOf={nameOf} onChoose={choose} />
      </Figure>
    );
  return (
    <div className={styles.figures}>
      {days.length > 0 && (
        <Figure
          title={t('statistics.days')}
          bars={dayBars}
          nameOf={(value) => dates.date(value)}
          onChoose={choose}
          isWide
        >
          <HeatMap days={days} onChoose={choose} />
        </Figure>
      )}
      {months.length > 0 && (
        <Figure
          title={t('statistics.months')}
          bars={months}
          nameOf={(value) => dates.month(monthKey(value))}
          onChoose={choose}
          note={note}
          isWide
        >
          <MonthColumns bars={months} onChoose={choose} />
        </Figure>
      )}
      <Words q={q} onChoose={choose} />
      {list(t('statistics.kinds'), kind, (value) =>
        value === 'video' || value === 'image' ? t(`value.${value}`) : t('statistics.unknown'),
      )}
      {list(t('statistics.shapes'), shape, (value) => (value === 'other' ? t('statistics.other') : value))}
      {list(t('statistics.lengths'), length, (value) =>
        value.endsWith('+')
          ? t('statistics.longer', { seconds: value.slice(0, -1) })
          : t('statistics.seconds', { seconds: format.number(Number(value)), n: Number(value) }),
      )}
      {list(t('statistics.models'), model, (value) => (value === 'none' ? t('statistics.unknown') : value))}
      {list(t('statistics.mentions'), mention, (value) => `@${value}`)}
      {list(t('statistics.tags'), tag)}
      {list(t('statistics.ratings'), rated, (value) => '★'.repeat(Number(value)))}
    </div>
  );
}

function Words({
  q,
  onChoose,
}: {
  readonly q: string;
  readonly onChoose: (query: string) => void;
}): ReactElement | null {
  const t = useText();
  const format = useFormat();
  const { data } = useFrequentWords(q);
  if (!data || (!data.isReading && data.words.length === 0)) return null;
  return (
    <Figure title={t('statistics.words')} bars={data.words} onChoose={onChoose} isWide>
      {data.isReading ? (
        <p className={styles.note}>{t('statistics.reading', { percent: format.percent(data.read) })}</p>
      ) : (
        <BarList bars={data.words} onChoose={onChoose} short={24} isTwoColumns />
      )}
    </Figure>
  );
}
