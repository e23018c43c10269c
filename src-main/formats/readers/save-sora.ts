/**
 * Reads save-sora's library: `MMDDYYYY-<id>.mp4` beside a `.txt` of `key: value` lines, in folders that name owner and
 * type.
 */

import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { FileRole } from '../../contract/items/generation.ts';
import type { Claims, FileClaim, SourceRecord } from '../claims.ts';
import { claimsOf, idsOf, timedMs } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import { repairJson } from '../json/json-repair.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName, stemOf, underRoot } from '../naming/file-names.ts';
import { statedId, unitedIds } from '../naming/ids.ts';
import { type Document, type DocumentReading, type Reader, type ReaderContext, readingFaults } from '../reader.ts';
import { statementsOf } from '../sora-service/service-objects.ts';
import type { SourceEntry } from '../source.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { peekText, readText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';
import { recordsOf } from '../text/csv.ts';
import { statedText } from '../text/texts.ts';

const SIDECAR = /^\d{8}-.+\.txt$/i;
const ROOT = 'save-sora-library';
const VARIANT_FOLDER = /(?:^|\/)(?:no-)?watermark(?:\/|$)/i;
const PROMPT_LIST = /^save-sora-.*(?:prompts|urls).*\.csv$/i;
/** Every key that the tool writes. Other lines with a colon belong to the value before them. */
const KEYS = new Set(
  `video_id row_id title prompt discovery_phrase description caption creator_name creator_username character_name character_username
  character_names category_tags source_type source_bucket source_order created_at published_at fetched_at like_count view_count
  share_count repost_count remix_count detail_url thumbnail_url gif_url playback_url download_url duration_seconds
  estimated_size_bytes width height is_downloadable skip_reason archive_variant archive_path archive_download_url
  raw_payload_json`.split(/\s+/),
);

export const saveSora: Reader = {
  format: 'save-sora',
  async detect(context) {
    const sidecars: { readonly entry: SourceEntry; readonly sign: DetectionReason }[] = [];
    const lists: SourceEntry[] = [];
    for (const entry of context.tree.source.entries) {
      if (context.isTaken(entry)) continue;
      const base = baseName(entry.name);
      const isCandidate = SIDECAR.test(base) || (context.isSought && /\.txt$/i.test(base) && !/^readme/i.test(base));
      const sign = isCandidate ? await signOf(entry, context) : null;
      if (sign) sidecars.push({ entry, sign });
      else if (PROMPT_LIST.test(base)) lists.push(entry);
    }
    const text = readAhead(sidecars.length, (at) =>
      readText((sidecars[at] as (typeof sidecars)[number]).entry, context.signal),
    );
    const guides = context.tree.named('README-EXTRACTION.txt').filter((entry) => !context.isTaken(entry));
    const knownPrompts = lists.length > 0 ? new Set<string>() : null;
    const documents = sidecars.map<Document>(({ entry, sign }, at) => ({
      entry,
      sign,
      parts: at === 0 ? guides : [],
      read: () => readSidecar(entry, text(at), knownPrompts, context.tree),
    }));
    for (const entry of lists) {
      documents.push({ entry, sign: 'save-sora-prompts', read: () => readList(entry, knownPrompts, context) });
    }
    return { documents, problems: [] };
  },
};

/** Recognises a text by its folders when possible, so that it need not be opened. */
async function signOf(entry: SourceEntry, { tree, signal, isSought }: ReaderContext): Promise<DetectionReason | null> {
  const folder = folderName(underRoot(tree.source.path, entry.name));
  if (`/${folder}/`.includes(`/${ROOT}/`)) return 'save-sora-library';
  if (VARIANT_FOLDER.test(folder)) return 'save-sora-names';
  if (/^\uFEFF?(?:video_id|row_id): /m.test(await peekText(entry, 512, signal))) return 'save-sora-fields';
  return isSought ? 'sought' : null;
}

async function* readSidecar(
  entry: SourceEntry,
  reading: ReturnType<typeof readText>,
  knownPrompts: Set<string> | null,
  tree: Tree,
): AsyncGenerator<DocumentReading> {
  const { text, ...read } = await reading;
  yield* readingFaults(read);
  if (text.trim() === '') return;
  const files = filesOf(entry, tree);
  const record = toRecord(
    text,
    entry,
    tree,
    files.find((file) => folderName(file.name) === folderName(entry.name)),
  );
  if (record.claims.prompt !== undefined) knownPrompts?.add(record.claims.prompt.trim());
  yield { type: 'record', record };
  const { task: _task, ...identity } = record.ids;
  for (const file of files)
    yield {
      type: 'claim',
      claim: { name: file.name, ids: { ...identity }, role: roleOf(file, record) } satisfies FileClaim,
    };
}

/** The media of a sidecar: with its stem, in its own folder or at the same place in another part of the library. */
function filesOf(entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const place = placeOf(entry);
  return tree.mediaByStem(stemOf(baseName(entry.name))).filter((file) => placeOf(file) === place);
}

/** The place inside the library, without the name of the part. */
function placeOf(entry: SourceEntry): string {
  const folder = `/${folderName(entry.name)}`;
  const at = folder.lastIndexOf(`/${ROOT}`);
  return at < 0 ? folder : folder.slice(at).replace(/^\/save-sora-library[^/]*/, '');
}

function roleOf(file: SourceEntry, { raw }: SourceRecord): FileRole {
  const folders = folderName(file.name).toLowerCase().split('/');
  const variant =
    folders.findLast((name) => name === 'watermark' || name === 'no-watermark') ??
    (isObject(raw) ? raw.archive_variant : undefined);
  if (/\.(?:gif|jpe?g|png|webp)$/i.test(file.name) && /thumb|preview/i.test(baseName(file.name))) return 'thumbnail';
  return variant === 'watermark' || variant === 'no-watermark' ? variant : 'original';
}

