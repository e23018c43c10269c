/**
 * Repairs near-JSON: Python's quotation marks and words, keys without quotation marks, trailing commas, raw line breaks
 * in strings, and values that are none. In linear time.
 */

const LONGEST = 4 * 1024 * 1024;
/**
 * Strings, strings in Python's quotation marks, bare words (before a colon: keys), and trailing commas. A string that is
 * never closed is taken to the end, so that no part is looked at twice.
 */
const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|'[^'\\]*(?:\\[\s\S][^'\\]*)*'?|[^\s"'{}[\],:]+(\s*:)?|,(?=\s*[}\]])/g;
/** A text that is one bare word is a value only if the word is known. */
const IS_VALUE = /^\s*(?:[{["']|(?:-?NaN|-?Infinity|undefined|None|True|False)\s*$)/;
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Parses a text with small errors. Undefined when it differs too much from JSON. */
export function repairJson(text: string): unknown {
  if (text.length > LONGEST || !IS_VALUE.test(text)) return undefined;
  try {
    return JSON.parse(text.replace(TOKENS, repairToken));
  } catch {
    return undefined;
  }
}

/**
 * Parses the beginning of a text that was cut off: all complete values in it, without the rest. Undefined when nothing
 * can be parsed.
 */
export function repairCut(text: string): unknown {
  if (text.length > LONGEST) return undefined;
  const closers: string[] = [];
  let safe: { readonly end: number; readonly closers: string } | null = null;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
      continue;
    }
    if (char === '"') inString = true;
    else if (char === '{' || char === '[') closers.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') closers.pop();
    else if (char !== ',') continue;
    if (char !== '"') safe = { end: char === ',' ? at : at + 1, closers: closers.toReversed().join('') };
  }
  return safe ? repairJson(text.slice(0, safe.end) + safe.closers) : undefined;
}

function repairToken(token: string, colon: string | undefined): string {
  if (token.startsWith('"')) return withoutControls(token);
  if (token.startsWith("'")) return withoutControls(inJsonQuotes(token));
  if (token === ',') return '';
  if (colon !== undefined) return `${JSON.stringify(token.slice(0, -colon.length))}:`;
  if (SCALAR.test(token)) return token;
  // A value that is none counts as missing; the others of its record are kept.
  return token === 'True' || token === 'False' ? token.toLowerCase() : 'null';
}

/** Escapes bare double quotation marks, and leaves every escape but that of the single one, which JSON does not know. */
const inJsonQuotes = (token: string): string =>
  `"${token.slice(1, -1).replace(/\\[\s\S]|"/g, (mark) => (mark === '"' ? '\\"' : mark === "\\'" ? "'" : mark))}"`;

const withoutControls = (token: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters.
  token.replace(/[\0-\x1f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
