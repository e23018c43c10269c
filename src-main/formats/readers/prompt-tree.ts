/**
 * Reads a hand-made tree: `v2_feed/videos/<id>.mp4` with `v2_feed/prompts/<id>.md`, also drafts, cameos, and prompts
 * without a video.
 */
import type { FileClaim, SourceRecord } from '../claims.ts';
import { claimsOf, idsOf } from '../fields/fallback-keys.ts';
import { type JsonObject, statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName, stemOf, underRoot } from '../naming/file-names.ts';
import { statedId, unitedIds } from '../naming/ids.ts';
import { type Document, type DocumentReading, type Reader, type ReaderContext, readingFaults } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { readText } from '../source-files/small-text.ts';
import { meaningful, textFields } from '../text/text-fields.ts';

/** The part of the tree, and the name of a cameo. */
const PLACE = /(?:^|\/)(?:(v2_feed|v2_draft)|cameos\/([^/]+))\/(?:prompts|prompt_onlys)\/[^/]+\.md$/i;

export const promptTree: Reader = {
  format: 'prompt-tree',
  async detect(context) {
    const found = context.tree.source.entries.filter(
      (entry) => isPrompt(underRoot(context.tree.source.path, entry.name), context.isSought) && !context.isTaken(entry),
    );
    const text = readAhead(found.length, (at) => readText(found[at] as SourceEntry, context.signal));
    const documents = found.map<Document>((entry, at) => ({
      entry,
      sign: 'prompt-tree',
      read: () => readPrompt(entry, text(at), context),
    }));
    return { documents, problems: [] };
  },
};

function isPrompt(place: string, isSought: boolean): boolean {
  return PLACE.test(place) || (isSought && /\.md$/i.test(place) && !/^readme/i.test(baseName(place)));
}

async function* readPrompt(
  entry: SourceEntry,
  reading: ReturnType<typeof readText>,
  { tree }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { text, ...read } = await reading;
  yield* readingFaults(read);
  if (text.trim() === '') return;
  const stem = stemOf(baseName(entry.name));
  const part = folderName(folderName(entry.name));
  const isNear = ({ name }: SourceEntry): boolean =>
    folderName(folderName(name)) === part || folderName(name) === folderName(entry.name);
  const files = tree.mediaByStem(stem).filter(isNear);
  const record = toRecord(text, underRoot(tree.source.path, entry.name), tree.idsOf(entry).ids, files[0]);
  yield { type: 'record', record };
  const { task: _task, ...ids } = record.ids;
  for (const { name } of files) yield { type: 'claim', claim: { name, ids, role: 'original' } satisfies FileClaim };
}

function toRecord(
  text: string,
  place: string,
  named: SourceRecord['ids'],
  file: SourceEntry | undefined,
): SourceRecord {
  const { fields, body } = textFields(text);
  const raw = stripUrls({ ...fields, ...(body === '' ? {} : { body }) }) as JsonObject;
  const headFields = meaningful(stripUrls(fields) as Record<string, string>);
  const [, kind, cameo] = PLACE.exec(place) ?? [];
  const isDraft = kind?.toLowerCase() === 'v2_draft';
  const { createdMs, ...claims } = claimsOf({ ...headFields, prompt: bodyOf(raw.body) ?? headFields.prompt });
  const where = isDraft ? ['drafts'] : kind ? ['profile'] : cameo ? ['cameos', cameo] : [];
  const memberships = statedClaims({ kind: 'video', draft: isDraft, collections: where });
  return {
    ids: unitedIds(named, { ...idsOf(headFields), ...statedId(headFields.id, 'gen') }),
    ...(file === undefined ? {} : { file: file.name }),
    // The date in the head of a feed's prompt is the date of the post.
    claims: unitedClaims(
      {
        ...claims,
        ...(createdMs === undefined
          ? {}
          : { createdMs, dateSource: isDraft ? (claims.dateSource ?? 'sidecar') : 'sidecar' }),
      },
      memberships,
    ),
    raw,
  };
}

function bodyOf(body: unknown): string | undefined {
  return typeof body === 'string' && meaningful({ body }).body !== undefined ? body : undefined;
}
