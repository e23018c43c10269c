/** Decodes names inside zips, whose encoding is often unknown, and makes them safe paths. */
import { isUtf8 } from 'node:buffer';
import { getFileNameLowLevel } from 'yauzl';

/** Kana, or two adjacent Chinese or Japanese characters. A wrongly decoded European name does not contain these. */
const CJK_WORD = /[\u3041-\u30ff]|[\u3400-\u9fff\uf900-\ufaff\u3005]{2}/;
const HALF_WIDTH_KANA = /[\uff61-\uff9f]/;

/**
 * Decodes a name. UTF-8 when the flag, the Unicode extra field or the bytes themselves show it. Else Shift_JIS or GBK
 * when the decoded text has CJK words. Else code page 437, as the format prescribes. Backslashes become slashes.
 */
export function decodeZipName(flags: number, raw: Buffer, extraFields: { id: number; data: Buffer }[]): string {
  const standard = getFileNameLowLevel(flags, raw, extraFields, false);
  const stated = (flags & 0x800) !== 0 || extraFields.some((field) => field.id === 0x7075);
  if (stated || raw.every((byte) => byte < 0x80)) return standard;
  if (isUtf8(raw)) return raw.toString('utf8').replaceAll('\\', '/');
  const japanese = tryDecode('shift_jis', raw);
  if (japanese && CJK_WORD.test(japanese) && !HALF_WIDTH_KANA.test(japanese)) return japanese.replaceAll('\\', '/');
  const chinese = tryDecode('gbk', raw);
  if (chinese && CJK_WORD.test(chinese) && !/[\ue000-\uf8ff]/.test(chinese)) return chinese.replaceAll('\\', '/');
  return standard;
}

function tryDecode(encoding: string, raw: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

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
