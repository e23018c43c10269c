/** Suggestions below the search field: tags, mentions, collections, fields and words. */
import { AtSign, Clock, Folder, Hash, Layers, type LucideIcon, SlidersHorizontal, Type, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Suggestion } from '../../src-main/contract/searching/search.ts';
import { useFormat } from '../i18n/format.ts';
import { type TextKey, useText } from '../i18n/use-text.ts';
import styles from './SuggestionList.module.css';

const ICONS: Readonly<Record<Suggestion['kind'], LucideIcon>> = {
  field: SlidersHorizontal,
  tag: Hash,
  mention: AtSign,
  model: Layers,
  collection: Folder,
  word: Type,
  recent: Clock,
};

export interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  /** The index of the active suggestion; -1 for none. */
  readonly active: number;
  readonly onChoose: (index: number) => void;
  readonly onForget: (index: number) => void;
}

/** The id of a suggestion, for `aria-activedescendant`. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

export function SuggestionList({ id, suggestions, active, onChoose, onForget }: SuggestionListProps): ReactElement {
  const t = useText();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('search.suggestions')}
      className={styles.list}
      hidden={suggestions.length === 0}
    >
      {suggestions.map((suggestion, index) => (
        <Option
          key={`${suggestion.kind}:${suggestion.insert}`}
          id={optionId(id, index)}
          suggestion={suggestion}
          isActive={index === active}
          onChoose={() => onChoose(index)}
          onForget={() => onForget(index)}
        />
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly onForget: () => void;
}

function Option({ id, suggestion, isActive, onChoose, onForget }: OptionProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const Icon = ICONS[suggestion.kind];
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={styles.option}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      // The field keeps the focus: a press must not move it before the choice.
      onPointerDown={(event) => {
        event.preventDefault();
        onChoose();
      }}
    >
      <Icon aria-hidden="true" />
      <span className={styles.label}>{suggestion.label}</span>
      <span className={styles.kind}>{t(`search.kind.${suggestion.kind}` satisfies TextKey)}</span>
      {suggestion.count !== null && (
        <span className={styles.count}>
          <span aria-hidden="true">{format.number(suggestion.count)}</span>
          <span className="visually-hidden">{t('search.suggestion-count', { count: suggestion.count })}</span>
        </span>
      )}
      {suggestion.kind === 'recent' && (
        // For the pointer; the Delete key does it for the keyboard. An option has no room for a button of its own.
        <span
          aria-hidden="true"
          className={styles.forget}
          title={t('search.recent.forget')}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
            onForget();
          }}
        >
          <X />
        </span>
      )}
    </div>
  );
}
