/**
 * The search field: filters as chips, words that filter while they are typed, suggestions, and mistakes explained in
 * place.
 */
import { Search, X } from 'lucide-react';
import { Fragment, type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import { cursorWord } from '../../src-main/contract/searching/cursor-word.ts';
import { foldText } from '../../src-main/contract/searching/fold.ts';
import { useSuggest } from '../api/queries.ts';
import { IconButton } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { labelOf, spokenLabel } from './filter-label.ts';
import { MistakeList } from './MistakeList.tsx';
import styles from './SearchBar.module.css';
import { SearchHelp } from './SearchHelp.tsx';
import { optionId, SuggestionList } from './SuggestionList.tsx';
import { SEARCH_INPUT_ID } from './search-input-id.ts';
import { noteSearch, useForgetSearch, useNoteSearch } from './use-recent-searches.ts';
import { type SearchField, useSearchField } from './use-search-field.ts';

export function SearchBar(): ReactElement {
  const t = useText();
  const field = useSearchField();
  const listId = useId();
  const forgetSearch = useForgetSearch();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [hasFocus, setFocus] = useState(false);
  const suggestions = useSuggestions(field, isOpen && hasFocus);
  const chosen = suggestions[active];
  const isEmpty = field.filters.length === 0 && field.words === '';

  useNoteSearch(field.input);
  const forget = async (index: number): Promise<void> => {
    setActive(-1);
    await forgetSearch(suggestions[index]?.insert ?? null);
  };
  const choose = (index: number): void => {
    const suggestion = suggestions[index];
    if (!suggestion) return;
    if (suggestion.kind === 'recent') field.replaceQuery(suggestion.insert);
    else field.accept(suggestion.insert);
    setActive(-1);
    setOpen(suggestion.insert.endsWith(':'));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const used = keys(event, {
      field,
      isOpen,
      setOpen,
      active,
      setActive,
      count: suggestions.length,
      choose,
      forget: chosen?.kind === 'recent' ? forget : null,
    });
    if (used) event.preventDefault();
  };

  return (
    <search
      className={styles.bar}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && field.settle()}
    >
      <div className={styles.field}>
        <Search aria-hidden="true" className={styles.glass} />
        {field.filters.length > 0 && <FilterChips field={field} />}
        <div className={styles.words}>
          <Underlined field={field} />
          <input
            id={SEARCH_INPUT_ID}
            ref={field.input}
            className={styles.input}
            type="text"
            role="combobox"
            aria-label={t('search.label')}
            aria-expanded={suggestions.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-keyshortcuts="/"
            {...(chosen ? { 'aria-activedescendant': optionId(listId, active) } : {})}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={field.filters.length === 0 ? t('search.placeholder') : ''}
            value={field.words}
            onChange={(event) => {
              const { value, selectionStart } = event.target;
              field.type(value, selectionStart ?? value.length, (event.nativeEvent as InputEvent).isComposing);
              setOpen(true);
              setActive(-1);
            }}
            onCompositionEnd={(event) => {
              const { value, selectionStart } = event.currentTarget;
              field.type(value, selectionStart ?? value.length, false);
            }}
            onSelect={(event) => field.moveCaret(event.currentTarget.selectionStart ?? 0)}
            onScroll={(event) => {
              const mirror = event.currentTarget.previousElementSibling;
              if (mirror) mirror.scrollLeft = event.currentTarget.scrollLeft;
            }}
            onKeyDown={onKeyDown}
            onFocus={() => {
              setFocus(true);
              if (isEmpty) setOpen(true);
            }}
            onBlur={() => {
              setFocus(false);
              setOpen(false);
            }}
          />
        </div>
        {!isEmpty && (
          <IconButton
            size="small"
            label={t('search.clear')}
            icon={<X aria-hidden="true" />}
            onPress={() => field.replaceQuery('')}
          />
        )}
        <SearchHelp onTry={field.replaceQuery} />
      </div>
      <div className={styles.below}>
        <MistakeList mistakes={field.mistakes} onReplace={field.replaceQuery} />
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          active={active}
          onChoose={choose}
          onForget={(index) => void forget(index)}
        />
      </div>
    </search>
  );
}

/** Suggestions for the word at the caret; none when there is nothing to complete. */
function useSuggestions(field: SearchField, enabled: boolean): NonNullable<ReturnType<typeof useSuggest>['data']> {
  const { words, caret } = field.settled;
  const { start, end, typed } = cursorWord(words, caret);
  const word = words.slice(start, end);
  const isEmpty = field.filters.length === 0 && words === '';
  const { data, isPlaceholderData } = useSuggest(words, caret, enabled && (typed !== '' || isEmpty));
  if (!enabled || !data || (typed === '' && !isEmpty)) return [];
  if (isEmpty) return isPlaceholderData ? [] : data.filter((suggestion) => suggestion.kind === 'recent');
  // A recent search replaces the whole field, so it is not offered beside filters.
  const fitting = field.filters.length === 0 ? data : data.filter((suggestion) => suggestion.kind !== 'recent');
  const useful = fitting.filter((suggestion) => suggestion.insert !== word);
  return isPlaceholderData
    ? useful.filter((suggestion) => foldText(suggestion.insert).includes(foldText(word)))
    : useful;
}

interface KeyContext {
  readonly field: SearchField;
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly count: number;
  readonly choose: (index: number) => void;
  /** Null when the suggestion is no recent search. */
  readonly forget: ((index: number) => Promise<void>) | null;
}

/** Handles a key in the field; false leaves it to the browser. */
function keys({ key, currentTarget }: KeyboardEvent<HTMLInputElement>, context: KeyContext): boolean {
  const { field, setOpen, active, setActive, count, choose, forget } = context;
  const step = (by: number): boolean => {
    setActive(((active + 1 + by + count + 1) % (count + 1)) - 1);
    return true;
  };
  if (key === 'ArrowDown' && count === 0) {
    // The down key moves from the field into the gallery.
    const cell = document.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    cell?.focus({ preventScroll: true });
    return cell !== null;
  }
  if (key === 'ArrowDown') return step(1);
  if (key === 'ArrowUp' && count > 0) return step(-1);
  if (key === 'Delete' && forget) {
    void forget(active);
    return true;
  }
  if (key === 'Tab' && active >= 0) {
    choose(active);
    return true;
  }
  if (key === 'Enter') {
    if (active >= 0) choose(active);
    else {
      field.settle();
      noteSearch(useView.getState().q);
    }
    setOpen(false);
    return true;
  }
  if (key === 'Escape') {
    if (count > 0) setOpen(false);
    else currentTarget.blur();
    setActive(-1);
    return true;
  }
  const atStart = currentTarget.selectionStart === 0 && currentTarget.selectionEnd === 0;
  if (key === 'Backspace' && atStart && field.filters.length > 0) {
    field.editFilter(field.filters.length - 1);
    return true;
  }
  return false;
}

function FilterChips({ field }: { readonly field: SearchField }): ReactElement {
  const t = useText();
  return (
    <ul className={styles.chips} aria-label={t('search.filters')}>
      {field.filters.map((filter, index) => {
        const label = labelOf(filter, t);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same filter may stand twice; its place is what tells them apart.
          <li key={`${index}:${filter}`} className={styles.chip}>
            <Chip
              tone="accent"
              negated={label.negated}
              onPress={() => field.editFilter(index)}
              onRemove={() => field.removeFilter(index)}
              removeLabel={t('search.remove', { label: spokenLabel(label, t) })}
            >
              {label.field !== '' && <span className={styles.chipField}>{label.field} </span>}
              {label.value}
            </Chip>
          </li>
        );
      })}
    </ul>
  );
}

/** The same words, invisible behind the field, to underline errors. */
function Underlined({ field }: { readonly field: SearchField }): ReactElement | null {
  const finished = field.mistakes.flatMap(({ span, unfinished }) => (span && !unfinished ? [span] : []));
  const spans = finished
    .toSorted((a, b) => a.start - b.start)
    .filter((span, i, all) => span.start >= (all[i - 1]?.end ?? 0));
  if (spans.length === 0) return null;
  return (
    <span className={styles.mirror} aria-hidden="true">
      {spans.map((span, i) => (
        <Fragment key={span.start}>
          {field.words.slice(spans[i - 1]?.end ?? 0, span.start)}
          <span className={styles.mistake}>{field.words.slice(span.start, span.end) || ' '}</span>
        </Fragment>
      ))}
      {field.words.slice(spans.at(-1)?.end)}
    </span>
  );
}
