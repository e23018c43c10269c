/** The fields of the query language: names, accepted values, and filters. */
import { FormatName, Kind, State } from '../../contract/items/generation.ts';
import { foldText } from '../../contract/searching/fold.ts';
import type { Fact, Filter, FolderMatch, Kin, NameField, NameMatch, NumberField, Range, TextColumn } from './ast.ts';
import { nearest } from './nearest.ts';
import { afterRange, beforeRange, dateRange, durationRange, numberRange, ratioRange } from './values.ts';

/** One written value of a field. A `quoted` value is literal: no `*`, no `none`. */
export interface WrittenValue {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Field {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The accepted values, when they are a fixed list. */
  readonly values: readonly string[];
  /** An example for messages, e.g. `rating:>=4`. */
  readonly example: string;
  /** Whether `rating>=4` means `rating:>=4`. */
  readonly compares: boolean;
  /** Whether a minus before a value excludes it: `tag:-rain`. False for numbers, which can be negative. */
  readonly excludes: boolean;
  /** The filter of a value; null for an invalid value. */
  read(value: WrittenValue): Filter | null;
}

/** The longest value of a date, number or name. */
const LONGEST_VALUE = 300;

const FACTS: Readonly<Record<string, Filter>> = {
  favorite: fact('favorite'),
  untagged: { type: 'name', of: 'tag', match: { type: 'none' } },
  draft: fact('draft'),
  liked: fact('liked'),
  missing: fact('missing'),
  duplicate: fact('duplicate'),
  stacked: fact('stacked'),
  remix: fact('remix'),
  tagged: fact('tag'),
  rated: fact('rating'),
  unrated: { type: 'number', of: 'rating', range: { min: 0, max: 0, minOpen: false, maxOpen: false } },
  video: { type: 'kind', kind: 'video' },
  image: { type: 'kind', kind: 'image' },
  complete: { type: 'state', state: 'complete' },
  'prompt-only': { type: 'state', state: 'prompt-only' },
  'media-only': { type: 'state', state: 'media-only' },
};
const FACT_NAMES: Readonly<Record<string, string>> = {
  favourite: 'favorite',
  fav: 'favorite',
  favorites: 'favorite',
  duplicates: 'duplicate',
  drafts: 'draft',
};

const HAS: readonly Fact[] = [
  'audio',
  'note',
  'c2pa',
  'shots',
  'prompt',
  'title',
  'media',
  'seed',
  'tag',
  'mention',
  'collection',
  'rating',
  'date',
  'folder',
];
const HAS_NAMES: Readonly<Record<string, Fact>> = {
  sound: 'audio',
  storyboard: 'shots',
  file: 'media',
  notes: 'note',
  tags: 'tag',
  mentions: 'mention',
};

/** All fields, in the order of suggestions. */
export const FIELDS: readonly Field[] = [
  list('type', ['kind', '类型', '種類'], [...Kind.options, 'none'], 'type:video', (value) => ({
    type: 'kind',
    kind: value === 'none' ? null : (value as Kind),
  })),
  name('tag', ['tags', '标签', 'タグ'], 'tag:keepers'),
  list('is', ['状态', '状態'], Object.keys(FACTS), 'is:favorite', (value) => FACTS[value] ?? null, FACT_NAMES),
  list('has', [], HAS, 'has:audio', (value) => fact(value as Fact), HAS_NAMES),
  name('mention', ['mentions', 'cameo', '提及', 'メンション'], 'mention:ada.inkfox'),
  name('collection', ['album', '收藏集', 'コレクション'], 'collection:Profile'),
  range('date', ['created', '日期', '日付'], 'created', 'date:2025-11', dateRange),
  range('before', [], 'created', 'before:2025-11', beforeRange),
  range('after', [], 'created', 'after:2025-11', afterRange),
  range('rating', ['stars', '评分', '評価'], 'rating', 'rating:>=4', numberRange),
  range('duration', ['length', '时长', '長さ'], 'duration', 'duration:5..10', durationRange),
  range('ratio', ['aspect', '比例'], 'ratio', 'ratio:9:16', ratioRange),
  range('width', [], 'width', 'width:>=1280', numberRange),
  range('height', [], 'height', 'height:>=720', numberRange),
  name('model', ['模型', 'モデル'], 'model:sora-2'),
  list('state', [], State.options, 'state:prompt-only', (value) => ({ type: 'state', state: value as State })),
  list('format', ['layout'], FormatName.options, 'format:sora-export', (value) => ({
    type: 'format',
    format: value as FormatName,
  })),
  {
    ...name('source', ['来源', 'ソース'], 'source:export-1.zip'),
    read: (value) => ({ type: 'source', match: nameMatch(value) }),
  },
  {
    ...name('source', ['dir', '文件夹', '目录', 'フォルダー', 'フォルダ'], 'folder:2025/11'),
    name: 'folder',
    read: (value) => ({ type: 'folder', match: folderMatch(value) }),
  },
  name('account', ['账号', 'アカウント'], 'account:work'),
  name('author', ['by', '作者'], 'author:ada'),
  range('seed', [], 'seed', 'seed:42', numberRange),
  range('fps', [], 'fps', 'fps:30', numberRange),
  range('copies', ['副本', 'コピー'], 'copies', 'copies:1', numberRange),
  { name: 'id', aliases: [], values: [], example: 'id:gen_01k…', compares: false, excludes: false, read: readId },
  kin('like', ['similar', '相似', '類似']),
  kin('looks', []),
  kin('reads', []),
  kin('same', ['同提示词', '同プロンプト']),
  kin('task', ['任务', 'タスク']),
  kin('family', ['remixes']),
];

const byName = new Map(
  FIELDS.flatMap((field) => [field.name, ...field.aliases].map((known) => [known, field] as const)),
);

/** Fields that search one text. Their values are words, so the parser reads them. */
export const TEXT_FIELDS = ['title', 'note', 'file', 'path'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
const TEXT_ALIASES: Readonly<Record<string, TextField>> = {
  title: 'title',
  note: 'note',
  file: 'file',
  path: 'path',
  filename: 'file',
  标题: 'title',
  タイトル: 'title',
  备注: 'note',
  メモ: 'note',
  文件名: 'file',
  ファイル名: 'file',
  路径: 'path',
  パス: 'path',
};

/** The text that a field searches, an example for messages, and the fact that its `none` and `*` ask for. */
export const TEXTS: Readonly<
  Record<TextField, { readonly column: TextColumn; readonly example: string; readonly fact: Fact }>
> = {
  title: { column: 'title', example: 'title:lantern', fact: 'title' },
  note: { column: 'note', example: 'note:print', fact: 'note' },
  file: { column: 'name', example: 'file:lantern', fact: 'media' },
  path: { column: 'path', example: 'path:2025/lantern', fact: 'media' },
};

export const fieldNamed = (written: string): Field | null => byName.get(foldText(written)) ?? null;

export const textFieldNamed = (written: string): TextField | null => {
  const folded = foldText(written);
  return Object.hasOwn(TEXT_ALIASES, folded) ? (TEXT_ALIASES[folded] ?? null) : null;
};

/** The filter of `value` in `field`; null for an invalid value. */
export function readValue(field: Field, value: WrittenValue): Filter | null {
  return value.text === '' || value.text.length > LONGEST_VALUE ? null : field.read(value);
}

/** A name as a value of the query language, with quotation marks when needed. */
export const asValue = (name: string): string =>
  /^[\p{L}\p{N}_./@][\p{L}\p{N}_./@-]*$/u.test(name) && foldText(name) !== 'none' ? name : `"${name}"`;

/** The nearest field to an unknown name. */
export const nearestField = (written: string): string | null => {
  const known = nearest(written, [...byName.keys(), ...TEXT_FIELDS]);
  return known && (byName.get(known)?.name ?? known);
};

function fact(which: Fact): Filter {
  return { type: 'fact', fact: which };
}

function list(
  fieldName: string,
  aliases: readonly string[],
  values: readonly string[],
  example: string,
  read: (value: string) => Filter | null,
  otherNames: Readonly<Record<string, string>> = {},
): Field {
  return {
    name: fieldName,
    aliases,
    values,
    example,
    compares: false,
    excludes: true,
    read({ text }) {
      const folded = foldText(text).replaceAll(' ', '-');
      const value = Object.hasOwn(otherNames, folded) ? (otherNames[folded] as string) : folded;
      const known = [value, value.replace(/s$/, '')].find((one) => values.includes(one));
      return known === undefined ? null : read(known);
    },
  };
}

function name(field: NameField | 'source', aliases: readonly string[], example: string): Field {
  return {
    name: field,
    aliases,
    values: [],
    example,
    compares: false,
    excludes: true,
    read: (value) => ({ type: 'name', of: field as NameField, match: nameMatch(value, field) }),
  };
}

function nameMatch({ text, quoted }: WrittenValue, field = ''): NameMatch {
  const folded = foldText(field === 'mention' ? text.replace(/^@/, '') : text);
  if (quoted) return { type: 'whole', name: folded };
  if (folded === '*') return { type: 'any' };
  if (folded === 'none') return { type: 'none' };
  return folded.endsWith('*') ? { type: 'beginning', name: folded.slice(0, -1) } : { type: 'whole', name: folded };
}

/** A path of this computer is taken as it is written: two folders may differ only by case or by their form of é. */
function folderMatch({ text, quoted }: WrittenValue): FolderMatch {
  const key = /^#([0-9a-z]{1,20})$/.exec(text)?.[1];
  if (key) return { type: 'key', key };
  if (/^(?:[\\/]|[a-z]:[\\/])/iu.test(text)) return { type: 'path', path: text };
  const match = nameMatch({ text: text.replaceAll('\\', '/').replace(/^\/+|\/+$/g, ''), quoted });
  if (match.type === 'any' || match.type === 'none') return match;
  return { type: 'names', names: match.name, isBeginning: match.type === 'beginning' };
}

function range(
  fieldName: string,
  aliases: readonly string[],
  of: NumberField,
  example: string,
  read: (text: string) => Range | null,
): Field {
  return {
    name: fieldName,
    aliases,
    values: [],
    example,
    compares: true,
    excludes: false,
    read({ text }) {
      const folded = foldText(text);
      if (folded === 'none') return { type: 'number', of, range: NOTHING_KNOWN };
      const found = read(folded);
      return found && { type: 'number', of, range: found };
    },
  };
}

/** The range that selects rows with an unknown value. */
const NOTHING_KNOWN: Range = { min: Number.NaN, max: Number.NaN, minOpen: false, maxOpen: false };

function kin(which: Kin, aliases: readonly string[]): Field {
  return {
    name: which,
    aliases,
    values: [],
    example: `${which}:gen_01k…`,
    compares: false,
    excludes: false,
    read: ({ text }) => ({ type: 'kin', kin: which, value: text.trim().toLowerCase() }),
  };
}

function readId({ text, quoted }: WrittenValue): Filter {
  const value = text.trim().toLowerCase();
  const prefix = !quoted && value.endsWith('*');
  return { type: 'id', value: prefix ? value.slice(0, -1) : value, prefix };
}
