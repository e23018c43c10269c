/** The report of one import: totals, problems grouped by what to do, and the whole report as JSON. */
import { Copy, Download } from 'lucide-react';
import { type ReactElement, useRef, useState } from 'react';
import type { Fate } from '../../../src-main/contract/archive/file-outcome.ts';
import type { ImportReport, StoredImport } from '../../../src-main/contract/archive/report.ts';
import { Button } from '../../design/Button.tsx';
import { useFormat } from '../../i18n/format.ts';
import { type TextKey, useText } from '../../i18n/use-text.ts';
import { copyText } from '../../shell/copy-text.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { DetectedFormats } from '../../sources/DetectedFormats.tsx';
import { useView } from '../../state/store.ts';
import { Attention } from './Attention.tsx';
import { FileOutcomes } from './FileOutcomes.tsx';
import styles from './ImportReportView.module.css';
import { ShortList } from './ShortList.tsx';

export function ImportReportView({ stored }: { readonly stored: StoredImport }): ReactElement {
  const t = useText();
  const format = useFormat();
  const { report } = stored;
  const [fate, setFate] = useState<Fate | null>(null);
  const files = useRef<HTMLHeadingElement>(null);
  const showFiles = (shown: Fate): void => {
    setFate(shown);
    const title = files.current;
    const scroller = title?.closest('[data-scrolls]');
    if (!title || !scroller) return;
    scroller.scrollTop += title.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ABOVE_TITLE;
    title.focus({ preventScroll: true });
  };
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
          <Attention report={report} onShowFiles={showFiles} />
          <Recognised report={report} />
          <FileOutcomes importId={stored.id} report={report} fate={fate} onFate={setFate} titleRef={files} />
          <Take report={report} />
        </>
      ) : (
        <p className={styles.sentence}>
          {t(stored.outcome === 'running' ? 'report.still-running' : 'report.unfinished')}
        </p>
      )}
    </article>
  );
}

/** The space above the title of the list after scrolling to it, in px. */
const ABOVE_TITLE = 16;

interface Total {
  readonly key: TextKey;
  readonly count: number;
  /** The query that shows them in the gallery. */
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
    { key: 'report.relinked', count: report.relinked },
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

/** The detected formats by source; reports of older versions have formats only. */
function Recognised({ report }: { readonly report: ImportReport }): ReactElement | null {
  const t = useText();
  const bySource = [...Map.groupBy(report.beliefs, ({ path }) => path)];
  if (report.sources.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2 className={styles.subTitle}>{t('report.beliefs')}</h2>
      {bySource.length === 0 ? (
        <ShortList
          items={report.sources}
          render={(source) => (
            <li key={`${source.format} ${source.path}`} className={styles.source}>
              <span>{t(`format.${source.format}`)}</span>
              <span className={styles.path}>{source.path}</span>
            </li>
          )}
        />
      ) : (
        <ShortList
          items={bySource}
          render={([path, beliefs]) => (
            <li key={path} className={styles.belief}>
              <span className={styles.path}>{path}</span>
              <DetectedFormats beliefs={beliefs} />
            </li>
          )}
        />
      )}
    </section>
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

/** Saves a text as a download. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
