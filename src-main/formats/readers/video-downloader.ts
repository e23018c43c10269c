/**
 * Reads trees of one user's clips, `@user's Sora Posts - No Watermark, With Label, Default Crop/…`, with tables of
 * draft prompts and statistics.
 */
import type { FileRole } from '../../contract/items/generation.ts';
import type { FileClaim, Ids } from '../claims.ts';
import { ask, claimsOf, idsOf } from '../fields/fallback-keys.ts';
import { statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { claimFile } from '../naming/file-claims.ts';
import { folderName, isMediaName, underRoot } from '../naming/file-names.ts';
import { idsInNamed, mediaNamed } from '../naming/list-files.ts';
import type { Document, DocumentReading, Reader, ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';
import { recordsOf } from '../text/csv.ts';

/** The user, the type of clips, and the variant. */
const TITLE = /(?:^|\/)@?([^/@]{1,80})['’‘`]s Sora (\w+)([^/]*)/i;

export const videoDownloader: Reader = {
  format: 'video-downloader',
  async detect(context) {
    const { entries, path } = context.tree.source;
    const parents = new Set(entries.flatMap(({ name }) => parentOfTitled(underRoot(path, name))));
    const isTable = ({ name }: SourceEntry): boolean => {
      const place = underRoot(path, name);
      return /\.csv$/i.test(name) && (context.isSought || TITLE.test(place) || parents.has(folderName(place)));
    };
    const tables = entries.filter((entry) => isTable(entry) && !context.isTaken(entry));
    const documents = tables.map<Document>((entry) => ({
      entry,
      sign: 'user-table',
      read: () => readTable(entry, context),
    }));
    return { documents, problems: [], claims: [...claimsOnFiles(context.tree)] };
  },
};

/** The folder that contains a folder with such a title. */
function parentOfTitled(name: string): readonly string[] {
  const title = TITLE.exec(folderName(name));
  return title ? [name.slice(0, title.index)] : [];
}

async function* readTable(entry: SourceEntry, { tree, signal }: ReaderContext): AsyncGenerator<DocumentReading> {
  const place = placeOf(underRoot(tree.source.path, entry.name));
  for await (const event of recordsOf(entry, signal)) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'record') {
      const raw = stripUrls(event.fields);
      const lookUp = ask(raw);
      const ids = idsOf(raw, lookUp);
      const file = mediaNamed(lookUp, entry, tree);
      const claims = unitedClaims(claimsOf(raw, lookUp), place.claims);
      if (Object.keys(ids).length + (file ? 1 : 0) > 0 || claims.prompt !== undefined) {
        const whose = Object.keys(ids).length > 0 ? ids : idsInNamed(lookUp);
        yield { type: 'record', record: { ids: whose, ...(file ? { file: file.name } : {}), claims, raw } };
        const { task: _task, ...identity } = ids;
        if (file && Object.keys(identity).length > 0) yield { type: 'claim', claim: claimClip(file, identity, tree) };
      }
    }
  }
}

/** Claims the clips: their names contain the ids, and their folder names the variant. */
function* claimsOnFiles(tree: Tree): Generator<FileClaim> {
  for (const file of tree.source.entries) {
    const place = underRoot(tree.source.path, file.name);
    if (isMediaName(file.name) && TITLE.test(folderName(place))) yield claimClip(file, tree.idsOf(file).ids, tree);
  }
}

function claimClip(file: SourceEntry, ids: Ids, tree: Tree): FileClaim {
  const claim = claimFile(file, ids, tree);
  const { role } = placeOf(underRoot(tree.source.path, file.name));
  return claim.role === 'original' && role !== null ? { ...claim, role } : claim;
}

const COLLECTIONS: readonly (readonly [RegExp, string])[] = [
  [/^posts?$/i, 'profile'],
  [/^lik/i, 'liked'],
  [/^cameo/i, 'cameos'],
];

function placeOf(name: string): { readonly claims: ReturnType<typeof statedClaims>; readonly role: FileRole | null } {
  const [, author, what = '', variant = ''] = TITLE.exec(name) ?? [];
  const isDraft = /draft/i.test(what) || /draft/i.test(name.slice(folderName(name).length));
  const collections = isDraft
    ? ['drafts']
    : COLLECTIONS.filter(([words]) => words.test(what)).map(([, collection]) => collection);
  const role = /no watermark/i.test(variant) ? 'no-watermark' : /watermark/i.test(variant) ? 'watermark' : null;
  return {
    claims: statedClaims({
      kind: 'video',
      author: /^lik/i.test(what) ? undefined : author,
      draft: isDraft,
      liked: /^lik/i.test(what),
      collections,
    }),
    role,
  };
}
