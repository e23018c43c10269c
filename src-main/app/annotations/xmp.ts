/** An item's words as an XMP sidecar (ISO 16684-1), as Lightroom, Bridge, digiKam and exiftool read it. */
import type { Generation } from '../../contract/items/generation.ts';

/** Whose sidecar it is stands in its first lines: only those that say this are ever written over. */
export const OUR_TOOLKIT = 'x:xmptk="Afterimage';

type Described = Pick<Generation, 'id' | 'prompt' | 'title' | 'createdAt' | 'tags' | 'rating' | 'favorite' | 'note'>;

/**
 * The whole sidecar. Tags are keywords (dc:subject) and a tree (lr:hierarchicalSubject), the prompt is the description.
 */
export function xmpOf(item: Described): string {
  const keywords = [...new Set(item.tags.flatMap((tag) => tag.split('/')))];
  const trees = item.tags.map((tag) => tag.replaceAll('|', '¦').split('/').join('|'));
  const lines = [
    simple('dc:identifier', item.id),
    language('dc:title', item.title),
    language('dc:description', item.prompt),
    bag('dc:subject', keywords),
    bag('lr:hierarchicalSubject', trees),
    simple('xmp:CreateDate', item.createdAt),
    simple('xmp:Rating', item.rating > 0 ? String(item.rating) : null),
    simple('xmpDM:good', item.favorite ? 'True' : null),
    simple('photoshop:Instructions', item.note),
  ].filter((line) => line !== '');
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" ${OUR_TOOLKIT}">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
${lines.map((line) => `   ${line}`).join('\n')}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

function simple(name: string, value: string | null): string {
  return value === null || value === '' ? '' : `<${name}>${escaped(value)}</${name}>`;
}

function language(name: string, value: string | null): string {
  if (value === null || value === '') return '';
  return `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(value)}</rdf:li></rdf:Alt></${name}>`;
}

function bag(name: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  return `<${name}><rdf:Bag>${values.map((value) => `<rdf:li>${escaped(value)}</rdf:li>`).join('')}</rdf:Bag></${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** XML 1.0 has no place for most control characters, halves of pairs and two non-characters: they are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\r]/g, (sign) => ENTITIES[sign] as string);
}
