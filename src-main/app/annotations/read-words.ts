/** Reads a words file (JSON or CSV) of any origin: valid entries are imported, and invalid ones become problems. */
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { elements } from '../../formats/json/json-stream.ts';
import { decodeText } from '../../formats/source-files/small-text.ts';
import { LibraryError } from '../library/library-error.ts';
import { rowsFromCsv } from './words-csv.ts';
import { type Kind, openWordsReader, type WordsRead, type WordsReader } from './words-reader.ts';

const VERSION = 1;

/** A table is read whole; as a table the words about a million items are some 150 MB. */
const LARGEST_TABLE = 192 * 1024 * 1024;
/** So much of a file tells whether it is JSON. */
const HEAD = 4_096;

/**
 * Reads the file at `path`, of which people know the name. Rejects with a {@link LibraryError} when it is no file of
 * words, or of a later version.
 */
export async function readWordsAt(name: string, path: string): Promise<WordsRead> {
  const reader = openWordsReader(name);
  if (/^[{[]/.test(bare(decodeText(await headOf(path))))) await takeJson(name, path, reader);
  else await takeTable(name, path, reader);
  return reader.finish();
}

const bare = (text: string): string => text.replace(/^\uFEFF/, '').trimStart();

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const LISTS: Readonly<Record<string, Kind>> = {
  'tags[]': 'tag',
  'collections[]': 'collection',
  'searches[]': 'search',
  'items[]': 'item',
};

/** Entry by entry: the text of a file about a million items would fill the thread's memory before it was parsed. */
async function takeJson(name: string, path: string, reader: WordsReader): Promise<void> {
  const fields = new Map<string, unknown>();
  for await (const event of elements(createReadStream(path), { paths: Object.keys(LISTS), about: name })) {
    if (event.type === 'field') fields.set(event.name, event.value);
    else if (event.type === 'problem' || (event.type === 'end' && !event.complete)) throw unreadable(name);
    else if (event.type === 'element') reader.take(LISTS[event.path] as Kind, event.index + 1, event.value);
  }
  if (fields.get('afterimage') !== 'words') throw notWords(name);
  const version = fields.get('version');
  if (typeof version === 'number' && version > VERSION)
    throw new LibraryError(
      'words-newer',
      'This file was written by a newer Afterimage. Please use the newer program.',
      name,
    );
}

async function takeTable(name: string, path: string, reader: WordsReader): Promise<void> {
  if ((await stat(path)).size > LARGEST_TABLE)
    throw new LibraryError(
      'too-large',
      'This table is too large to be read. Bring the words as JSON, or in several tables.',
      name,
    );
  const raw = rowsFromCsv(bare(decodeText(await readFile(path))), reader.report);
  if (!raw) throw notWords(name);
  const take = (what: Kind, values: unknown): void => {
    if (Array.isArray(values)) values.forEach((value, at) => void reader.take(what, at + 1, value));
  };
  take('tag', raw.tags);
  take('collection', raw.collections);
  take('search', raw.searches);
  take('item', raw.items);
}

const unreadable = (name: string): LibraryError =>
  new LibraryError(
    'words-unreadable',
    'This file is damaged: its JSON ends too early or is malformed. Nothing was changed.',
    name,
  );

const notWords = (name: string): LibraryError =>
  new LibraryError(
    'not-words',
    'This file contains no annotations. Choose a JSON or CSV file that “words export” wrote.',
    name,
  );
