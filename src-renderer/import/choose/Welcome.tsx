/** The first screen of an empty library: one sentence, a drop zone, and the promises. */
import { FolderInput } from 'lucide-react';
import type { ReactElement } from 'react';
import { hasEnded } from '../../../src-main/contract/library/job.ts';
import { useJobs } from '../../api/queries.ts';
import { Button } from '../../design/Button.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useDropZone, useImportSources } from './use-import-sources.ts';
import styles from './Welcome.module.css';

export function Welcome(): ReactElement {
  const t = useText();
  const importing = useImportSources();
  const drop = useDropZone((paths) => void importing.start(paths));
  const job = useJobs().data?.find((each) => !hasEnded(each) && each.kind !== 'previews');
  const isWorking = job !== undefined;
  const isSampling = job?.progress?.phase === 'sample';
  return (
    <div className={styles.welcome} {...drop.dropProps}>
      <div className={styles.middle}>
        <h1 className={styles.title}>{t('welcome.title')}</h1>
        <p className={styles.text}>{t('welcome.text')}</p>
        <div className={`${styles.zone} ${drop.isOver ? styles.over : ''}`}>
          <FolderInput aria-hidden="true" className={styles.icon} />
          <p className={styles.drop}>{t('welcome.drop')}</p>
          <p className={styles.hint}>{t('welcome.drop-hint')}</p>
          <div className={styles.actions}>
            <Button
              variant="primary"
              size="large"
              isDisabled={importing.isBusy || isWorking}
              onPress={() => void importing.choose()}
            >
              {t('welcome.open')}
            </Button>
            <Button size="large" isDisabled={importing.isBusy || isWorking} onPress={importing.sample}>
              {t('welcome.sample')}
            </Button>
          </div>
        </div>
        <p className={styles.promise}>
          {t(isSampling ? 'welcome.sampling' : isWorking ? 'welcome.working' : 'welcome.promise')}
        </p>
      </div>
    </div>
  );
}
