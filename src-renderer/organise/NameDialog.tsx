/** Names a new collection or saved search, or renames one. */

import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { CollectionName, SearchName } from '../../src-main/contract/organising/names.ts';
import type { ApiError } from '../api/client.ts';
import { useOrganised } from '../api/organised.ts';
import { asksForDecision, type Edits, useEdits } from '../commands/edits/use-edits.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { TextField } from '../design/TextField.tsx';
import { type TextKey, useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import styles from './Organise.module.css';
import type { Question } from './organise-dialog-store.ts';
import { suggestedName } from './suggested-name.ts';
import { isSameTag } from './tag-info.ts';

type Naming = Exclude<Question, { readonly type: 'tags' | 'tag' }>;

export interface NameDialogProps {
  readonly isOpen: boolean;
  readonly question: Naming;
  readonly onClose: () => void;
}

export function NameDialog({ isOpen, question, onClose }: NameDialogProps): ReactElement {
  const t = useText();
  const form = useId();
  const { title, confirm } = textFor(question);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t(title)}
      closeLabel={t('app.close')}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" type="submit" form={form}>
            {t(confirm)}
          </Button>
        </>
      }
    >
      <NameForm id={form} question={question} onDone={onClose} />
    </Dialog>
  );
}

interface NameFormProps {
  readonly id: string;
  readonly question: Naming;
  readonly onDone: () => void;
}

function NameForm({ id, question, onDone }: NameFormProps): ReactElement {
  const t = useText();
  const edits = useEdits();
  const collections = useOrganised().data?.collections ?? [];
  const before = nameBefore(question);
  const [name, setName] = useState(before);
  const [error, setError] = useState<string | null>(null);
  const query = 'q' in question ? question.q : 'query' in question ? question.query : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isSearch = question.type === 'search' || question.type === 'new-search';
    const tidy = (isSearch ? SearchName : CollectionName).safeParse(name);
    if (!tidy.success) return setError(t(name.trim() === '' ? 'organise.name-needed' : 'organise.name-bad'));
    if ((question.type === 'collection' || question.type === 'search') && tidy.data === before) return onDone();
    const isTaken = question.type === 'new-collection' && collections.some((one) => isSameTag(one.name, tidy.data));
    if (isTaken) return setError(t('organise.name-taken', { name: tidy.data }));
    const refusal = await carryOut(edits, question, tidy.data);
    if (refusal === null) return onDone();
    setError(asksForDecision(refusal) ? t('organise.name-taken', { name: tidy.data }) : errorSentence(t, refusal));
  };
  return (
    <form id={id} className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('organise.name')}
        value={name}
        onChange={(next) => {
          setName(next);
          setError(null);
        }}
        error={error}
        autoFocus
        onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
      />
      {query !== null && (
        <p className={styles.hint}>
          {t(question.type === 'new-collection' ? 'organise.smart-hint' : 'organise.search-hint')}{' '}
          <code>{query || t('sidebar.all')}</code>
        </p>
      )}
    </form>
  );
}

function textFor(question: Naming): { readonly title: TextKey; readonly confirm: TextKey } {
  switch (question.type) {
    case 'new-collection':
      return question.query === null
        ? { title: 'organise.new-collection', confirm: 'organise.create' }
        : { title: 'organise.new-smart-collection', confirm: 'organise.create' };
    case 'new-search':
      return { title: 'organise.save-search', confirm: 'organise.save' };
    case 'collection':
      return { title: 'organise.rename-collection', confirm: 'organise.rename' };
    case 'search':
      return { title: 'organise.rename-search', confirm: 'organise.rename' };
  }
}

function nameBefore(question: Naming): string {
  if ('name' in question) return question.name;
  return suggestedName('q' in question ? question.q : (question.query ?? ''));
}

async function carryOut(edits: Edits, question: Naming, name: string): Promise<ApiError | null> {
  switch (question.type) {
    case 'new-collection': {
      const { query, selection } = question;
      if (selection === null) return edits.arrange({ set: 'collection-create', collection: name, query });
      // The items are added in the same edit, so that one undo reverts both.
      await edits.apply(selection, { set: 'collection-add', collection: name, create: true });
      return null;
    }
    case 'new-search':
      return edits.arrange({ set: 'search-save', search: name, q: question.q, sort: question.sort });
    case 'collection':
      return edits.arrange({ set: 'collection-rename', collection: question.name, to: name });
    case 'search':
      return edits.arrange({ set: 'search-rename', search: question.name, to: name });
  }
}
