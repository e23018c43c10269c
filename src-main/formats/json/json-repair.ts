/** Repairs near-JSON: Python's words for missing numbers, trailing commas, raw line breaks in strings. */

const LONGEST = 4 * 1024 * 1024;
const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\b(?:NaN|Infinity|undefined|None|True|False)\b|,(?=\s*[}\]])/g;

/** Parses a text with small errors. Undefined when it differs too much from JSON. */
export function repairJson(text: string): unknown {
  if (text.length > LONGEST) return undefined;
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

function repairToken(token: string): string {
  if (token.startsWith('"'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters.
    return token.replace(/[\0-\x1f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (token === ',') return '';
  if (token === 'True' || token === 'False') return token.toLowerCase();
  return 'null';
}
