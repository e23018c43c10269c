/** Reads the simple properties of an XMP packet (ISO 16684-1): attributes and elements of RDF, by their local names. */
import type { EmbeddedTexts } from './text-source.ts';

/** A packet of Photoshop has a history of thousands of properties, which is about the program, not the picture. */
const MOST_TEXTS = 256;
const LONGEST_PACKET = 8 * 1024 * 1024;
/** Elements of the structure, whose texts belong to the property around them. */
const STRUCTURE = /^(?:rdf:(?:RDF|Description|li|Alt|Seq|Bag|value)|x:xmpmeta)$/;

/** Texts by local names (`UserComment` of `exif:UserComment`). The first text of a name counts. Linear in the packet. */
export function xmpTexts(packet: string): EmbeddedTexts {
  const texts = new Map<string, string>();
  const add = (name: string, text: string): void => {
    const local = name.slice(name.indexOf(':') + 1);
    if (text.trim() !== '' && texts.size < MOST_TEXTS && !texts.has(local)) texts.set(local, text.trim());
  };
  const open: string[] = [];
  let text = '';
  for (const part of partsOf(packet.slice(0, LONGEST_PACKET))) {
    if (part.type === 'text') text += part.text;
    else {
      const property = open.at(-1);
      if (property !== undefined && text !== '') add(property, text);
      text = '';
      if (part.type === 'end') {
        if (open.at(-1) === part.name) open.pop();
      } else {
        if (part.name === 'rdf:Description') for (const [name, value] of part.attributes) add(name, value);
        if (!part.isEmpty && !STRUCTURE.test(part.name)) open.push(part.name);
      }
    }
  }
  return texts;
}

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'end'; readonly name: string }
  | {
      readonly type: 'start';
      readonly name: string;
      readonly isEmpty: boolean;
      readonly attributes: readonly (readonly [string, string])[];
    };

function* partsOf(xml: string): Generator<Part> {
  for (let at = 0; at < xml.length; ) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) return;
    if (tag > at) yield { type: 'text', text: unescaped(xml.slice(at, tag)) };
    const [opener, closer] = SPECIAL.find(([mark]) => xml.startsWith(mark, tag)) ?? ['<', '>'];
    const end = closer === '>' ? tagEnd(xml, tag) : xml.indexOf(closer, tag + opener.length);
    if (end < 0) return;
    const inner = xml.slice(tag + opener.length, end);
    at = end + closer.length;
    if (opener === '<![CDATA[') yield { type: 'text', text: inner };
    else if (opener === '<' && inner.startsWith('/')) yield { type: 'end', name: inner.slice(1).trim() };
    else if (opener === '<') yield startOf(inner);
  }
}

const SPECIAL = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

/** The end of a tag. Values in quotation marks can contain `>`. */
function tagEnd(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at++) {
    const char = xml[at] as string;
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return -1;
}

function startOf(inner: string): Part {
  const isEmpty = inner.endsWith('/');
  const name = /^[^\s/]*/.exec(inner)?.[0] ?? '';
  const attributes = [...inner.slice(name.length).matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, key = '', double, single]) => [key, unescaped(double ?? single ?? '')] as const,
  );
  return { type: 'start', name, isEmpty, attributes };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Characters that XML writes as references. An unknown reference stays as it is. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
