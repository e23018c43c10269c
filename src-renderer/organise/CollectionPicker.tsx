/** "Add to collection…" by keyboard, for one generation or many: a collection that is there, or a new one. */
import { FolderPlus, Images } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { CollectionName } from '../../src-main/contract/names.ts';
import { useOrganised } from '../api/organised.ts';
import type { Target } from '../commands/target.ts';
import { useEdits } from '../commands/use-edits.ts';
import { useTarget } from '../commands/use-target.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Finder } from '../design/Finder.tsx';
import { OptionCount, OptionName } from '../design/OptionList.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { offerCollections } from './collection-offers.ts';

export function CollectionPicker(): ReactElement {
  const t = useText();
  const isOpen = useView((state) => state.overlay === 'collect');
  const set = useView((state) => state.set);
  const target = useTarget();
  const close = (): void => set({ overlay: 'none' });
  return (
    <Dialog
      isOpen={isOpen && target !== null}
      onClose={close}
      title={t('organise.collect', { count: target?.count ?? 0 })}
      closeLabel={t('app.close')}
      size="small"
    >
      {target && <Picker target={target} onDone={close} />}
    </Dialog>
  );
}

function Picker({ target, onDone }: { readonly target: Target; readonly onDone: () => void }): ReactElement {
  const t = useText();
  const format = useFormat();
  const edits = useEdits();
  const [typed, setTyped] = useState('');
  const collections = useOrganised().data?.collections ?? [];
  const offers = offerCollections(collections, typed);
  const choose = async (index: number): Promise<void> => {
    const offer = offers[index];
    if (!offer) return;
    onDone();
    if (offer.count === null && (await edits.arrange({ set: 'collection-create', collection: offer.name }, true)) !== null) return;
    await edits.apply(target.selection, { set: 'collection-add', collection: offer.name });
  };
  const isTooLong = typed.trim() !== '' && !CollectionName.safeParse(typed).success;
  return (
    <Finder
      look="form"
      label={t('organise.collection')}
      placeholder={t('organise.collection-placeholder')}
      listLabel={t('sidebar.collections')}
      typed={typed}
      onType={setTyped}
      onChoose={(index) => void choose(index)}
      nothing={t(isTooLong ? 'organise.name-bad' : 'organise.no-collections')}
      options={offers.map(({ name, count }) => ({
        key: name,
        content: (
          <>
            {count === null ? <FolderPlus aria-hidden="true" /> : <Images aria-hidden="true" />}
            <OptionName>{count === null ? t('organise.new-named', { name }) : name}</OptionName>
            {count !== null && <OptionCount>{format.number(count)}</OptionCount>}
          </>
        ),
      }))}
    />
  );
}
