/**
 * Writes the table of simplified and traditional characters from a file of the Unicode Character Database:
 * `node build/han-variants.ts Unihan_Variants.txt`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TABLE = join(import.meta.dirname, '../src-main/catalog/query-language/han-pairs.ts');
/** Characters that people type: the first block of Han characters and its first extension. */
const isCommon = (code: number): boolean => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
const WIDTH = 100;

const file = readFileSync(process.argv[2] ?? 'Unihan_Variants.txt', 'utf8');
const version = /Unicode version: (\S+)/.exec(file)?.[1] ?? '';
const groups = new Map<number, Set<number>>();
const pair = (simplified: number, traditional: number): void => {
  if (simplified === traditional || !isCommon(simplified) || !isCommon(traditional)) return;
  groups.set(simplified, (groups.get(simplified) ?? new Set()).add(traditional));
};
for (const [, from = '', kind, to = ''] of file.matchAll(/^U\+(\w+)\tk(Simplified|Traditional)Variant\t(.+)$/gm)) {
  for (const [, code = ''] of to.matchAll(/U\+(\w+)/g)) {
    const [own, other] = [Number.parseInt(from, 16), Number.parseInt(code, 16)];
    if (kind === 'Traditional') pair(own, other);
    else pair(other, own);
  }
}

const lines = [''];
for (const [simplified, traditional] of [...groups].sort(([a], [b]) => a - b)) {
  const group = String.fromCodePoint(simplified, ...[...traditional].sort((a, b) => a - b));
  const last = lines.at(-1) as string;
  // A Han character is as wide as two letters.
  if (last !== '' && (last.length + group.length + 1) * 2 > WIDTH) lines.push(group);
  else lines[lines.length - 1] = last === '' ? group : `${last} ${group}`;
}
writeFileSync(
  TABLE,
  `/**
 * Simplified characters, each followed by its traditional forms. Made by \`build/han-variants.ts\` from the fields
 * kSimplifiedVariant and kTraditionalVariant of the Unicode Character Database ${version} (© Unicode, Inc., Unicode License).
 */
export const HAN_PAIRS = \`
${lines.join('\n')}
\`;
`,
);
