/** Reads the list of a Grok export: `prod-grok-backend.json` with posts and conversations, and its files in folders named by ids. */
import type { Claims } from '../claims.ts';
import { claimsOf } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectOf, objectsOf, statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import type { JsonPeek } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName, isMaybeMedia, isMediaName } from '../naming/file-names.ts';
import type { Document, DocumentReading, ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';
import { statedText } from '../text/texts.ts';

const LIST = 'prod-grok-backend.json';
/** Lists of the account, which say nothing about works. They lie beside the list. */
const BESIDES = /^prod-mc-[a-z-]+\.json$/i;
const ASSETS = 'prod-mc-asset-server';
const PATHS = ['media_posts[]', 'conversations[]'];

/**
 * The document of a Grok export's list; null for other documents. A work in the list has its file under its own id, and
 * no id that other lists could share: its content identifies it.
 */
export function grokList(
  entry: SourceEntry,
  { root }: JsonPeek,
  { tree, signal }: Pick<ReaderContext, 'tree' | 'signal'>,
): Document | null {
  if (baseName(entry.name).toLowerCase() !== LIST || root !== 'object') return null;
  const parts = tree.inFolder(folderName(entry.name)).filter(({ name }) => BESIDES.test(baseName(name)));
  return { entry, sign: 'grok-list', parts, read: () => readList(entry, { tree, signal }) };
}

async function* readList(
  entry: SourceEntry,
  { tree, signal }: Pick<ReaderContext, 'tree' | 'signal'>,
): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths: PATHS, signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element' && isObject(event.value))
      yield* event.path === 'media_posts[]' ? readPost(event.value, tree) : readConversation(event.value, tree);
  }
}

/** A picture or video that was made on its own page. Its file can be absent. */
function* readPost(post: JsonObject, tree: Tree): Generator<DocumentReading> {
  const raw = stripUrls(post) as JsonObject;
  const claims = claimsOf(raw);
  const [file] = assetsOf([raw.id], tree);
  if (!file && claims.prompt === undefined) return;
  yield { type: 'record', record: { ids: {}, ...(file ? { file: file.name } : {}), claims, raw } };
}

/** The pictures in a conversation: those in an answer are made from the person's words above it. */
function* readConversation(conversation: JsonObject, tree: Tree): Generator<DocumentReading> {
  const about = objectOf(conversation.conversation);
  const responses = objectsOf(conversation.responses).map((each) => objectOf(each.response ?? each));
  const byId = new Map(responses.map((response) => [response._id ?? response.id, response]));
  let last: JsonObject | undefined;
  for (const response of responses) {
    if (isHuman(response)) {
      last = response;
      continue;
    }
    const parent = byId.get(response.parent_response_id);
    const asked = parent && isHuman(parent) ? parent : last;
    const given = assetsOf(attachmentsOf(asked), tree);
    for (const file of assetsOf(attachmentsOf(response), tree)) {
      if (given.includes(file)) continue;
      const raw = stripUrls({ conversation: shortOf(about), response, ...(asked ? { asked } : {}) });
      yield { type: 'record', record: { ids: {}, file: file.name, claims: answerClaims(response, asked), raw } };
      for (const { name } of given) yield { type: 'claim', claim: { name, ids: {}, of: file.name, role: 'reference' } };
    }
  }
}

function answerClaims(response: JsonObject, asked: JsonObject | undefined): Claims {
  const { generated_image_width: width, generated_image_height: height } = objectOf(response.metadata);
  const { createdMs, dateSource, model } = claimsOf({ create_time: response.create_time, model: response.model });
  const date = createdMs === undefined || dateSource === undefined ? {} : { createdMs, dateSource };
  return unitedClaims(
    { ...date, ...(model === undefined ? {} : { model }) },
    statedClaims({ prompt: stripUrls(wordsOf(asked)), width, height }),
  );
}

/** A longer text is a document, not a request for a picture. */
const LONGEST_REQUEST = 20_000;

function wordsOf(asked: JsonObject | undefined): string | undefined {
  const words = statedText(asked?.message);
  return words !== undefined && words.length <= LONGEST_REQUEST ? words : undefined;
}

const isHuman = ({ sender }: JsonObject): boolean => typeof sender === 'string' && /^(?:human|user)$/i.test(sender);

function attachmentsOf(response: JsonObject | undefined): readonly unknown[] {
  return [response?.file_attachments, response?.image_attachments].flatMap((ids) => (Array.isArray(ids) ? ids : []));
}

/** The files in the folders that these ids name: `prod-mc-asset-server/<id>/content`. */
function assetsOf(ids: readonly unknown[], tree: Tree): readonly SourceEntry[] {
  const named = ids.filter((id) => typeof id === 'string').flatMap((id) => tree.mediaByUuid(id));
  return [...new Set(named)].filter(
    ({ name }) =>
      baseName(folderName(folderName(name))).toLowerCase() === ASSETS && (isMediaName(name) || isMaybeMedia(name)),
  );
}

/** The conversation's own short fields. */
function shortOf(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => typeof value !== 'object' && String(value).length <= 1_000),
  );
}
