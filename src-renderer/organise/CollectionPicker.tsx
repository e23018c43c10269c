/** The dialog "Add to collection…" for one or many generations: an existing collection or a new one. */
import { Check, FolderPlus, Images, Minus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { CollectionName } from '../../src-main/contract/organising/names.ts';
import { useMembership, useOrganised } from '../api/organised.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import type { Target } from '../commands/target.ts';
import { useTarget } from '../commands/use-target.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Finder } from '../design/Finder.tsx';
import { OptionCount, OptionName } from '../design/OptionList.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { type CollectionOffer, offerCollections } from './collection-offers.ts';

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
  const edits = useEdits();
  const [typed, setTyped] = useState('');
  const collections = useOrganised().data?.collections ?? [];
  const membership = useMembership(target.selection);
  const offers = offerCollections(collections, typed, membership);
  const choose = async (index: number): Promise<void> => {
    const offer = offers[index];
    if (!offer) return;
    onDone();
    const create = offer.count === null ? { create: true } : {};
    await edits.apply(target.selection, { set: 'collection-add', collection: offer.name, ...create });
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
      options={offers.map((offer) => ({
        key: offer.name,
        content: <Offer offer={offer} chosen={target.count} held={membership?.collections[offer.name] ?? 0} />,
      }))}
    />
  );
}

const MARKS = { all: Check, some: Minus, none: Images } as const;

interface OfferProps {
  readonly offer: CollectionOffer;
  /** The number of selected items, and of those in the collection. */
  readonly chosen: number;
  readonly held: number;
}

/** A collection with its count: of the selected items if any, otherwise of all items. */
function Offer({ offer: { name, count, holds }, chosen, held }: OfferProps): ReactElement {
  const t = useText();
  const format = useFormat();
  if (count === null) {
    return (
      <>
        <FolderPlus aria-hidden="true" />
        <OptionName>{t('organise.new-named', { name })}</OptionName>
      </>
    );
  }
  const Mark = MARKS[holds];
  const said = {
    all: () => t('organise.holds-all', { count: chosen }),
    some: () => t('organise.holds-some', { held, count: chosen }),
    none: () => format.number(count),
  };
  return (
    <>
      <Mark aria-hidden="true" />
      <OptionName>{name}</OptionName>
      <OptionCount>{said[holds]()}</OptionCount>
    </>
  );
}
