/** The dialog about tags, collections and saved searches; its content depends on the question. */
import type { ReactElement } from 'react';
import { useView } from '../state/store.ts';
import { NameDialog } from './NameDialog.tsx';
import { closeOrganiseDialog, useOrganiseDialog } from './organise-dialog-store.ts';
import { TagManager } from './TagManager.tsx';

export function ArrangeDialog(): ReactElement | null {
  const isOpen = useView((state) => state.overlay === 'arrange');
  const question = useOrganiseDialog((state) => state.question);
  if (question === null) return null;
  if (question.type === 'tags' || question.type === 'tag') {
    return (
      <TagManager isOpen={isOpen} tag={question.type === 'tag' ? question.tag : null} onClose={closeOrganiseDialog} />
    );
  }
  return <NameDialog isOpen={isOpen} question={question} onClose={closeOrganiseDialog} />;
}
