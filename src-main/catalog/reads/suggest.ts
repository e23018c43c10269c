/** Suggestions for the word under the cursor: fields, their values, names of the library, and frequent words. */
import type { Database } from 'better-sqlite3';
import { cursorWord } from '../../contract/cursor-word.ts';
import type { SidebarCounts, Suggestion } from '../../contract/search.ts';
import { FIELDS, fieldNamed, TEXT_FIELDS } from '../search/fields.ts';
import { statement } from '../search/statement.ts';
import { foldText, indexText } from '../search/tokens.ts';

const MOST = 12;

/** At most 12 suggestions, the likeliest first. `counts` are those of the whole library. */
export function suggestionsFor(db: Database, counts: SidebarCounts, q: string, cursor: number): readonly Suggestion[] {
  const { typed } = cursorWord(q, cursor);
  const [, written, value] = /^([\p{L}-]+)[:：]"?(.*)$/su.exec(typed) ?? [];
  const field = written === undefined ? null : fieldNamed(written);
  if (field) return ofField(field.name, field.values, foldText(value ?? ''), counts).slice(0, MOST);
  const wanted = foldText(typed.replace(/^@/, ''));
  if (typed.startsWith('@')) return names('mention', counts.mention, wanted).slice(0, MOST);
  const fields = [...FIELDS.map((one) => one.name), ...TEXT_FIELDS].filter((name) => name.startsWith(wanted));
  const suggestions: Suggestion[] = fields.map((name) => ({ label: `${name}:`, insert: `${name}:`, kind: 'field', count: null }));
  if (wanted === '') return suggestions.slice(0, MOST);
  suggestions.splice(3);
  suggestions.push(...names('tag', counts.tag, wanted).slice(0, 4));
  suggestions.push(...names('mention', counts.mention, wanted).slice(0, 3));
  suggestions.push(...names('model', counts.model, wanted).slice(0, 2));
  suggestions.push(...names('collection', counts.collection, wanted).slice(0, 3));
  return [...suggestions, ...frequentWords(db, typed)].slice(0, MOST);
}

function ofField(name: string, values: readonly string[], wanted: string, counts: SidebarCounts): readonly Suggestion[] {
  switch (name) {
    case 'tag':
    case 'mention':
    case 'model':
    case 'collection':
      return names(name, counts[name], wanted);
    case 'account':
      return names('field', counts.account, wanted, 'account');
    case 'format':
      return names('field', counts.format, wanted, 'format');
    case 'date':
    case 'before':
    case 'after': {
      const months = Object.entries(counts.month).filter(([month]) => month !== 'none' && month.startsWith(wanted));
      return months
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .map(([month, count]) => ({ label: month, insert: `${name}:${month}`, kind: 'field', count }));
    }
    default:
      return values
        .filter((value) => value.startsWith(wanted))
        .map((value) => ({ label: value, insert: `${name}:${value}`, kind: 'field', count: null }));
  }
}

/** Names that begin with what was typed, or a part of which does; the frequent first. */
function names(
  kind: Suggestion['kind'],
  counts: Readonly<Record<string, number>>,
  wanted: string,
  field: string = kind,
): readonly Suggestion[] {
  const parts = (name: string): readonly string[] => name.split(/[/.\s_-]+/u);
  const fits = (name: string): number => (name.startsWith(wanted) ? 2 : parts(name).some((part) => part.startsWith(wanted)) ? 1 : 0);
  return Object.entries(counts)
    .map(([name, count]) => ({ name, count, fit: fits(foldText(name)) }))
    .filter(({ name, fit }) => fit > 0 && !name.includes('"'))
    .sort((a, b) => b.fit - a.fit || b.count - a.count)
    .slice(0, MOST)
    .map(({ name, count }) => ({ label: name, insert: `${field}:${quoted(name)}`, kind, count }));
}

/** A value as the query language reads it back. */
const quoted = (name: string): string => (/^[\p{L}\p{N}_./@-]+$/u.test(name) && name !== 'none' ? name : `"${name}"`);

/** How many different words with the same beginning are looked at. */
const WORDS_READ = 400;

/** The words of the library that begin with what was typed, the frequent first; from two letters on. */
function frequentWords(db: Database, typed: string): readonly Suggestion[] {
  const word = indexText(typed);
  if (!/^[\p{L}\p{N}]{2,}$/u.test(word)) return [];
  statement(db, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.generation_word USING fts5vocab (main, generation_text, 'row')`).run();
  const sql = `SELECT term, doc FROM (SELECT term, doc FROM temp.generation_word WHERE term >= :word AND term < :end LIMIT ${WORDS_READ})
    WHERE term <> :word ORDER BY doc DESC LIMIT 5`;
  const words = statement(db, sql).all({ word, end: `${word}\u{10ffff}` }) as { term: string; doc: number }[];
  return words.map(({ term, doc }) => ({ label: term, insert: term, kind: 'word', count: doc }));
}
