/**
 * Suggestions for the word at the cursor: recent searches, fields, their values, names of the library, and frequent
 * words.
 */
import type { Database } from 'better-sqlite3';
import { cursorWord } from '../../../contract/searching/cursor-word.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import type { SidebarCounts, Suggestion } from '../../../contract/searching/search.ts';
import { asValue, FIELDS, type Field, fieldNamed, TEXT_FIELDS } from '../../query-language/fields.ts';
import { indexText } from '../../query-language/tokens.ts';
import { STATES } from '../columns/columns.ts';
import { readRecentSearches } from './recent-searches.ts';
import { tagsWithAlias } from './tag-aliases.ts';
import { wordsFrom } from './vocabulary.ts';

const MOST = 12;
/** For an empty word, and for a word that has begun. */
const MOST_RECENT = 6;
const FEW_RECENT = 2;

/** At most 12 suggestions, the most likely first. @param counts the counts of the whole library */
export function suggestionsFor(db: Database, counts: SidebarCounts, q: string, cursor: number): readonly Suggestion[] {
  const { typed } = cursorWord(q, cursor);
  const [, written, value] = /^([\p{L}-]+)[:：][-−－]?"?(.*)$/su.exec(typed) ?? [];
  const field = written === undefined ? null : fieldNamed(written);
  if (field) return ofField(db, field, foldText(value ?? ''), counts).slice(0, MOST);
  const wanted = foldText(typed.replace(/^@/, ''));
  if (typed.startsWith('@')) return names('mention', counts.mention, wanted).slice(0, MOST);
  const fields = fieldsFrom(wanted);
  if (wanted === '') return [...(q.trim() === '' ? recent(db, '', MOST_RECENT) : []), ...fields].slice(0, MOST);
  return [
    ...recent(db, q, FEW_RECENT),
    ...fields.slice(0, 3),
    ...tags(db, counts, wanted).slice(0, 4),
    ...names('mention', counts.mention, wanted).slice(0, 3),
    ...names('model', counts.model, wanted).slice(0, 2),
    ...names('collection', counts.collection, wanted).slice(0, 3),
    ...frequentWords(db, typed),
  ].slice(0, MOST);
}

function recent(db: Database, q: string, limit: number): readonly Suggestion[] {
  return readRecentSearches(db, limit, q).map((asked) => ({
    label: asked,
    insert: asked,
    kind: 'recent',
    count: null,
  }));
}

/** Fields with a name that begins with the typed text. */
function fieldsFrom(wanted: string): readonly Suggestion[] {
  const begins = (name: string): boolean => foldText(name).startsWith(wanted);
  const known = [...FIELDS, ...TEXT_FIELDS.map((name) => ({ name, aliases: [] }))];
  const found = known.filter(({ name, aliases }) => begins(name) || (wanted !== '' && aliases.some(begins)));
  return found.map(({ name }) => ({ label: `${name}:`, insert: `${name}:`, kind: 'field', count: null }));
}

function ofField(db: Database, { name, values }: Field, wanted: string, counts: SidebarCounts): readonly Suggestion[] {
  switch (name) {
    case 'tag':
      return tags(db, counts, wanted);
    case 'mention':
    case 'model':
    case 'collection':
      return names(name, counts[name], wanted);
    case 'account':
    case 'format':
      return names('field', counts[name], wanted, name);
    case 'date':
    case 'before':
    case 'after': {
      const months = Object.entries(counts.month).filter(([month]) => month !== 'none' && month.startsWith(wanted));
      return months
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .map(([month, count]) => ({ label: month, insert: `${name}:${month}`, kind: 'field', count }));
    }
    case 'rating':
      return ['5', '4', '3', '2', '1']
        .filter((stars) => stars.startsWith(wanted))
        .map((stars) => ({ label: stars, insert: `rating:${stars}`, kind: 'field', count: counts.rating[stars] ?? 0 }));
    default:
      return values
        .filter((value) => value.startsWith(wanted))
        .map((value) => ({ label: value, insert: `${name}:${value}`, kind: 'field', count: countOf(value, counts) }));
  }
}

/** The number of items with a value of `type:`, `state:` or `is:`, if it is counted already. */
function countOf(value: string, counts: SidebarCounts): number | null {
  if (value === 'video' || value === 'image') return counts.kind[value] ?? 0;
  if (STATES.some((state) => state === value)) return counts.state[value] ?? 0;
  const facts = ['favorite', 'untagged', 'missing', 'draft', 'liked'] as const;
  const fact = facts.find((one) => one === value);
  return fact ? counts[fact] : null;
}

/** Tags by name and by alias. */
function tags(db: Database, { tag }: SidebarCounts, wanted: string): readonly Suggestion[] {
  const found = names('tag', tag, wanted);
  const meant = tagsWithAlias(db, wanted).filter((name) => found.every(({ label }) => label !== name));
  return [
    ...found,
    ...meant.map(
      (name): Suggestion => ({ label: name, insert: `tag:${asValue(name)}`, kind: 'tag', count: tag[name] ?? 0 }),
    ),
  ];
}

/** Names that begin with the typed text, or that have a part that begins with it; the most frequent first. */
function names(
  kind: Suggestion['kind'],
  counts: Readonly<Record<string, number>>,
  wanted: string,
  field: string = kind,
): readonly Suggestion[] {
  const parts = (name: string): readonly string[] => name.split(/[/.\s_-]+/u);
  const fits = (name: string): number =>
    name.startsWith(wanted) ? 2 : parts(name).some((part) => part.startsWith(wanted)) ? 1 : 0;
  return Object.entries(counts)
    .map(([name, count]) => ({ name, count, fit: fits(foldText(name)) }))
    .filter(({ name, fit }) => fit > 0 && !name.includes('"'))
    .sort((a, b) => b.fit - a.fit || b.count - a.count)
    .slice(0, MOST)
    .map(({ name, count }) => ({ label: name, insert: `${field}:${asValue(name)}`, kind, count }));
}

/** Words of the library that begin with the typed text (two letters or more), the most frequent first. */
function frequentWords(db: Database, typed: string): readonly Suggestion[] {
  const word = indexText(typed);
  if (!/^[\p{L}\p{N}]{2,}$/u.test(word)) return [];
  return wordsFrom(db, word, 5).map(({ term, doc }) => ({ label: term, insert: term, kind: 'word', count: doc }));
}