/**
 * A sidecar's record. A text without any of the keys was rewritten by hand: the text is the prompt, and the file name
 * gives the id.
 */
function toRecord(text: string, entry: SourceEntry, tree: Tree, file: SourceEntry | undefined): SourceRecord {
  const fields = fieldsIn(text);
  const raw = stripUrls({
    ...fields,
    ...('raw_payload_json' in fields ? { raw_payload_json: payloadIn(fields.raw_payload_json) } : {}),
  }) as JsonObject;
  const beside = file === undefined ? {} : { file: file.name };
  const path = membershipsIn(underRoot(tree.source.path, entry.name));
  const stated = unitedIds(tree.idsOf(entry).ids, statedId(raw.video_id, 'gen') ?? {});
  if (Object.keys(fields).length === 0) {
    return {
      ids: stated,
      ...beside,
      claims: unitedClaims(statedClaims({ prompt: stripUrls(text.trim()) }), path),
      raw: stripUrls({ text }),
    };
  }
  const payload = raw.raw_payload_json;
  const statements = statementsOf(payload);
  const service = statements.find(({ ids }) => ids.gen !== undefined && ids.gen === stated.gen) ?? statements[0];
  const ids = unitedIds(stated, service?.ids ?? (isObject(payload) ? idsOf(payload) : {}));
  const claims = unitedClaims(
    service?.claims ?? (isObject(payload) ? claimsOf(payload) : {}),
    claimsOfLines(raw),
    path,
  );
  return { ids, ...beside, claims, raw };
}

/** Parses the lines into fields. A value continues until the next key that has not appeared before. */
function fieldsIn(text: string): Record<string, string> {
  const lines = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^([a-z_]{3,24}):(?: (.*))?$/s.exec(line) ?? [];
    if (KEYS.has(key) && !lines.has(key)) {
      current = [value];
      lines.set(key, current);
    } else current?.push(line);
  }
  return Object.fromEntries([...lines].map(([key, value]) => [key, value.join('\n').replace(/\n+$/, '')]));
}

/** The service's own row, parsed; the text itself when it is not valid JSON. */
function payloadIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return repairJson(text ?? '') ?? text;
  }
}

function claimsOfLines(raw: JsonObject): Claims {
  const made = timedMs(raw.created_at);
  // When the service gave the tool no creation date, the tool repeats the day of the post.
  const isOwn = made !== undefined && raw.created_at !== raw.published_at;
  const characters = [raw.character_name, raw.character_names].flatMap((names) =>
    typeof names === 'string' ? names.split(/[,;]/) : [],
  );
  return statedClaims({
    prompt: statedText(raw.prompt) ?? statedText(raw.description) ?? raw.caption,
    title: raw.title,
    ...(isOwn ? { createdAt: raw.created_at } : { on: raw.created_at ?? raw.published_at }),
    width: raw.width,
    height: raw.height,
    duration: raw.duration_seconds,
    author: raw.creator_username ?? raw.creator_name,
    mentions: [raw.character_username],
    liked: raw.source_type === 'likes',
    draft: typeof raw.source_type === 'string' && /drafts$/i.test(raw.source_type),
    collections: [...(COLLECTIONS[String(raw.source_type)] ?? []), ...characters],
  });
}

const COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  profile: ['profile'],
  drafts: ['drafts'],
  likes: ['liked'],
  characters: ['characters'],
  characterDrafts: ['drafts', 'characters'],
  characterAccountAppearances: ['characters'],
  characterAccountDrafts: ['drafts', 'characters'],
  sideCharacter: ['characters'],
  creatorPublished: ['creators'],
  creatorCameos: ['cameos'],
};

/** The claims from the library's folders: owner, published or draft, character. */
function membershipsIn(name: string): Claims {
  const folders = folderName(name)
    .split('/')
    .filter((folder) => !/^(?:no-)?watermark$/i.test(folder));
  const from = folders.findLastIndex((folder) => /^(?:me|liked|side-characters|creators)$/i.test(folder));
  if (from < 0) return {};
  const [top, second, third, ...names] = folders.slice(from).map((folder) => folder.toLowerCase());
  const last = folders.at(-1) ?? '';
  if (top === 'liked') return statedClaims({ liked: true, collections: ['liked'] });
  if (top === 'creators') return statedClaims({ collections: ['creators'] });
  if (top === 'side-characters')
    return statedClaims({ collections: ['characters', second === undefined ? undefined : last] });
  const character =
    third === 'posts' || third === undefined
      ? []
      : [third === 'cameo' ? 'cameos' : 'characters', names.length > 0 ? last : undefined];
  if (second === 'drafts') return statedClaims({ draft: true, collections: ['drafts', ...character] });
  return statedClaims({
    collections: [...(second === 'published' && third === 'posts' ? ['profile'] : []), ...character],
  });
}

/**
 * Reads the prompt list of an older version, which wrote no sidecars. Each prompt is read once, and only when no
 * sidecar has it.
 */
async function* readList(
  entry: SourceEntry,
  knownPrompts: Set<string> | null,
  { signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const seen = new Set<string>();
  for await (const event of recordsOf(entry, signal)) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'record') {
      const raw = stripUrls(event.fields) as JsonObject;
      const record = { ids: idsOf(raw), claims: claimsOf(raw), raw };
      const prompt = record.claims.prompt?.trim() ?? '';
      const isNew = prompt !== '' && !seen.has(prompt) && !knownPrompts?.has(prompt);
      if (Object.keys(record.ids).length > 0 || isNew) yield { type: 'record', record };
      if (prompt !== '') seen.add(prompt);
    }
  }
}
