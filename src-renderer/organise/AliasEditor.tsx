/** The aliases of a tag. Typing an alias means the tag. */

import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { TagName } from '../../src-main/contract/organising/names.ts';
import type { TagInfo } from '../../src-main/contract/organising/organised.ts';
import { asksForDecision, useEdits } from '../commands/edits/use-edits.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { TextField } from '../design/TextField.tsx';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import styles from './Organise.module.css';

export function AliasEditor({ tag }: { readonly tag: TagInfo }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const [typed, setTyped] = useState('');
  const [taken, setTaken] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  const add = async (name: string, merge: boolean): Promise<void> => {
    const alias = TagName.safeParse(name);
    if (!alias.success) return setError(name.trim() === '' ? null : t('organise.name-bad'));
    const refusal = await edits.arrange({ set: 'tag-alias-add', tag: tag.name, alias: alias.data, merge }, !merge);
    if (refusal === null) {
      setTyped('');
      setTaken(null);
    } else if (asksForDecision(refusal) && !merge) setTaken(alias.data);
    else setError(errorSentence(t, refusal));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed.trim() === '') return;
    event.preventDefault();
    void add(typed, false);
  };
  return (
    <div className={styles.field}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field inside is what is typed in. */}
      <div onKeyDown={onKeyDown}>
        <TextField
          label={t('organise.aliases')}
          placeholder={t('organise.alias-placeholder')}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            setTaken(null);
            setError(null);
          }}
          error={error}
        />
      </div>
      {taken !== null && (
        <p role="alert" className={styles.notice}>
          {t('organise.alias-taken', { alias: taken, tag: tag.name })}{' '}
          <Button size="small" onPress={() => void add(taken, true)}>
            {t('organise.alias-merge')}
          </Button>
        </p>
      )}
      {tag.aliases.length > 0 && (
        <ul className={styles.chips}>
          {tag.aliases.map((alias) => (
            <li key={alias}>
              <Chip
                onRemove={() => void edits.arrange({ set: 'tag-alias-remove', alias }, true)}
                removeLabel={t('organise.remove-alias', { alias })}
              >
                {alias}
              </Chip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
