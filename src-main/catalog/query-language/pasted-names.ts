/** Names of files and ids in queries, as people copy them from somewhere. */
import { typedNameWords } from '../../contract/items/name-words.ts';
import { tokensOf } from '../../contract/searching/tokens.ts';
import type { Node } from './ast.ts';

/** The identifiers of Sora's exports, posts, tasks and API jobs, and content hashes. */
const IDENTIFIER = /^(?:(?:gen|task|video|img|s|p)_[0-9a-z_-]{16,80}|[0-9a-f]{32}|sha256:[0-9a-f]{64}|[0-9a-f]{64})$/i;

/** The names of media files, as they are pasted: their extension is not in the index. */
const MEDIA_NAME = /[^.]\.(?:mp4|m4v|mov|webm|mkv|avi|gif|png|jpe?g|webp|avif|heic|bmp|tiff?)$/i;

export const isMediaName = (word: string): boolean => MEDIA_NAME.test(word);

/** The item with the id that a word is, also as the name of a file. */
export function asIdentifier(word: string): Node | null {
  const value = word.replace(MEDIA_NAME, (end) => end.slice(0, 1));
  if (!IDENTIFIER.test(value)) return null;
  return { type: 'filter', filter: { type: 'id', value: value.toLowerCase(), prefix: false } };
}

/** The words of a name as a phrase in the names of files; null when it has none. */
export function nameLeaf(name: string): Node | null {
  const tokens = tokensOf(typedNameWords(name)).map((token) => token.text);
  return tokens.length === 0 ? null : { type: 'text', tokens, prefix: false, column: 'name' };
}
