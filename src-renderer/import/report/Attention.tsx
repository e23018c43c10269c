/** Problems and findings of an import, grouped by what to do, each with the next step. */
import type { ReactElement } from 'react';
import type { Fate } from '../../../src-main/contract/archive/file-outcome.ts';
import type { ProblemGroupName } from '../../../src-main/contract/archive/problem-groups.ts';
import type { ImportReport } from '../../../src-main/contract/archive/report.ts';
import { Button } from '../../design/Button.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useView } from '../../state/store.ts';
import styles from './Attention.module.css';
import { type NoticeGroup, noticeGroups } from './attention.ts';
import { ShortList } from './ShortList.tsx';

export interface AttentionProps {
  readonly report: ImportReport;
  /** Filters the list of files below by outcome. */
  readonly onShowFiles: (fate: Fate) => void;
}

export function Attention({ report, onShowFiles }: AttentionProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const groups = noticeGroups(report, t, format);
  const count = groups.reduce((sum, { notices }) => sum + notices.length, 0);
  if (count === 0) return <p className={styles.allWell}>{t('report.no-problems')}</p>;
  return (
    <section className={styles.attention}>
      <h2 className={styles.heading}>{t('report.problems', { count })}</h2>
      {groups.map((group) => (
        <Group key={group.name} group={group} report={report} onShowFiles={onShowFiles} />
      ))}
    </section>
  );
}

function Group({ group, ...props }: AttentionProps & { readonly group: NoticeGroup }): ReactElement {
  const t = useText();
  const format = useFormat();
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>
        {t(`report.group.${group.name}`)} <span className={styles.count}>{format.number(group.notices.length)}</span>
      </h3>
      <p className={styles.todo}>{t(`report.group.${group.name}-todo`)}</p>
      <NextSteps group={group} {...props} />
      <ShortList
        items={group.notices}
        render={({ code, message, path }, index) => (
          <li key={`${code} ${path} ${index}`} className={styles.notice}>
            <span>{message}</span>
            <span className={styles.path}>{path}</span>
          </li>
        )}
      />
    </section>
  );
}

/** The outcome of the files that a group concerns. */
const FATES: Readonly<Partial<Record<ProblemGroupName, Fate>>> = {
  unreadable: 'unreadable',
  aside: 'skipped',
  away: 'missing',
};

function NextSteps({
  group,
  report,
  onShowFiles,
}: AttentionProps & { readonly group: NoticeGroup }): ReactElement | null {
  const t = useText();
  const set = useView((state) => state.set);
  const search = useView((state) => state.search);
  const { name, notices } = group;
  const fate = FATES[name];
  const hasFiles = fate !== undefined && report.fates.some((counted) => counted.fate === fate && counted.count > 0);
  const steps = [
    name === 'incomplete' && { label: t('report.next.add'), run: () => set({ overlay: 'import' }) },
    name === 'nothing' && { label: t('command.import'), run: () => set({ overlay: 'import' }) },
    notices.some(({ code }) => code === 'media-absent') && {
      label: t('report.next.prompts'),
      run: () => search('state:prompt-only'),
    },
    (name === 'away' || name === 'unreadable') && {
      label: t('report.next.sources'),
      run: () => set({ screen: 'sources' }),
    },
    hasFiles && { label: t('report.next.list'), run: () => onShowFiles(fate) },
  ].filter((step) => step !== false);
  if (steps.length === 0) return null;
  return (
    <div className={styles.steps}>
      {steps.map(({ label, run }) => (
        <Button key={label} size="small" onPress={run}>
          {label}
        </Button>
      ))}
    </div>
  );
}
