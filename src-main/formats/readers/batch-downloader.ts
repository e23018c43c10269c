/**
 * Reads batch downloads of posts: `sora2/<post>/<timestamp>.mp4` with `.json`, captions, a GIF, `-prompt.txt` and
 * `-link.txt` of the same stem.
 */
import type { Claims, Ids } from '../claims.ts';
import { claimsOf, idsInLink, idsOf } from '../fields/fallback-keys.ts';
import { isObject, statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import { stripText, stripUrls } from '../json/strip-urls.ts';
import { claimFile } from '../naming/file-claims.ts';
import { baseName, folderName, isMediaName, stemOf, underRoot } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import { type Document, type DocumentReading, type Reader, type ReaderContext, readingFaults } from '../reader.ts';
import { statementsOf } from '../sora-service/service-objects.ts';
import type { SourceEntry } from '../source.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { readJson, readText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';

const FOLDER = /(?:^|\/)sora2\/((?:s_)?[0-9a-f]{32})$/i;
const ANY_FOLDER = /(?:^|\/)((?:s_)?[0-9a-f]{32})$/i;
const PART = /(-prompt\.txt|-link\.txt|\.json|\.srt|\.vtt)$/i;

interface Found {
  readonly entry: SourceEntry;
  /** The type of the document: the ending of its name. */
  readonly part: string;
  readonly post: string;
}

export const batchDownloader: Reader = {
  format: 'batch-downloader',
  async detect(context) {
    const found: Found[] = [];
    for (const entry of context.tree.source.entries) {
      const post = (context.isSought ? ANY_FOLDER : FOLDER).exec(
        folderName(underRoot(context.tree.source.path, entry.name)),
      )?.[1];
      const part = PART.exec(entry.name)?.[1]?.toLowerCase();
      const id = statedId(post, 'post')?.post;
      if (id !== undefined && part !== undefined && !context.isTaken(entry)) found.push({ entry, part, post: id });
    }
    const content = readAhead(found.length, (at) => readPart(found[at] as Found, context.signal));
    const documents = found.map<Document>((each, at) => ({
      entry: each.entry,
      sign: 'post-folder',
      read: () => readClip(each, content(at), context),
    }));
    return { documents, problems: [] };
  },
};

interface PartContent {
  readonly ids: Ids;
  readonly claims: Claims;
  readonly raw: unknown;
  readonly complete: boolean;
  readonly problems: readonly Extract<DocumentReading, { type: 'problem' }>['problem'][];
}

async function* readClip(
  { entry, part, post }: Found,
  reading: Promise<PartContent | null>,
  { tree }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const content = await reading;
  if (!content) return;
  yield* readingFaults(content);
  // The folder names the right post. The document adds the other ids.
  const ids: Ids = content.ids.post === undefined || content.ids.post === post ? { ...content.ids, post } : { post };
  yield { type: 'record', record: { ids, claims: content.claims, raw: content.raw } };
  const { task: _task, ...identity } = ids;
  for (const file of filesOf(entry, part, tree)) {
    const claim = claimFile(file, identity, tree);
    yield { type: 'claim', claim: /\.gif$/i.test(file.name) ? { ...claim, role: 'thumbnail' } : claim };
  }
}

/** The media of a clip. In a folder with only one media file, that file counts under any name. */
function filesOf(entry: SourceEntry, part: string, tree: Tree): readonly SourceEntry[] {
  const stem = baseName(entry.name).slice(0, -part.length);
  const media = tree.inFolder(folderName(entry.name)).filter(({ name }) => isMediaName(name));
  const own = media.filter(({ name }) => stemOf(baseName(name)) === stem);
  return own.length > 0 ? own : media.length === 1 ? media : [];
}

async function readPart({ entry, part }: Found, signal: AbortSignal | undefined): Promise<PartContent | null> {
  if (part === '.json') {
    const { value, ...rest } = await readJson(entry, signal);
    const raw = stripUrls(Array.isArray(value) && value.length === 1 ? value[0] : value);
    const stated = statementsOf(raw)[0];
    if (!isObject(raw)) return { ids: {}, claims: {}, raw, ...rest };
    return {
      ids: { ...idsOf(raw), ...stated?.ids },
      claims: stated ? unitedClaims(stated.claims, claimsOf(raw)) : claimsOf(raw),
      raw,
      ...rest,
    };
  }
  const { text: whole, ...rest } = await readText(entry, signal);
  const text = stripText(whole.replace(/^\uFEFF/, '').trim());
  if (text === '') return rest.complete ? null : { ids: {}, claims: {}, raw: {}, ...rest };
  if (part === '-prompt.txt')
    return { ids: {}, claims: statedClaims({ prompt: text }), raw: { prompt: text }, ...rest };
  if (part === '-link.txt') return { ids: { ...idsInLink(text) }, claims: {}, raw: { link: text }, ...rest };
  return { ids: {}, claims: {}, raw: { captions: text, format: part.slice(1) }, ...rest };
}
