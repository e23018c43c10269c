/** Parses notes with `key: value` lines at the top and a text below, with or without `---` around the top. */

export interface TextFields {
  /** The top lines' values by their keys as written; empty when there is no such line. */
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Keys that distinguish a head from a text that contains a colon. The LONG ones can have values of several lines. */
const KNOWN = new Set(
  `id genid generationid generation taskid task postid post videoid title prompt negativeprompt text caption description source type kind
  createdat created date timestamp postedat publishedat author creator username user handle model seed width height resolution size
  duration seconds aspectratio orientation quality operation style preset url link permalink sourceurl tags folder collection status liked
  draft cameos displayname likes likecount views viewcount`.split(/\s+/),
);
const LONG = new Set(['prompt', 'negativeprompt', 'text', 'caption', 'description']);
const BLOCK = /^\s*[|>][+-]?\d?\s*$/;
const LINE = /^\s{0,3}([\p{L}][\p{L}\p{N} _-]{0,30}?)\s*:(?:\s+(.*))?$/u;

/**
 * Splits a text into head and body. When the first line is not a known field, the whole text is body. | @param isHead
 * every line is a field or continues one: YAML
 */
export function textFields(text: string, isHead = false): TextFields {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return { fields: {}, body: '' };
  if (/^---\s*$/.test(lines[first] ?? '')) {
    const close = lines.findIndex((line, at) => at > first && /^(?:---|\.\.\.)\s*$/.test(line));
    if (close > 0)
      return { fields: headIn(lines.slice(first + 1, close), true).fields, body: joined(lines.slice(close + 1)) };
  }
  const { fields, end } = headIn(lines.slice(first), isHead);
  return { fields, body: joined(lines.slice(first + end)) };
}

/**
 * The fields at the beginning of these lines, and how many lines they take. `closed`: every line belongs to the head.
 */
function headIn(lines: readonly string[], closed: boolean): { fields: Record<string, string>; end: number } {
  const fields = new Map<string, string>();
  let last = '';
  let end = 0;
  let inBlock = false;
  for (const line of lines) {
    const [, key = '', value = ''] = LINE.exec(line) ?? [];
    inBlock &&= line.trim() === '' || /^\s/.test(line);
    const isField = !inBlock && key !== '' && !fields.has(key) && (closed || KNOWN.has(folded(key)));
    const goesOn = last !== '' && (closed || inBlock || (LONG.has(folded(last)) && line.trim() !== ''));
    // YAML's marks for a text of several lines are not part of the value.
    if (isField) fields.set(key, BLOCK.test(value) ? '' : unquoted(value.trim()));
    else if (goesOn) fields.set(last, `${fields.get(last)}\n${line.trim()}`.trim());
    else if (!closed) break;
    if (isField) [last, inBlock] = [key, BLOCK.test(value)];
    end++;
  }
  return { fields: Object.fromEntries(fields), end };
}

function folded(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function unquoted(value: string): string {
  if (/^'[^']*'$/.test(value)) return value.slice(1, -1);
  if (!/^"(?:[^"\\]|\\.)*"$/.test(value)) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1);
  }
}

function joined(lines: readonly string[]): string {
  return lines.join('\n').trim();
}

/** Removes fields whose value means nothing: `None`, `null`, `N/A`. */
export function meaningful(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => !/^\s*(?:none|null|nil|undefined|n\/a|-)?\s*$/i.test(value)),
  );
}
