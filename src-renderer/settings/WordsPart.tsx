/** Exports annotations (tags, ratings, notes, collections) as a file or XMP sidecars, and imports them from a file. */
import { FolderOutput, Upload } from 'lucide-react';
import { type ReactElement, useRef, useState } from 'react';
import type { SidecarReport, WordsReport } from '../../src-main/contract/organising/organised.ts';
import { api, wordsUrl } from '../api/client.ts';
import { Button } from '../design/Button.tsx';
import { DownloadLink } from '../design/DownloadLink.tsx';
import { useText } from '../i18n/use-text.ts';
import { desktopBridge } from '../shell/bridge.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { FolderDialog } from './FolderDialog.tsx';
import styles from './SettingsScreen.module.css';
import { SidecarOutcome, WordsOutcome } from './WordsOutcome.tsx';

export function WordsPart(): ReactElement {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const file = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const [brought, setBrought] = useState<WordsReport | null>(null);
  const [written, setWritten] = useState<SidecarReport | null>(null);

  const attempt = async (action: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await action();
    } catch (error) {
      fail(`${t('words.failed')} ${errorSentence(t, error)}`);
    } finally {
      setBusy(false);
    }
  };
  const bring = (chosen: File | undefined): void => {
    if (!chosen) return;
    void attempt(async () => setBrought(await api.bringWords(chosen.name, chosen)));
  };
  const write = (directory: string): void => {
    setChoosing(false);
    void attempt(async () => setWritten(await api.writeSidecars(directory, '')));
  };
  const choose = async (): Promise<void> => {
    const bridge = desktopBridge();
    if (!bridge) return setChoosing(true);
    const directory = await bridge.chooseFolder();
    if (directory !== null) write(directory);
  };

  return (
    <section aria-label={t('words.title')} className={styles.part} aria-busy={isBusy}>
      <h2 className={styles.partTitle}>{t('words.title')}</h2>
      <p className={styles.note}>{t('words.intro')}</p>
      <div className={styles.actions}>
        {(['json', 'csv'] as const).map((as) => (
          <DownloadLink key={as} href={wordsUrl(as)} name={`afterimage-words.${as}`}>
            {t(`words.export-${as}`)}
          </DownloadLink>
        ))}
        <Button icon={<Upload aria-hidden="true" />} isDisabled={isBusy} onPress={() => file.current?.click()}>
          {t('words.import')}
        </Button>
        <Button icon={<FolderOutput aria-hidden="true" />} isDisabled={isBusy} onPress={() => void choose()}>
          {t('words.sidecars')}
        </Button>
      </div>
      <input
        ref={file}
        type="file"
        accept=".json,.csv,application/json,text/csv"
        hidden
        onChange={(event) => {
          bring(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div role="status">
        {brought && <WordsOutcome report={brought} />}
        {written && <SidecarOutcome report={written} />}
      </div>
      <FolderDialog
        isOpen={isChoosing}
        title={t('words.sidecars-title')}
        note={t('words.sidecars-note')}
        action={t('words.write')}
        onClose={() => setChoosing(false)}
        onChoose={write}
      />
    </section>
  );
}
