/**
 * Verifying on the screen of sources: how the originals are, what is at risk, runs begun and paused, and what is to be
 * decided.
 */
import { ShieldCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import type { AtRisk, Verification, VerifyRun } from '../../src-main/contract/library/verification.ts';
import { useCancelJob, useSaveSettings, useSettings } from '../api/queries.ts';
import { useVerification, useVerify, useVerifyJob } from '../api/verifying.ts';
import { Button } from '../design/Button.tsx';
import { Switch } from '../design/Controls.tsx';
import { Progress } from '../design/Progress.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { useView } from '../state/store.ts';
import { AcceptedList } from './AcceptedList.tsx';
import { RunHistory } from './RunHistory.tsx';
import { TroubleList } from './TroubleList.tsx';
import styles from './Verifying.module.css';
import { foundIn } from './verify-text.ts';

export function VerifyPart({ sources }: { readonly sources: readonly SourceInfo[] }): ReactElement {
  const t = useText();
  const { data, isError } = useVerification();
  return (
    <section id={PART_ID} className={styles.part} aria-label={t('verify.title')}>
      <h2 className={styles.title}>
        <ShieldCheck aria-hidden="true" />
        {t('verify.title')}
      </h2>
      <p className={styles.intro}>{t('verify.intro')}</p>
      {isError && <p className={styles.warning}>{t('verify.failed')}</p>}
      {data && (
        <>
          <State runs={data.runs} />
          <Risk atRisk={data.atRisk} />
          <Weekly />
          <Finds verification={data} sources={sources} />
        </>
      )}
    </section>
  );
}

const PART_ID = 'verifying';

/** A notice above a long list of sources, with a link to the open decisions. */
export function TroubleNotice(): ReactElement | null {
  const t = useText();
  const total = useVerification().data?.troubled.filter(({ change }) => change?.leftAt == null).length ?? 0;
  if (total === 0) return null;
  const go = (): void => document.getElementById(PART_ID)?.scrollIntoView({ block: 'start' });
  return (
    <p className={styles.notice}>
      {t('verify.list', { count: total })}
      <Button size="small" variant="quiet" onPress={go}>
        {t('verify.look')}
      </Button>
    </p>
  );
}

function Finds({
  verification,
  sources,
}: {
  readonly verification: Verification;
  readonly sources: readonly SourceInfo[];
}): ReactElement {
  const { troubled, troubledTotal, accepted, runs } = verification;
  return (
    <>
      {troubledTotal > 0 && <TroubleList files={troubled} total={troubledTotal} />}
      {accepted.length > 0 && <AcceptedList changes={accepted} />}
      {runs.length > 1 && <RunHistory runs={runs} sources={sources} />}
    </>
  );
}

/** The current or last run, with its actions. */
function State({ runs }: { readonly runs: readonly VerifyRun[] }): ReactElement {
  const t = useText();
  const format = useFormat();
  const fail = useToasts((state) => state.fail);
  const job = useVerifyJob();
  const verify = useVerify();
  const cancel = useCancelJob();
  const start = (resume: boolean, sourceId: number | null = null): void =>
    verify.mutate({ sourceId, resume }, { onError: (error) => fail(errorSentence(t, error)) });
  const [last] = runs;
  if (job) {
    const { done = 0, total = null } = job.progress ?? {};
    const label = job.progress ? t('verify.running', { done, total: total ?? done }) : t('verify.waiting');
    return (
      <div className={styles.state}>
        <div className={styles.stateText}>
          <p aria-live="polite">{label}</p>
          <Progress
            label={t('verify.title')}
            value={total === null || total === 0 ? null : done / total}
            valueLabel={label}
          />
        </div>
        <Button isDisabled={cancel.isPending} onPress={() => cancel.mutate(job.id)}>
          {t(cancel.isPending ? 'verify.pausing' : 'verify.pause')}
        </Button>
      </div>
    );
  }
  const isOpen = last?.outcome === 'stopped' || last?.outcome === 'interrupted';
  return (
    <div className={styles.state}>
      <p className={styles.stateText} aria-live="polite">
        {last === undefined && t('verify.never')}
        {last?.outcome === 'running' && t('verify.elsewhere')}
        {last?.outcome === 'done' &&
          `${t('verify.last', { date: format.moment(last.startedAt) })} ${foundIn(t, format, last)}`}
        {last && isOpen && t('verify.paused', { done: last.done, total: Math.max(last.total, last.done) })}
      </p>
      {last && isOpen && (
        <Button variant="primary" isDisabled={verify.isPending} onPress={() => start(true, last.sourceId)}>
          {t('verify.resume')}
        </Button>
      )}
      {last?.outcome !== 'running' && (
        <Button isDisabled={verify.isPending} onPress={() => start(false)}>
          {t(isOpen ? 'verify.anew' : 'verify.start')}
        </Button>
      )}
    </div>
  );
}

function Risk({ atRisk: { none, once, drives } }: { readonly atRisk: AtRisk }): ReactElement {
  const t = useText();
  if (none === 0 && once === 0) return <p className={styles.quiet}>{t('verify.risk.safe')}</p>;
  return (
    <>
      {once > 0 && <Line text={t('verify.risk.once', { count: once, drives: drives ?? 0 })} query="copies:1" />}
      {none > 0 && <Line text={t('verify.risk.none', { count: none })} query="copies:0" />}
    </>
  );
}

/** A sentence with a link to its items. */
function Line({ text, query }: { readonly text: string; readonly query: string }): ReactElement {
  const t = useText();
  const search = useView((state) => state.search);
  return (
    <p className={styles.line}>
      {text}
      <Button
        size="small"
        variant="quiet"
        aria-label={t('verify.of', { action: t('verify.risk.show'), name: query })}
        onPress={() => search(query)}
      >
        {t('verify.risk.show')}
      </Button>
    </p>
  );
}

function Weekly(): ReactElement | null {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const settings = useSettings();
  const { mutate } = useSaveSettings();
  if (!settings) return null;
  return (
    <div className={styles.weekly}>
      <Switch
        label={t('verify.weekly')}
        isSelected={settings.verifyWeekly}
        onChange={(verifyWeekly) =>
          mutate(
            { verifyWeekly },
            { onError: (error) => fail(`${t('settings.save-failed')} ${errorSentence(t, error)}`) },
          )
        }
      />
    </div>
  );
}
