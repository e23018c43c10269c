/** "Add tag": a dashed chip that becomes a field with a list of tags. Several tags can be added one after the other. */
import { type ReactElement, useMemo, useRef, useState } from 'react';
import { useSidebar } from '../../api/queries.ts';
import { Chip, Dot } from '../../design/Chip.tsx';
import { OptionCount, OptionList, OptionName } from '../../design/OptionList.tsx';
import { Popover } from '../../design/Popover.tsx';
import { useCombobox } from '../../design/use-combobox.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useTagHue, useTags } from '../../organise/tag-info.ts';
import styles from './TagPicker.module.css';
import { offerTags, type TagOffer, tidyTag } from './tag-offers.ts';

export interface TagPickerProps {
  /** Tags that the item has already; they are not offered. */
  readonly except: readonly string[];
  readonly onAdd: (tag: string) => void;
}

export function TagPicker({ except, onAdd }: TagPickerProps): ReactElement {
  const t = useText();
  const [isEditing, setEditing] = useState(false);
  if (!isEditing) {
    return (
      <Chip tone="add" onPress={() => setEditing(true)}>
        {t('inspector.add-tag')}
      </Chip>
    );
  }
  return <TagField except={except} onAdd={onAdd} onLeave={() => setEditing(false)} />;
}

interface TagFieldProps extends TagPickerProps {
  /** Null: the field stays open, and its list is part of the page instead of a popover. */
  readonly onLeave: (() => void) | null;
}

export function TagField({ except, onAdd, onLeave }: TagFieldProps): ReactElement {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [hasFocus, setFocus] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const counts = useSidebar('').data?.tag ?? {};
  const tags = useTags();
  const aliases = useMemo(() => Object.fromEntries(tags.map((tag) => [tag.name, tag.aliases])), [tags]);
  const offers = offerTags(counts, typed, except, aliases);
  const shown = hasFocus ? offers : [];
  const add = (tag: string): void => {
    const tidy = tidyTag(tag);
    if (tidy !== null) onAdd(tidy);
    setTyped('');
    combobox.setActive(-1);
  };
  const combobox = useCombobox({
    count: shown.length,
    onChoose: (index) => add(shown[index]?.tag ?? ''),
    onSubmit: () => (typed.trim() === '' ? onLeave?.() : add(typed)),
    onEscape: () => {
      onLeave?.();
      return onLeave !== null;
    },
  });
  const list = (
    <OptionList
      combobox={combobox}
      label={t('tag.suggestions')}
      className={onLeave === null ? styles.inline : styles.list}
      options={shown.map((offer) => ({ key: offer.tag, content: <Offer offer={offer} /> }))}
    />
  );
  return (
    <>
      <input
        {...combobox.inputProps}
        ref={input}
        className={styles.input}
        aria-label={t('inspector.add-tag')}
        placeholder={t('tag.placeholder')}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the field appears because somebody asked for it.
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          combobox.setActive(-1);
        }}
        onFocus={() => setFocus(true)}
        onBlur={() => {
          setFocus(false);
          if (typed.trim() !== '') add(typed);
          onLeave?.();
        }}
      />
      {onLeave === null ? (
        list
      ) : (
        <Popover triggerRef={input} isOpen={shown.length > 0} isNonModal placement="bottom start">
          {list}
        </Popover>
      )}
    </>
  );
}

function Offer({ offer }: { readonly offer: TagOffer }): ReactElement {
  const t = useText();
  const format = useFormat();
  const hueOf = useTagHue();
  return (
    <>
      <Dot hue={hueOf(offer.tag)} />
      <OptionName>
        {offer.count === null ? t('inspector.new-tag', { tag: offer.tag }) : offer.tag}
        {offer.alias !== null && <small> ({offer.alias})</small>}
      </OptionName>
      {offer.count !== null && <OptionCount>{format.number(offer.count)}</OptionCount>}
    </>
  );
}
