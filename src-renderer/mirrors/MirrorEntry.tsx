/** One second copy: path, content, state, and actions. */
import { Ellipsis, HardDrive, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Job } from '../../src-main/contract/library/job.ts';
import type { MirrorInfo } from '../../src-main/contract/library/mirror.ts';
import { useCheckMirror, useRunMirror } from '../api/mirrors.ts';
import { useCancelJob } from '../api/queries.ts';
import { Button, IconButton } from '../design/Button.tsx';
import { Fold } from '../design/Fold.tsx';
import { Menu, MenuItem } from '../design/Menu.tsx';
import { Progress } from '../design/Progress.tsx';
import { useFormat } from '../i18n/format.ts';
import { problemText } from '../i18n/server-messages.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './Mirrors.module.css';
import { endText, holdsText, lastWorkOn, progressText, standText, workOn } from './mirror-text.ts';

const MOST_PROBLEMS = 20;

export interface MirrorEntryProps {
  readonly mirror: MirrorInfo;
  readonly jobs: readonly Job[];
  readonly onForget: (mirror: MirrorInfo) => void;
}

export function MirrorEntry({ mirror, jobs, onForget }: MirrorEntryProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const fail = useToasts((state) => state.fail);
  const run = useRunMirror();
  const cancel = useCancelJob();
  const work = workOn(jobs, mirror.id);
  const end = work ? null : endText(t, lastWorkOn(jobs, mirror.id));
  const name = baseName(mirror.path);
  const isAway = mirror.state === 'away';
  const onError = (error: Error): void => fail(errorSentence(t, error));
  return (
    <li className={styles.mirror} aria-label={name}>
      <span className={styles.icon} aria-hidden="true">
        {isAway ? <Unplug /> : <HardDrive />}
      </span>
      <div className={styles.text}>
        <h3 className={styles.name}>{name}</h3>
        <p className={styles.path}>{mirror.path}</p>
        <p>{standText(t, format, mirror)}</p>
        <p className={styles.quiet}>{holdsText(t, format, mirror)}</p>
        {work && <Working job={work} />}
        {end !== null && (
          <p role="status" className={styles.end}>
            {end}
          </p>
        )}
        {!work && <Problems mirror={mirror} />}
      </div>
      <div className={styles.actions}>
        {work ? (
          <Button
            size="small"
            aria-label={t('mirrors.stop-label', { name })}
            onPress={() => cancel.mutate(work.id, { onError })}
          >
            {t('mirrors.stop')}
          </Button>
        ) : (
          !isAway && (
            <Button size="small" isDisabled={run.isPending} onPress={() => run.mutate({ id: mirror.id }, { onError })}>
              {t('mirrors.run')}
            </Button>
          )
        )}
        <More mirror={mirror} isBusy={work !== undefined} onForget={onForget} onError={onError} />
      </div>
    </li>
  );
}

function Working({ job }: { readonly job: Job }): ReactElement {
  const t = useText();
  const format = useFormat();
  const told = progressText(t, format, job);
  const { progress } = job;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return (
    <div className={styles.working}>
      <Progress label={t('progress.phase.mirroring')} value={job.state === 'waiting' ? 0 : share} valueLabel={told} />
      <span className={styles.quiet}>{told}</span>
    </div>
  );
}

function Problems({ mirror: { last } }: Pick<MirrorEntryProps, 'mirror'>): ReactElement | null {
  const t = useText();
  const problems = last?.problems ?? [];
  if (problems.length === 0) return null;
  return (
    <Fold title={t('mirrors.problems', { count: problems.length })}>
      <ul className={styles.problems}>
        {problems.slice(0, MOST_PROBLEMS).map((problem) => (
          <li key={`${problem.code} ${problem.path}`}>
            {problemText(t, problem)} <span className={styles.path}>{problem.path}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

interface MoreProps extends Pick<MirrorEntryProps, 'mirror' | 'onForget'> {
  readonly isBusy: boolean;
  readonly onError: (error: Error) => void;
}

function More({ mirror, isBusy, onForget, onError }: MoreProps): ReactElement {
  const t = useText();
  const run = useRunMirror();
  const check = useCheckMirror();
  const { id, path, state, last } = mirror;
  const label = t('mirrors.more', { name: baseName(path) });
  const canRun = state !== 'away' && !isBusy;
  return (
    <Menu aria-label={label} trigger={<IconButton size="small" label={label} icon={<Ellipsis aria-hidden="true" />} />}>
      <MenuItem isDisabled={!canRun} onAction={() => check.mutate(id, { onError })}>
        {t('mirrors.check')}
      </MenuItem>
      <MenuItem
        isDisabled={!canRun || (last?.kept ?? 0) === 0}
        onAction={() => run.mutate({ id, setAside: true }, { onError })}
      >
        {t('mirrors.set-aside')}
      </MenuItem>
      <MenuItem onAction={() => onForget(mirror)}>{t('mirrors.forget')}</MenuItem>
    </Menu>
  );
}
