/** One import's report: its totals as sentences, its problems by what to do about them, and the whole as JSON. */
import { Copy, Download } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { groupProblems, type ProblemGroup } from '../../src-main/contract/problem-groups.ts';
import type { ImportReport, Problem, StoredImport } from '../../src-main/contract/report.ts';
import { copyText } from '../commands/copy-text.ts';
import { useToasts } from '../commands/toast-store.ts';
import { Button } from '../design/Button.tsx';
import { useFormat } from '../i18n/format.ts';
import { type TextKey, useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './ImportReportView.module.css';

export function ImportReportView({ stored }: { readonly stored: StoredImport }): ReactElement {
  const t = useText();
  const format = useFormat();
  const { report } = stored;
  return (
    <article className={styles.report}>
      <h1 className={styles.title}>{t('report.title')}</h1>
      <p className={styles.when}>
        {format.moment(stored.startedAt)} · {t(`report.outcome.${stored.outcome}`)}
        {report && ` · ${t('report.took', { time: format.span(report.seconds) })}`}
      </p>
      {report ? (
        <>
          <Totals report={report} />
          <Sources report={report} />
          <Problems problems={report.problems} />
          <Take report={report} />
        </>
      ) : (
        <p className={styles.sentence}>{t(stored.outcome === 'running' ? 'report.still-running' : 'report.unfinished')}</p>
      )}
    </article>
  );
}

interface Total {
  readonly key: TextKey;
  readonly count: number;
  /** What the gallery is asked to show them. */
  readonly query?: string;
}

function Totals({ report }: { readonly report: ImportReport }): ReactElement {
  const t = useText();
  const search = useView((state) => state.search);
  const { generations, files } = report;
  const totals: readonly Total[] = [
    { key: 'report.updated', count: generations.updated },
    { key: 'report.unchanged', count: generations.unchanged },
    { key: 'report.files', count: files.added },
    { key: 'report.prompt-only', count: report.promptOnly, query: 'state:prompt-only' },
    { key: 'report.media-only', count: report.mediaOnly, query: 'state:media-only' },
    { key: 'report.missing', count: files.missing, query: 'is:missing' },
    { key: 'report.duplicates', count: files.duplicates },
    { key: 'report.skipped', count: files.skipped },
  ];
  return (
    <ul className={styles.totals}>
      <li className={styles.first}>{t('report.added', { count: generations.added })}</li>
      {totals
        .filter(({ count }) => count > 0)
        .map(({ key, count, query }) => (
          <li key={key} className={styles.sentence}>
            <span>{t(key, { count })}</span>
            {query !== undefined && (
              <Button size="small" onPress={() => search(query)}>
                {t('report.show-them')}
              </Button>
            )}
          </li>
        ))}
    </ul>
  );
}

function Sources({ report }: { readonly report: ImportReport }): ReactElement | null {
  const t = useText();
  if (report.sources.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2 className={styles.subTitle}>{t('report.sources', { count: report.sources.length })}</h2>
      <ShortList
        items={report.sources}
        render={(source) => (
          <li key={`${source.format} ${source.path}`} className={styles.source}>
            <span>{t(`format.${source.format}`)}</span>
            <span className={styles.path}>{source.path}</span>
          </li>
        )}
      />
    </section>
  );
}

function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactElement {
  const t = useText();
  if (problems.length === 0) return <p className={styles.allWell}>{t('report.no-problems')}</p>;
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('report.problems', { count: problems.length })}</h2>
      {groupProblems(problems).map((group) => (
        <Group key={group.name} group={group} />
      ))}
    </section>
  );
}

function Group({ group }: { readonly group: ProblemGroup }): ReactElement {
  const t = useText();
  const format = useFormat();
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>
        {t(`report.group.${group.name}`)} <span className={styles.count}>{format.number(group.problems.length)}</span>
      </h3>
      <p className={styles.todo}>{t(`report.group.${group.name}-todo`)}</p>
      <ShortList
        items={group.problems}
        render={(problem, index) => (
          <li key={`${problem.code} ${problem.path} ${index}`} className={styles.problem}>
            <span>{problem.message}</span>
            <span className={styles.path}>{problem.path}</span>
          </li>
        )}
      />
    </section>
  );
}

/** So many are shown until more are asked for. */
const PAGE = 8;

interface ShortListProps<T> {
  readonly items: readonly T[];
  readonly render: (item: T, index: number) => ReactElement;
}

function ShortList<T>({ items, render }: ShortListProps<T>): ReactElement {
  const t = useText();
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <ul>{items.slice(0, shown).map(render)}</ul>
      {items.length > shown && (
        <Button size="small" variant="quiet" onPress={() => setShown(shown + 100)}>
          {t('report.more-problems', { count: Math.min(100, items.length - shown) })}
        </Button>
      )}
    </>
  );
}

function Take({ report }: { readonly report: ImportReport }): ReactElement {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const json = (): string => `${JSON.stringify(report, null, 2)}\n`;
  const copy = async (): Promise<void> => {
    if (await copyText(json())) say(t('report.copied'));
    else fail(t('app.copy-failed'));
  };
  return (
    <div className={styles.take}>
      <Button icon={<Copy aria-hidden="true" />} onPress={() => void copy()}>
        {t('report.copy')}
      </Button>
      <Button icon={<Download aria-hidden="true" />} onPress={() => save('import-report.json', json())}>
        {t('report.save')}
      </Button>
    </div>
  );
}

/** Hands a text over as a file, the way a page can. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
