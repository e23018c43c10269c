/** Raw JSON data made safe to keep: without the signatures of links, well-formed, harmless. */

/** Runs of characters a URL may have; a backslash belongs to them only in JSON within a string (`\/`, `\u0026`). */
const URL_RUN = /(?:[!#-;=?-[\]_a-z~|{}^]|\\\/|\\u[0-9a-f]{4})+/gi;
const SCHEME = /[a-z0-9]:(?:\\?\/){2}/i;
const QUERY = /[?#]|\\u003f|\\u0023/i;
/** A text that is nothing but one URL, in any script. */
const WHOLE_URL = /^\s*[a-z][a-z0-9+.-]{0,20}:\/\/\S*\s*$/i;
/** What a query says that is signed, though nothing says it is a URL's. */
const SIGNATURE = /(?:sig|signature|token|expires|se|key)=/i;
/** Deeper than any document Sora or its tools write; keeps every later step off the end of the stack. */
export const MAX_JSON_DEPTH = 256;

/**
 * A deep copy of JSON data in which every URL in every string (keys too) has lost its query and fragment, lone surrogates
 * are U+FFFD and keys named `__proto__` are plain data. What lies deeper than {@link MAX_JSON_DEPTH} levels becomes null.
 */
export function stripUrls(value: unknown): unknown {
  return copy(value, 0);
}

/** One text without the queries and fragments of its URLs, well-formed. */
export function stripText(text: string): string {
  const sound = text.isWellFormed() ? text : text.toWellFormed();
  if (!/[?#%]|\\u00(?:3f|23)/i.test(sound)) return sound;
  return WHOLE_URL.test(sound) ? stripRun(sound) : sound.replace(URL_RUN, stripRun);
}

function stripRun(run: string): string {
  const at = queryStart(run);
  if (at < 0) return run;
  // Punctuation that closes the sentence around the URL stays.
  return run.slice(0, at) + (/[)\]}'.,;!]{1,8}$/.exec(run.slice(at))?.[0] ?? '');
}

/** Where the first query or fragment of a URL in the run begins, -1 without one. */
function queryStart(run: string): number {
  const scheme = run.search(SCHEME);
  const plain = scheme < 0 ? -1 : searchFrom(run, QUERY, scheme);
  // A link that lost its beginning, with another one run into it, is signed all the same.
  const query = run.indexOf('?');
  const signed = query >= 0 && SIGNATURE.test(run.slice(query)) ? query : -1;
  if (plain >= 0) return signed < 0 ? plain : Math.min(plain, signed);
  const encoded = run.search(/%3a%2f%2f/i);
  const coded = encoded < 0 ? -1 : searchFrom(run, /%3f|%23/i, encoded);
  return coded >= 0 && signed >= 0 ? Math.min(coded, signed) : Math.max(coded, signed);
}

function searchFrom(text: string, pattern: RegExp, from: number): number {
  const at = text.slice(from).search(pattern);
  return at < 0 ? -1 : from + at;
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return stripText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null;
  if (depth >= MAX_JSON_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  const result: Record<string, unknown> = {};
  let number = 0;
  for (const [key, item] of Object.entries(value)) {
    number++;
    const safe = stripText(key);
    // Two keys that became alike stay two.
    put(result, Object.hasOwn(result, safe) ? `${safe} (${number})` : safe, copy(item, depth + 1));
  }
  return result;
}

/** Sets an own property whatever its name. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
