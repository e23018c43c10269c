/** The menu of a folder: the folder alone, without it, as a collection, as a tag. */
import type { ReactElement } from 'react';
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import type { Folder } from '../../src-main/contract/searching/folder-tree.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { MenuItem } from '../design/Menu.tsx';
import { useText } from '../i18n/use-text.ts';
import { copyText } from '../shell/copy-text.ts';
import { useToasts } from '../shell/toast-store.ts';
import { useView } from '../state/store.ts';
import type { FolderLine } from './folder-line.ts';
import { nameFor, shownName } from './shown-name.ts';

export function FolderItems({ folder, line }: { readonly folder: Folder; readonly line: FolderLine }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const narrow = useView((state) => state.narrow);
  const { say, fail } = useToasts.getState();
  const own = nameFor(folder.name);
  const selection: Selection = { type: 'query', q: line.q, except: [] };
  const copy = async (): Promise<void> => {
    if (await copyText(folder.path)) say(t('inspector.path-copied'));
    else fail(t('app.copy-failed'));
  };
  const isOut = line.standing(useView.getState().q) === 'excluded';
  return (
    <>
      <MenuItem onAction={() => narrow(line.q)}>{t('folders.only')}</MenuItem>
      <MenuItem onAction={() => narrow(line.toggled(useView.getState().q, true))}>
        {t(isOut ? 'folders.let-in' : 'folders.leave-out')}
      </MenuItem>
      {own !== '' && (
        <MenuItem
          onAction={() => void edits.apply(selection, { set: 'collection-add', collection: own, create: true })}
        >
          {t('folders.as-collection', { name: shownName(own) })}
        </MenuItem>
      )}
      {own !== '' && (
        <MenuItem onAction={() => void edits.apply(selection, { set: 'tag-add', tag: own })}>
          {t('folders.as-tag', { name: shownName(own) })}
        </MenuItem>
      )}
      <MenuItem onAction={() => void copy()}>{t('inspector.copy-path')}</MenuItem>
    </>
  );
}
