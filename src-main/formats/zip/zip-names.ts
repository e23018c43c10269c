/** Decodes names inside zips, whose encoding is often unknown, and makes them safe paths. */
import { isUtf8 } from 'node:buffer';
import { getFileNameLowLevel } from 'yauzl';
import { type Decode, decoderOf } from './code-pages.ts';
import { costOf, type Language } from './name-plausibility.ts';

/**
 * A name whose encoding the zip or its bytes show: the flag of UTF-8, the Unicode extra field, plain ASCII. Null for all
 * other names; {@link decodeNames} decodes them. Backslashes become slashes.
 */
export function certainName(flags: number, raw: Buffer, extraFields: { id: number; data: Buffer }[]): string | null {
  const isStated = (flags & 0x800) !== 0 && isUtf8(raw);
  const isCertain = isStated || extraFields.some((field) => field.id === 0x7075) || raw.every((byte) => byte < 0x80);
  return isCertain ? getFileNameLowLevel(flags, raw, extraFields, false) : null;
}

interface CodePage {
  readonly name: string;
  readonly language: Language;
  readonly decode: Decode;
  /** How much less usual zips in this code page are, as a cost. */
  readonly prior: number;
}

const page = (name: string, prior: number, language: Language = 'alphabet'): CodePage => {
  let made: Decode | null = null;
  const decode: Decode = (raw) => {
    made ??= decoderOf(name);
    return made(raw);
  };
  return { name, language, decode, prior };
};

/**
 * What Windows, macOS and old tools write. Of two that give the same cost the first wins: 437 is what the format
 * prescribes; Windows writes the DOS page of its language, other programs its ANSI page.
 */
const PAGES: readonly CodePage[] = [
  page('cp437', 0),
  page('cp850', 0),
  page('shift_jis', 0, 'japanese'),
  page('gbk', 0, 'chinese'),
  page('big5', 0, 'taiwanese'),
  page('cp949', 0, 'korean'),
  page('ibm866', 0),
  page('windows-1251', 1),
  page('cp737', 0.5),
  page('windows-1253', 1),
  page('windows-1252', 1),
  page('cp852', 0.5),
  page('windows-1250', 1.5),
  page('cp857', 1),
  page('windows-1254', 2),
  page('cp775', 1.5),
  page('windows-1257', 2),
  page('cp862', 1),
  page('windows-1255', 1.5),
  page('cp720', 1),
  page('windows-1256', 1.5),
  page('windows-874', 1),
  page('koi8-r', 3),
  page('macintosh', 3),
  page('x-mac-cyrillic', 3.5),
];

/** Names that are scored. More of them would not change the choice. */
const SCORED = 300;
/** Names that are looked up in the lists inside the zip. */
const LOOKED_UP = 24;

/** How much more usual UTF-8 is, for each name: bytes that are UTF-8 by chance are rare. */
const UTF8_PRIOR = -4;
const UTF8 = page('utf-8', 0, 'any');

/**
 * Decodes all names of a zip that do not show their encoding. They have one, since one program wrote them: the one in
 * which the lists inside the zip name its files, else the one whose names make most sense together.
 * @param lists the texts of these lists, called only when they are needed
 */
export async function decodeNames(raws: readonly Buffer[], lists: () => Promise<string>): Promise<readonly string[]> {
  if (raws.length === 0) return [];
  const others = raws.filter((raw) => !isUtf8(raw));
  const scored = others.length > 0 ? others : raws;
  const ranked = rank(scored);
  const isClear = others.length === 0 && raws.length >= SURE && ranked[0] === UTF8;
  const text = isClear ? '' : await lists();
  const chosen = (text === '' ? undefined : namedBest(ranked, scored, text)) ?? ranked[0];
  return raws.map((raw) => withSlashes(nameIn(raw, chosen)));
}

/** So many names that all are UTF-8 are not so by chance. */
const SURE = 3;

const withSlashes = (name: string): string => name.replaceAll('\\', '/');

/** All code pages, the most plausible first. */
function rank(raws: readonly Buffer[]): readonly CodePage[] {
  const sample = raws.slice(0, SCORED);
  const scored = [UTF8, ...PAGES].map((each) => {
    const cost = sample.reduce((sum, raw) => sum + costIn(raw, each), 0);
    return { each, cost: cost + (each === UTF8 ? UTF8_PRIOR * sample.length : each.prior) };
  });
  return scored.sort((a, b) => a.cost - b.cost).map(({ each }) => each);
}

/** An impossible name is costly, but does not exclude the page: one damaged name decides nothing. */
function costIn(raw: Buffer, { decode, language }: CodePage): number {
  const name = decode(raw);
  return name === null ? IMPOSSIBLE * raw.filter((byte) => byte >= 0x80).length : costOf(name, language);
}

const IMPOSSIBLE = 12;

/** The code page in which the lists name most files. Undefined when they name none. */
function namedBest(pages: readonly CodePage[], raws: readonly Buffer[], lists: string): CodePage | undefined {
  const hits = pages.map((each) => {
    const names = raws.slice(0, LOOKED_UP).map((raw) => lastPart(each.decode(raw) ?? ''));
    return { each, count: names.filter((name) => name !== '' && lists.includes(name.normalize('NFC'))).length };
  });
  const most = Math.max(0, ...hits.map(({ count }) => count));
  return most === 0 ? undefined : hits.find(({ count }) => count === most)?.each;
}

const lastPart = (name: string): string =>
  withSlashes(name)
    .split('/')
    .findLast((part) => part !== '') ?? '';

/** A zip to which another program added files can have UTF-8 beside a code page, when that makes much more sense. */
function nameIn(raw: Buffer, chosen: CodePage | undefined): string {
  const text = chosen?.decode(raw) ?? null;
  const modern = isUtf8(raw) && chosen !== UTF8 ? raw.toString('utf8') : null;
  if (chosen === undefined || text === null)
    return modern ?? (PAGES[0] as CodePage).decode(raw) ?? raw.toString('latin1');
  return modern !== null && costOf(modern, 'any') + ADDED < costOf(text, chosen.language) ? modern : text;
}

const ADDED = 8;

/**
 * A path that cannot leave its folder: no drive, no leading slash, no `.` or `..` parts, no NUL. '' when nothing
 * remains.
 */
export function safeZipName(name: string): string {
  const parts = name
    .replace(/^[a-z]:/i, '')
    .replaceAll('\0', '')
    .split('/');
  return parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
}

/** Whether the name would lead outside the folder into which it is unpacked. */
export function isUnsafeZipName(name: string): boolean {
  return /^[a-z]:/i.test(name) || name.startsWith('/') || name.includes('\0') || name.split('/').includes('..');
}
