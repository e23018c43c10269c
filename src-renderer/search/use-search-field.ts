/** The state of the search field: converts between the query of the view and chips, words and a caret. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cursorWord } from '../../src-main/contract/searching/cursor-word.ts';
import type { QueryMessage, Understanding } from '../../src-main/contract/searching/search.ts';
import { useAnswer } from '../api/result/results.ts';
import { useView } from '../state/store.ts';
import {
  caretAfterCut,
  finishedFilters,
  isFlat,
  joinQuery,
  outsideBrackets,
  replaceSpan,
  type Split,
  splitQuery,
  wordsStart,
} from './query-text.ts';

export interface SearchField {
  readonly filters: readonly string[];
  readonly words: string;
  readonly caret: number;
  /** Words and caret outside of a composition, for suggestions. */
  readonly settled: { readonly words: string; readonly caret: number };
  readonly input: RefObject<HTMLInputElement | null>;
  /** Errors with their places in `words`; null for a place outside of the words. */
  readonly mistakes: readonly Mistake[];
  type(words: string, caret: number, composing: boolean): void;
  moveCaret(caret: number): void;
  /** Turns every valid filter into a chip, on Enter and on blur. */
  settle(): void;
  removeFilter(index: number): void;
  /** Turns a chip back into text, with the caret after it. */
  editFilter(index: number): void;
  /** Replaces the word at the caret. */
  accept(replacement: string): void;
  replaceQuery(q: string): void;
}

export interface Mistake {
  readonly message: QueryMessage;
  readonly span: { readonly start: number; readonly end: number } | null;
  /** Whether the caret is inside it, so that it may be unfinished. */
  readonly unfinished: boolean;
}

export function useSearchField(): SearchField {
  const q = useView((state) => state.q);
  const search = useView((state) => state.narrow);
  const answer = useAnswer();
  const understood = answer.isPlaceholderData ? undefined : answer.data?.understanding;
  const input = useRef<HTMLInputElement>(null);
  const [split, setSplit] = useState<Split>({ filters: [], words: '' });
  const [caret, setCaret] = useState(0);
  const sent = useRef('');
  const wantedCaret = useRef<number | null>(null);
  const composing = useRef(false);
  const [isComposing, setComposing] = useState(false);
  const [settled, setSettled] = useState({ words: '', caret: 0 });
  if (!isComposing && (settled.words !== split.words || settled.caret !== caret))
    setSettled({ words: split.words, caret });

  useLayoutEffect(() => {
    const at = wantedCaret.current;
    if (at === null) return;
    wantedCaret.current = null;
    input.current?.setSelectionRange(at, at);
  });

  const send = useCallback(
    (next: Split): void => {
      const text = textOf(next);
      sent.current = text;
      if (text !== useView.getState().q) search(text);
    },
    [search],
  );

  const show = useCallback(
    (next: Split, at: number | null): void => {
      wantedCaret.current = at;
      if (at !== null) setCaret(at);
      setSplit(next);
      send(next);
    },
    [send],
  );

  // A query set elsewhere (sidebar, link, removed filter) replaces the field after the server has parsed it.
  useEffect(() => {
    if (q === sent.current || (!understood && !answer.isError)) return;
    sent.current = q;
    setSplit(understood && isFlat(q) ? splitQuery(q, outsideBrackets(q, understood.chips)) : { filters: [], words: q });
  }, [q, understood, answer.isError]);

  const lift = useCallback(
    (at: number | null): void => {
      if (!understood || textOf(split) !== q || composing.current) return;
      const spans = finishedFilters(split.words, spansInWords(split, understood), at);
      if (spans.length === 0) return;
      const inner = splitQuery(split.words, spans);
      const next = { filters: [...new Set([...split.filters, ...inner.filters])], words: inner.words };
      show(next, at === null ? null : caretAfterCut(split.words, spans, at));
    },
    [understood, split, q, show],
  );

  useEffect(() => {
    const active = document.activeElement === input.current;
    lift(active ? caret : null);
  }, [lift, caret]);

  const replaceQuery = useCallback(
    (text: string): void => {
      input.current?.focus();
      search(text);
    },
    [search],
  );

  const current = understood && textOf(split) === q ? understood : undefined;
  return {
    ...split,
    caret,
    settled,
    input,
    mistakes: current ? mistakesOf(split, current, caret) : [],
    type(words, at, composes) {
      composing.current = composes;
      setComposing(composes);
      const next = { filters: split.filters, words };
      // A filter lifted since the last frame gives way to what was typed meanwhile: its caret belongs to a text that is
      // not shown.
      wantedCaret.current = null;
      setSplit(next);
      setCaret(at);
      if (!composes) send(next);
    },
    moveCaret: setCaret,
    settle() {
      send(split);
      lift(null);
    },
    removeFilter(index) {
      show({ filters: split.filters.toSpliced(index, 1), words: split.words }, split.words.length);
      input.current?.focus();
    },
    editFilter(index) {
      const filter = split.filters[index] ?? '';
      const words = split.words === '' ? filter : `${filter} ${split.words}`;
      input.current?.focus();
      show({ filters: split.filters.toSpliced(index, 1), words }, filter.length);
    },
    accept(replacement) {
      const next = replaceSpan(split.words, cursorWord(split.words, caret), replacement);
      show({ filters: split.filters, words: next.text }, next.caret);
    },
    replaceQuery,
  };
}

/** The query of a split. A space after the last word counts, because it ends the word. Spaces alone are no query. */
function textOf({ filters, words }: Split): string {
  return joinQuery(filters, words.trim() === '' ? '' : words);
}

function spansInWords(split: Split, { chips }: Understanding): readonly { start: number; end: number }[] {
  const offset = wordsStart(split);
  return chips
    .filter((chip) => chip.start >= offset)
    .map((chip) => ({ start: chip.start - offset, end: chip.end - offset }));
}

function mistakesOf(split: Split, understood: Understanding, caret: number): readonly Mistake[] {
  const offset = wordsStart(split);
  return understood.messages.map((message) => {
    const span = message.start >= offset ? { start: message.start - offset, end: message.end - offset } : null;
    const unfinished = span !== null && caret >= span.start && caret <= span.end;
    return { message, span, unfinished };
  });
}
