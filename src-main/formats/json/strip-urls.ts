/** Makes raw JSON data safe to keep: removes URL queries (signatures), repairs surrogates, limits the depth. */

/**
 * Runs of characters that a URL may contain. A backslash belongs to them only in JSON inside a string (`\/`, `\u0026`).
 */
const URL_RUN = /(?:[!#-;=?-[\]_a-z~|{}^]|\\\/|\\u[0-9a-f]{4})+/gi;
const SCHEME = /[a-z0-9]:(?:\\?\/){2}/i;
const QUERY = /[?#]|\\u003f|\\u0023/i;
/** A text that consists of one URL, in any script. */
const WHOLE_URL = /^\s*[a-z][a-z0-9+.-]{0,20}:\/\/\S*\s*$/i;
/** Query parameters that show a signature, even when the text does not look like a URL. */
const SIGNATURE = /(?:sig|signature|token|expires|se|key)=/i;
/** Deeper than any document that Sora or its tools write. The limit protects later steps from a stack overflow. */
export const MAX_JSON_DEPTH = 256;

/**
 * A deep copy of JSON data. Every URL in every string (keys too) loses its query and fragment. Lone surrogates become
 * U+FFFD, and keys named `__proto__` are plain data. Values deeper than {@link MAX_JSON_DEPTH} levels become null.
 */
export function stripUrls(value: unknown): unknown {
  return copy(value, 0);
}

/** Removes the queries and fragments of URLs from a text, and makes it well-formed. */
export function stripText(text: string): string {
  const sound = text.isWellFormed() ? text : text.toWellFormed();
  if (!/[?#%]|\\u00(?:3f|23)/i.test(sound)) return sound;
  return WHOLE_URL.test(sound) ? stripRun(sound) : sound.replace(URL_RUN, stripRun);
}

function stripRun(run: string): string {
  const at = queryStart(run);
  if (at < 0) return run;
  // Punctuation that ends the sentence around the URL stays.
  return run.slice(0, at) + (/[)\]}'.,;!]{1,8}$/.exec(run.slice(at))?.[0] ?? '');
}

/** The place of the first query or fragment of a URL in the run; -1 when there is none. */
function queryStart(run: string): number {
  const scheme = run.search(SCHEME);
  const plain = scheme < 0 ? -1 : searchFrom(run, QUERY, scheme);
  // A link can have lost its beginning and run into another link. Its query is signed all the same.
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
    // Two keys that became equal both stay.
    put(result, Object.hasOwn(result, safe) ? `${safe} (${number})` : safe, copy(item, depth + 1));
  }
  return result;
}

/** Sets an own property, whatever its name. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
