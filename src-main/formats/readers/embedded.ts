/** Pictures and videos that say inside how they were made: each is its own document, and its record is known by its content. */
import { type EmbeddedSays, embeddedSays } from '../embedded-claims.ts';
import { embeddedTexts } from '../embedded-texts.ts';
import { isMediaName } from '../names.ts';
import { readAhead } from '../read-ahead.ts';
import type { Document, DocumentReading, Reader } from '../reader.ts';
import type { SourceEntry } from '../source.ts';

const CARRIES = /\.(?:png|jpe?g|webp|mp4|m4v|mov)$/i;
/** What was read while looking is kept up to here, in characters, and else read again when its turn comes. */
const KEPT = 8 * 1024 * 1024;

export const embedded: Reader = {
  format: 'embedded',
  async detect({ tree, signal, isUnchanged, onLook }) {
    const documents: Document[] = [];
    // Files of Sora carry no prompt: those that are named by its ids need not be opened.
    const isOurs = (entry: SourceEntry): boolean => Object.keys(tree.idsOf(entry).ids).length > 0;
    const media = tree.source.entries.filter(
      (entry) => CARRIES.test(entry.name) && isMediaName(entry.name) && !isOurs(entry) && !isUnchanged(entry),
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
  const said = known ?? (await lookInside(entry));
  if (said) yield { type: 'record', record: { ...said, file: entry.name } };
}
