/**
 * Reads pictures and videos with embedded generation texts. Each file is its own document; its content identifies it.
 */
import { type EmbeddedSays, embeddedSays } from '../embedded/embedded-claims.ts';
import { embeddedTexts } from '../embedded/embedded-texts.ts';
import { isMediaName } from '../naming/file-names.ts';
import type { Document, DocumentReading, Reader } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { readAhead } from '../source-files/read-ahead.ts';

/** Media whose texts are not read. */
const LACKS = /\.(?:gif|avif|heic)$/i;
/** Total length of the results kept from detection, in characters. Files beyond it are read a second time. */
const KEPT = 8 * 1024 * 1024;

export const embedded: Reader = {
  format: 'embedded',
  async detect({ tree, signal, isUnchanged, onLook }) {
    const documents: Document[] = [];
    // Files of Sora contain no prompt, so files with Sora ids in their names are not opened.
    const isOurs = (entry: SourceEntry): boolean => Object.keys(tree.idsOf(entry).ids).length > 0;
    const media = tree.source.entries.filter(
      (entry) => isMediaName(entry.name) && !LACKS.test(entry.name) && !isOurs(entry) && !isUnchanged(entry),
    );
    const says = readAhead(media.length, (at) => lookInside(media[at] as SourceEntry));
    let kept = 0;
    for (const [at, entry] of media.entries()) {
      signal?.throwIfAborted();
      onLook(entry);
      const found = await says(at);
      if (!found) continue;
      kept += JSON.stringify(found.raw).length;
      const known = kept <= KEPT ? found : null;
      documents.push({ entry, sign: 'says-inside', read: () => readInside(entry, known) });
    }
    return { documents, problems: [] };
  },
};

async function lookInside(entry: SourceEntry): Promise<EmbeddedSays | null> {
  return embeddedSays(await embeddedTexts(entry));
}

async function* readInside(entry: SourceEntry, known: EmbeddedSays | null): AsyncGenerator<DocumentReading> {
  const content = known ?? (await lookInside(entry));
  if (content) yield { type: 'record', record: { ...content, file: entry.name } };
}
