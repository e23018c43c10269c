/** Near-JSON made JSON: what Python prints for lack of a number, trailing commas, raw line breaks in strings. */

const LONGEST = 4 * 1024 * 1024;
const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\b(?:NaN|Infinity|undefined|None|True|False)\b|,(?=\s*[}\]])/g;

/** The value that a text nearly is, or undefined when it is too far from JSON. */
export function repairJson(text: string): unknown {
  if (text.length > LONGEST) return undefined;
  try {
    return JSON.parse(text.replace(TOKENS, repairToken));
  } catch {
    return undefined;
  }
}

/**
 * The value that a text began to be before it was cut: everything in it that is whole, the rest left out. Undefined where nothing of
 * it can be told.
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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (token.startsWith('"')) return token.replace(/[\0-\x1f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (token === ',') return '';
  if (token === 'True' || token === 'False') return token.toLowerCase();
  return 'null';
}
