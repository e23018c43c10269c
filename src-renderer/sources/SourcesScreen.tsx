/** The Sources screen: all sources with their states and actions. */
import { FolderInput, HardDrive, RefreshCw } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import { useSources } from '../api/sources.ts';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { SheetScreen } from '../shell/SheetScreen.tsx';
import { useToasts } from '../shell/toast-store.ts';
import { useView } from '../state/store.ts';
import { TroubleNotice, VerifyPart } from '../verifying/VerifyPart.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { ReadAsDialog } from './ReadAsDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SourceEntry } from './SourceEntry.tsx';
import styles from './SourcesScreen.module.css';
import { inOrder } from './source-order.ts';
import type { SourceQuestion } from './source-question.ts';
import { type Refusal, useSourceActions } from './use-source-actions.ts';

export function SourcesScreen(): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  return (
    <SheetScreen answer={useSources()} failedTitle={t('sources.failed')}>
      {(sources) =>
        sources.length > 0 ? (
          <Sheet sources={sources} />
        ) : (
          <EmptyState
            icon={<HardDrive />}
            title={t('sources.none.title')}
            actions={
              <Button variant="primary" onPress={() => set({ overlay: 'import' })}>
                {t('command.import')}
              </Button>
            }
          >
            {t('sources.none.text')}
          </EmptyState>
        )
      }
    </SheetScreen>
  );
}

function Sheet({ sources }: { readonly sources: readonly SourceInfo[] }): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  const actions = useSourceActions();
  const fail = useToasts((state) => state.fail);
  const say = async (refusal: Promise<Refusal>): Promise<void> => {
    const refused = await refusal;
    if (refused !== null) fail(refused);
  };
  const [asking, setAsking] = useState<SourceQuestion | null>(null);
  const stop = (): void => setAsking(null);
  const about = (what: SourceQuestion['about']): SourceInfo | null => (asking?.about === what ? asking.source : null);
  return (
    <div className={styles.sheet}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('sources.title')}</h1>
          <p className={styles.intro}>{t('sources.intro')}</p>
        </div>
        <div className={styles.headActions}>
          <Button icon={<RefreshCw aria-hidden="true" />} onPress={() => void say(actions.rescan(null))}>
            {t('sources.rescan-all')}
          </Button>
          <Button icon={<FolderInput aria-hidden="true" />} onPress={() => set({ overlay: 'import' })}>
            {t('command.import')}
          </Button>
        </div>
      </header>
      <TroubleNotice />
      <ul>
        {inOrder(sources).map((source) => (
          <SourceEntry key={source.id} source={source} all={sources} actions={actions} say={say} onAsk={setAsking} />
        ))}
      </ul>
      <VerifyPart sources={sources} />
      <MoveDialog source={about('move')} actions={actions} onClose={stop} />
      <ReadAsDialog source={about('read-as')} actions={actions} onClose={stop} />
      <RemoveDialog source={about('remove')} actions={actions} onClose={stop} />
    </div>
  );
}
