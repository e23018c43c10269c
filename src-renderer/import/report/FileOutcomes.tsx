/**
 * Every file of an import and what became of it: by fate, by reason, by name, a page at a time, and as a file to keep.
 */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactElement, type RefObject, useEffect, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Fate } from '../../../src-main/contract/archive/file-outcome.ts';
import type { ImportReport } from '../../../src-main/contract/archive/report.ts';
import { type AskedFileOutcomes, fileOutcomesUrl } from '../../api/client.ts';
import { useFileOutcomes } from '../../api/sources.ts';
import { Button, IconButton } from '../../design/Button.tsx';
import { Select } from '../../design/Controls.tsx';
import { DownloadLink } from '../../design/DownloadLink.tsx';
import { Spinner } from '../../design/Feedback.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { errorSentence } from '../../shell/error-sentence.ts';
import styles from './FileOutcomes.module.css';
import { FileOutcomeTable } from './FileOutcomeTable.tsx';
import { countsByFate, reasonText } from './file-outcome-text.ts';

export interface FileOutcomesProps {
  readonly importId: number;
  readonly report: ImportReport;
  readonly fate: Fate | null;
  readonly onFate: (fate: Fate | null) => void;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
}

export function FileOutcomes({ importId, report, fate, onFate, titleRef }: FileOutcomesProps): ReactElement {
  const t = useText();
  const isKept = report.fates.length > 0;
  return (
    <section className={styles.files} aria-labelledby="every-file">
      <h2 ref={titleRef} id="every-file" tabIndex={-1} className={styles.heading}>
        {t('report.files.title')}
      </h2>
      <p className={styles.text}>
        {isKept ? t('report.files.walked', { count: report.walked }) : t('report.files.not-kept')}
      </p>
      {isKept && <Browser importId={importId} report={report} fate={fate} onFate={onFate} />}
    </section>
  );
}

const PAGE = 100;
/** The list is requested after this pause in typing, in ms, because each request unpacks the stored outcomes. */
const PAUSE = 200;

function Browser({ importId, report, fate, onFate }: Omit<FileOutcomesProps, 'titleRef'>): ReactElement {
  const t = useText();
  const [chosen, setReason] = useState<string | null>(null);
  const reasons = reasonsOf(report, fate);
  // Each outcome has its own reasons.
  const reason = reasons.find((one) => one === chosen) ?? null;
  const [typed, setTyped] = useState('');
  const text = useSettled(typed, PAUSE);
  const asked: AskedFileOutcomes = {
    ...(fate && { fate }),
    ...(reason !== null && { reason }),
    ...(text !== '' && { q: text }),
  };
  return (
    <>
      <Fates report={report} fate={fate} onFate={onFate} />
      <div className={styles.narrow}>
        <TextField
          label={t('report.files.search')}
          isLabelHidden
          placeholder={t('report.files.search')}
          type="search"
          value={typed}
          onChange={setTyped}
        />
        <Reasons reasons={reasons} reason={reason} onReason={setReason} />
      </div>
      <Pages importId={importId} asked={asked} />
      <div className={styles.take}>
        <DownloadLink href={fileOutcomesUrl(importId, 'csv', asked)} name={`import-${importId}-files.csv`}>
          {t('report.files.csv')}
        </DownloadLink>
        <DownloadLink href={fileOutcomesUrl(importId, 'json', asked)} name={`import-${importId}-files.json`}>
          {t('report.files.json')}
        </DownloadLink>
      </div>
    </>
  );
}

/** The value for no filter. */
const ALL = 'all';

function Fates({ report, fate, onFate }: Pick<FileOutcomesProps, 'report' | 'fate' | 'onFate'>): ReactElement {
  const t = useText();
  const format = useFormat();
  const counts = countsByFate(report.fates);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const choose = (chosen: string | undefined): void => onFate(counts.find(([name]) => name === chosen)?.[0] ?? null);
  return (
    <ToggleButtonGroup
      aria-label={t('report.files.fates')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[fate ?? ALL]}
      onSelectionChange={(keys) => choose(String([...keys][0]))}
      className={styles.fates ?? ''}
    >
      <ToggleButton id={ALL} className={styles.fate ?? ''}>
        {t('report.files.all')} <span className={styles.count}>{format.number(total)}</span>
      </ToggleButton>
      {counts.map(([name, count]) => (
        <ToggleButton key={name} id={name} className={styles.fate ?? ''}>
          {t(`report.fate.${name}`)} <span className={styles.count}>{format.number(count)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function reasonsOf({ fates }: ImportReport, fate: Fate | null): readonly string[] {
  return fates.flatMap((counted) => (counted.fate === fate && counted.reason !== null ? [counted.reason] : []));
}

interface ReasonsProps {
  readonly reasons: readonly string[];
  readonly reason: string | null;
  readonly onReason: (reason: string | null) => void;
}

/** Hidden when there is no choice. */
function Reasons({ reasons, reason, onReason }: ReasonsProps): ReactElement | null {
  const t = useText();
  if (reasons.length < 2) return null;
  return (
    <Select
      label={t('report.files.reason')}
      isLabelHidden
      choices={[
        { id: ALL, name: t('report.files.any-reason') },
        ...reasons.map((id) => ({ id, name: reasonText(t, id) })),
      ]}
      value={reason ?? ALL}
      onChange={(id) => onReason(id === ALL ? null : id)}
    />
  );
}

function Pages({ importId, asked }: { readonly importId: number; readonly asked: AskedFileOutcomes }): ReactElement {
  const t = useText();
  const question = JSON.stringify(asked);
  const [place, setPlace] = useState({ question, offset: 0 });
  // Another filter starts at the first page.
  const offset = place.question === question ? place.offset : 0;
  const setOffset = (next: number): void => setPlace({ question, offset: next });
  const page = useFileOutcomes(importId, asked, offset, PAGE);
  if (page.isError) {
    return (
      <div role="alert" className={styles.failed}>
        <p>
          {t('report.files.failed')} {errorSentence(t, page.error)}
        </p>
        <Button size="small" onPress={() => void page.refetch()}>
          {t('app.retry')}
        </Button>
      </div>
    );
  }
  if (!page.data) return <Spinner label={t('shell.loading')} />;
  const { items, total } = page.data;
  if (total === 0) return <p className={styles.nothing}>{t('report.files.none')}</p>;
  return (
    <>
      <FileOutcomeTable outcomes={items} isStale={page.isPlaceholderData} />
      <div className={styles.pager}>
        <span role="status">
          {t('report.files.range', { from: offset + 1, to: Math.min(total, offset + PAGE), total })}
        </span>
        <IconButton
          size="small"
          label={t('report.files.previous')}
          icon={<ChevronLeft aria-hidden="true" />}
          isDisabled={offset === 0}
          onPress={() => setOffset(Math.max(0, offset - PAGE))}
        />
        <IconButton
          size="small"
          label={t('report.files.next')}
          icon={<ChevronRight aria-hidden="true" />}
          isDisabled={offset + PAGE >= total}
          onPress={() => setOffset(offset + PAGE)}
        />
      </div>
    </>
  );
}

/** The value once it has stayed the same for `ms`. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value.trim()), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
