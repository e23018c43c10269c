/**
 * ICU messages, as far as the texts of the page use them: values, numbers, plurals and choices. The full formatter is
 * 17 kB of the first screen; a test compares both for every text.
 */

import { byLocale } from './by-locale.ts';

export type Values = Readonly<Record<string, string | number>>;

type Node =
  | string
  | { readonly type: 'value'; readonly name: string }
  | { readonly type: 'number'; readonly name: string }
  /** The number of the plural around it. */
  | { readonly type: 'count' }
  | { readonly type: 'plural' | 'select'; readonly name: string; readonly options: ReadonlyMap<string, Message> };
export type Message = readonly Node[];

/** Reads a message. Throws when it is no message. */
export function parseMessage(text: string): Message {
  let at = 0;

  const fail = (): never => {
    throw new SyntaxError(`This is no message: ${text}`);
  };
  const skipSpace = (): void => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const word = (): string => {
    skipSpace();
    const from = at;
    while (/[^\s,{}]/.test(text[at] ?? '')) at += 1;
    const found = text.slice(from, at);
    skipSpace();
    return found || fail();
  };
  const expect = (char: string): void => {
    if (text[at] !== char) fail();
    at += 1;
  };

  /** Text and places up to the end, or up to the closing brace of an option. */
  const nodes = (isOption: boolean, isPlural: boolean): Message => {
    const found: Node[] = [];
    let plain = '';
    const add = (node: Node): void => {
      if (plain !== '') found.push(plain);
      plain = '';
      if (node !== '') found.push(node);
    };
    while (at < text.length) {
      const char = text[at] as string;
      if (char === '}' && isOption) break;
      at += 1;
      if (char === "'") plain += quoted(isPlural);
      else if (char === '{') add(place());
      else if (char === '#' && isPlural) add({ type: 'count' });
      else plain += char;
    }
    add('');
    return found;
  };
  /** After an apostrophe: two are one, and before a sign of the syntax it begins a quotation. */
  const quoted = (isPlural: boolean): string => {
    const next = text[at] ?? '';
    if (next === "'") {
      at += 1;
      return "'";
    }
    if (next !== '{' && next !== '}' && !(isPlural && next === '#')) return "'";
    const end = text.indexOf("'", at);
    const inside = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    return inside;
  };
  const place = (): Node => {
    const name = word();
    if (text[at] === '}') {
      at += 1;
      return { type: 'value', name };
    }
    expect(',');
    const type = word();
    if (type === 'number') {
      expect('}');
      return { type, name };
    }
    if (type !== 'plural' && type !== 'select') return fail();
    expect(',');
    const options = new Map<string, Message>();
    skipSpace();
    while (text[at] !== '}') {
      const key = word();
      expect('{');
      options.set(key, nodes(true, type === 'plural'));
      expect('}');
      skipSpace();
    }
    at += 1;
    return options.has('other') ? { type, name, options } : fail();
  };
  return nodes(false, false);
}

/** Fills the places of a message. Throws when a value is missing. */
export function formatMessage(message: Message, locale: string, values: Values = {}, count = 0): string {
  return message
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.type === 'count') return numberFormat(locale).format(count);
      const value = values[node.name];
      if (value === undefined) throw new RangeError(`The value “${node.name}” is missing.`);
      if (node.type === 'value') return String(value);
      if (node.type === 'number') return numberFormat(locale).format(Number(value));
      const { type, options } = node;
      const number = type === 'plural' ? Number(value) : count;
      const key = type === 'plural' ? pluralKey(options, locale, number) : String(value);
      return formatMessage(options.get(key) ?? options.get('other') ?? [], locale, values, number);
    })
    .join('');
}

function pluralKey(options: ReadonlyMap<string, Message>, locale: string, count: number): string {
  return options.has(`=${count}`) ? `=${count}` : pluralRules(locale).select(count);
}

const numberFormat = byLocale((locale) => new Intl.NumberFormat(locale));
const pluralRules = byLocale((locale) => new Intl.PluralRules(locale));
