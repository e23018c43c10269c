/**
 * One tag: its name and place in the tree, its colour, its other names; merging and deleting, with what that reaches
 * said before.
 */

import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { TagName } from '../../src-main/contract/organising/names.ts';
import type { TagInfo } from '../../src-main/contract/organising/organised.ts';
import { asksForDecision, useEdits } from '../commands/edits/use-edits.ts';
import { Button } from '../design/Button.tsx';
import { TextField } from '../design/TextField.tsx';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { AliasEditor } from './AliasEditor.tsx';
import { ColorChoice } from './ColorChoice.tsx';
import styles from './Organise.module.css';
import { TagChoice } from './TagChoice.tsx';
import { childrenOf, isSameTag, ownName, parentOf, useTags } from './tag-info.ts';

export interface TagFormProps {
  readonly tag: TagInfo;
  readonly onDone: () => void;
}

export function TagForm({ tag, onDone }: TagFormProps): ReactElement {
  const t = useText();
  const edits = useEdits();
  const form = useId();
  const tags = useTags();
  const [name, setName] = useState(ownName(tag.name));
  const [under, setUnder] = useState(parentOf(tag.name) ?? '');
  const [error, setError] = useState<string | null>(null);
  const wanted = TagName.safeParse(under.trim() === '' ? name : `${under}/${name}`);
  const twin = wanted.success
    ? tags.find((other) => isSameTag(other.name, wanted.data) && other.name !== tag.name)
    : undefined;
  const isInItself = wanted.success && wanted.data.startsWith(`${tag.name}/`);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!wanted.success || isInItself) return setError(t(isInItself ? 'organise.tag-in-itself' : 'organise.name-bad'));
    if (wanted.data === tag.name) return onDone();
    const refusal = twin
      ? await edits.arrange({ set: 'tag-merge', tag: tag.name, into: twin.name })
      : await edits.arrange({ set: 'tag-rename', tag: tag.name, to: wanted.data });
    if (refusal === null) return onDone();
    setError(asksForDecision(refusal) ? t('organise.name-taken', { name: wanted.data }) : errorSentence(t, refusal));
  };
  const remove = async (): Promise<void> => {
    if ((await edits.arrange({ set: 'tag-delete', tag: tag.name })) === null) onDone();
  };

  return (
    <div className={styles.form}>
      <p className={styles.hint}>
        {t('organise.reach', { count: tag.total, children: childrenOf(tags, tag.name).length })}
      </p>
      <form id={form} className={styles.form} onSubmit={(event) => void save(event)}>
        <TextField
          label={t('organise.name')}
          value={name}
          onChange={(next) => {
            setName(next);
            setError(null);
          }}
          error={error}
          autoFocus
        />
        <TagChoice
          label={t('organise.under')}
          placeholder={t('organise.at-the-top')}
          value={under}
          except={tag.name}
          onChange={setUnder}
        />
      </form>
      <ColorChoice
        color={tag.color}
        onChange={(color) => void edits.arrange({ set: 'tag-color', tag: tag.name, color }, true)}
      />
      <AliasEditor tag={tag} />
      {twin && <p className={styles.notice}>{t('organise.merge-hint', { tag: twin.name, count: twin.total })}</p>}
      <div className={styles.foot}>
        <Button variant="danger" onPress={() => void remove()}>
          {t('organise.delete-tag')}
        </Button>
        <Button variant="primary" type="submit" form={form}>
          {twin ? t('organise.merge', { tag: ownName(twin.name) }) : t('organise.save')}
        </Button>
      </div>
    </div>
  );
}
