/** Gives the members of a zip their names, which are decoded together. */
import { decodeText } from '../source-files/small-text.ts';
import type { RawMember, ZipBytes, ZipMember } from './zip-entry.ts';
import { readWhole } from './zip-member.ts';
import { decodeNames } from './zip-names.ts';

/** The members with their names decoded, without folders. */
export async function named(zip: ZipBytes, raws: readonly RawMember[]): Promise<ZipMember[]> {
  const unsure = raws.map(({ rawName }) => rawName).filter((raw) => raw !== undefined);
  const names = await decodeNames(unsure, () => listsIn(zip, raws));
  let next = 0;
  const members = raws.map(
    ({ rawName, ...member }): ZipMember =>
      rawName === undefined ? member : { ...member, name: names[next++] ?? member.name },
  );
  return members.filter(({ name }) => !name.endsWith('/'));
}

const LIST = /\.(?:jsonl?|csv|tsv|txt|md|html?)$/i;
const MOST_LISTS = 8;
const LONGEST_LIST = 512 * 1024;

/** The texts of lists in the zip, which can name its files. */
async function listsIn(zip: ZipBytes, members: readonly RawMember[]): Promise<string> {
  const lists = members.filter(({ name, size }) => LIST.test(name) && size <= LONGEST_LIST).slice(0, MOST_LISTS);
  let text = '';
  for (const member of lists) {
    const bytes = await readWhole(zip, member, LONGEST_LIST);
    // JSON of some programs has no letters beyond ASCII, only their numbers.
    if (bytes)
      text += decodeText(bytes).replace(/\\u([0-9a-f]{4})/gi, (_, code) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
  }
  return text.normalize('NFC');
}
