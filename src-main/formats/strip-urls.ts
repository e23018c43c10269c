/** Raw JSON data made safe to keep: without the signatures of links, well-formed, harmless. */

/** A URL in any text, its slashes plain or escaped as JSON inside a string has them. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]*:(?:\\?\/){2}(?:[^\s"'<>\\`]|\\\/|\\u[0-9a-f]{4})+/gi;
/** What looks signed without saying it is a URL. */
const SIGNED = /\?[^\s"'<>\\`]*?(?:sig|signature|token|expires|se)=[^\s"'<>`]*/gi;
/** A URL carried inside another one's path, percent-encoded. */
const ENCODED_QUERY = /(%3a%2f%2f[^\s"'<>?#]*?)(?:%3f|%23)[^\s"'<>]*/gi;
/** Deeper than any document Sora or its tools write; keeps every later step off the end of the stack. */
const MAX_DEPTH = 256;

/**
 * A deep copy of JSON data in which every URL in every string (keys too) has lost its query and fragment, lone surrogates
 * are U+FFFD and keys named `__proto__` are plain data. What lies deeper than 256 levels is left out as null.
 */
export function stripUrls(value: unknown): unknown {
  return copy(value, 0);
}

/** One text without the queries and fragments of its URLs, well-formed. */
export function stripText(text: string): string {
  const sound = text.isWellFormed() ? text : text.toWellFormed();
  if (!sound.includes('?') && !sound.includes('#') && !/%(?:3f|23)/i.test(sound)) return sound;
  return sound
    .replace(URL_IN_TEXT, (url) => url.replace(/(?:[?#]|\\u003f|\\u0023).*$/i, ''))
    .replace(SIGNED, '')
    .replace(ENCODED_QUERY, '$1');
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return stripText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) put(result, stripText(key), copy(item, depth + 1));
  return result;
}

/** Sets an own property whatever its name; two keys that became alike stay two. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (Object.hasOwn(target, key)) return put(target, `${key} (2)`, value);
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
