/** Sets the format of a source when its detection was wrong. */
import { type ReactElement, useState } from 'react';
import { FORMAT_NAMES } from '../../src-main/contract/items/generation.ts';
import { oneOf } from '../../src-main/contract/library/one-of.ts';
import { Button } from '../design/Button.tsx';
import { Select } from '../design/Controls.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './SourceDialogs.module.css';
import { Refused, type SourceDialogProps, useAsking, useLast } from './source-dialog.tsx';

/** The value of the choice "as detected". */
const DETECTED = 'detected';

export function ReadAsDialog({ source, actions, onClose }: SourceDialogProps): ReactElement {
  const t = useText();
  const shown = useLast(source);
  const [chosen, setChosen] = useState<string | null>(null);
  const before = shown?.readAs ?? DETECTED;
  const value = chosen ?? before;
  const asking = useAsking(() => {
    setChosen(null);
    onClose();
  });
  const readAs = oneOf(FORMAT_NAMES, value);
  return (
    <Dialog
      isOpen={source !== null}
      onClose={asking.stop}
      title={t('sources.read-as.title', { name: baseName(shown?.path ?? '') })}
      closeLabel={t('app.close')}
      actions={
        <>
          <Button onPress={asking.stop}>{t('app.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={value === before || actions.isBusy}
            onPress={() => source && void asking.ask(() => actions.change(source, { readAs }))}
          >
            {t('sources.read-as.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.text}>{t('sources.read-as.text')}</p>
        <Select
          label={t('sources.read-as.format')}
          choices={[
            { id: DETECTED, name: t('sources.read-as.detected') },
            ...FORMAT_NAMES.map((format) => ({ id: format, name: t(`format.${format}`) })),
          ]}
          value={value}
          onChange={setChosen}
        />
        <Refused refusal={asking.refusal} />
      </div>
    </Dialog>
  );
}
