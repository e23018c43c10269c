/** Generations for tests and benchmarks, written straight into a catalog: no import, no files on disk. */
import { hash } from 'node:crypto';
import Database, { type Database as Connection } from 'better-sqlite3';
import { migrate } from '../../src-main/catalog/migrations/migrate.ts';
import { type Place, placeOf } from '../../src-main/catalog/places.ts';
import {
  type GenerationText,
  indexGeneration,
  unindexGeneration,
} from '../../src-main/catalog/query-language/index-rows.ts';
import { allocateSlot } from '../../src-main/catalog/query-language/slots.ts';
import { statement } from '../../src-main/catalog/query-language/statement.ts';
import { indexText, promptKey } from '../../src-main/catalog/query-language/tokens.ts';
import { putPlace as storePlace } from '../../src-main/catalog/writes/generations/place-rows.ts';
import { foldText } from '../../src-main/contract/searching/fold.ts';

/** A generation as a test states it; everything else is null, empty or false. */
export interface Seed {
  readonly publicId: string;
  readonly kind?: 'video' | 'image' | null;
  readonly state?: 'complete' | 'prompt-only' | 'media-only';
  readonly missing?: boolean;
  readonly prompt?: string | null;
  readonly title?: string | null;
  readonly createdMs?: number | null;
  readonly taskId?: string | null;
  readonly account?: string | null;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly duration?: number | null;
  readonly fps?: number | null;
  readonly hasAudio?: boolean | null;
  readonly model?: string | null;
  readonly seed?: number | null;
  readonly mentions?: readonly string[];
  readonly shots?: readonly { readonly seconds: number | null; readonly text: string }[];
  readonly liked?: boolean;
  readonly draft?: boolean;
  readonly collections?: readonly string[];
  readonly postId?: string | null;
  readonly parentPostId?: string | null;
  readonly rootPostId?: string | null;
  readonly formats?: readonly string[];
  readonly tags?: readonly string[];
  readonly favorite?: boolean;
  readonly rating?: number;
  readonly note?: string;
  readonly present?: boolean;
  /** In how many intact places its original lies; null or absent where it has none. */
  readonly copies?: number | null;
  /** The paths of its files below `/seeds`, which is a folder source. */
  readonly files?: readonly string[];
}

/** A new catalog with today's schema; `path` is a file, or in memory. */
export function openCatalog(path = ':memory:'): Connection {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  migrate(db);
  return db;
}

/** Inserts the generations in one transaction, or replaces those whose public id is there; returns their rowids. */
export function seed(db: Connection, seeds: readonly Seed[]): number[] {
  return db.transaction(() => seeds.map((one) => put(db, one)))();
}

/** Removes a generation as the writer does: it stays, but is present no more. */
export function hide(db: Connection, publicId: string): void {
  const row = db.prepare('SELECT slot FROM generation WHERE identity = ?').get(`g:${publicId}`) as { slot: number };
  unindexGeneration(db, row.slot);
  db.prepare('UPDATE generation SET present = 0, revision = ? WHERE public_id = ?').run(nextRevision(db), publicId);
}

function put(db: Connection, one: Seed): number {
  const before = statement(db, 'SELECT id, slot FROM generation WHERE identity = ?').get(`g:${one.publicId}`) as
    | { id: number; slot: number }
    | undefined;
  if (before) unindexGeneration(db, before.slot);
  const slot = allocateSlot(db, one.createdMs ?? null);
  const columns = {
    identity: `g:${one.publicId}`,
    public_id: one.publicId,
    slot,
    revision: nextRevision(db),
    present: Number(one.present ?? true),
    kind: one.kind ?? null,
    state: one.state ?? 'complete',
    missing: Number(one.missing ?? false),
    prompt: one.prompt ?? null,
    title: one.title ?? null,
    created_ms: one.createdMs ?? null,
    task_id: one.taskId ?? null,
    account: one.account ?? null,
    width: one.width ?? null,
    height: one.height ?? null,
    duration: one.duration ?? null,
    fps: one.fps ?? null,
    has_audio: one.hasAudio == null ? null : Number(one.hasAudio),
    model: one.model ?? null,
    seed: one.seed ?? null,
    mentions: JSON.stringify(one.mentions ?? []),
    shots: JSON.stringify(one.shots ?? []),
    liked: Number(one.liked ?? false),
    draft: Number(one.draft ?? false),
    collections: JSON.stringify(one.collections ?? []),
    post_id: one.postId ?? null,
    parent_post_id: one.parentPostId ?? null,
    root_post_id: one.rootPostId ?? null,
    formats: JSON.stringify(one.formats ?? []),
    provenance: '{}',
    prompt_hash: promptKey(one.prompt ?? null),
    hash: Buffer.alloc(0),
  };
  const names = Object.keys(columns);
  const sql = before
    ? `UPDATE generation SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = ${before.id}`
    : `INSERT INTO generation (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`;
  // No RETURNING: it opens a journal of its own for each statement, which took most of the time of a million.
  const { lastInsertRowid } = statement(db, sql).run(columns);
  const id = before?.id ?? Number(lastInsertRowid);
  for (const name of [one.publicId, one.postId ?? null])
    if (name !== null)
      statement(db, 'INSERT OR REPLACE INTO identifier (value, generation_id) VALUES (?, ?)').run(name, id);
  if (one.copies != null) putFiles(db, id, one.publicId, one.copies);
  if (before) clearMarks(db, id);
  mark(db, id, one);
  const place = placeOf((one.files ?? []).map((file) => ({ path: `/seeds/${file}`, entry: '', top: '/seeds' })));
  if (one.files) putPlace(db, id, place, one.files);
  const texts = { slot, prompt: columns.prompt, title: columns.title, note: one.note ?? '', shots: columns.shots };
  if (one.present ?? true) index(db, { ...texts, ...place });
  return id;
}

/** Indexes the texts, also in a catalog from before names were searched. */
function index(db: Connection, texts: GenerationText): void {
  if ((db.pragma('user_version', { simple: true }) as number) >= 6) return indexGeneration(db, texts);
  const { slot, prompt, title, note, shots } = texts;
  const told = (JSON.parse(shots) as { readonly text: string }[]).map(({ text }) => text);
  db.prepare('INSERT INTO generation_text (rowid, prompt, title, note) VALUES (?, ?, ?, ?)').run(
    BigInt(slot),
    ...[[prompt ?? '', ...told].join(' / '), title ?? '', note].map(indexText),
  );
}

function putPlace(db: Connection, id: number, place: Place, files: readonly string[]): void {
  statement(db, `INSERT OR IGNORE INTO source (id, path, kind, added_ms) VALUES (1, '/seeds', 'folder', 0)`).run();
  for (const file of files) {
    const add = statement(db, `INSERT INTO file (source_id, path, size, mtime_ms) VALUES (1, ?, 1, 0)`);
    const { lastInsertRowid } = add.run(`/seeds/${file}`);
    statement(db, 'INSERT INTO generation_file (generation_id, file_id) VALUES (?, ?)').run(id, lastInsertRowid);
    statement(db, 'UPDATE generation SET file_id = ? WHERE id = ? AND file_id IS NULL').run(lastInsertRowid, id);
  }
  storePlace(db, id, place);
}

/** The item's file in a folder of its own, and its copies in others; a file that is intact nowhere is missing. */
function putFiles(db: Connection, id: number, publicId: string, copies: number): void {
  statement(db, `INSERT OR IGNORE INTO source (id, path, kind, added_ms) VALUES (1, '/seeds', 'folder', 0)`).run();
  statement(db, `DELETE FROM file WHERE path LIKE ? || '/%'`).run(`/seeds/${publicId}`);
  const sha256 = hash('sha256', publicId, 'buffer');
  const add = statement(
    db,
    `INSERT INTO file (source_id, path, size, mtime_ms, sha256, missing) VALUES (1, ?, 1, 0, ?, ?)`,
  );
  const main = add.run(`/seeds/${publicId}/0`, sha256, Number(copies === 0)).lastInsertRowid;
  for (let copy = 1; copy < copies; copy += 1) add.run(`/seeds/${publicId}/${copy}`, sha256, 0);
  statement(db, 'UPDATE generation SET file_id = ? WHERE id = ?').run(main, id);
}

function clearMarks(db: Connection, id: number): void {
  db.prepare('DELETE FROM generation_tag WHERE generation_id = ?').run(id);
  db.prepare('DELETE FROM mark WHERE generation_id = ?').run(id);
}

function mark(db: Connection, id: number, one: Seed): void {
  if (one.favorite || one.rating || one.note) {
    statement(db, 'INSERT OR REPLACE INTO mark (generation_id, favorite, rating, note) VALUES (?, ?, ?, ?)').run(
      id,
      Number(one.favorite ?? false),
      one.rating ?? 0,
      one.note ?? '',
    );
  }
  for (const tag of one.tags ?? []) {
    const folded = foldText(tag);
    statement(db, 'INSERT OR IGNORE INTO tag (name, folded) VALUES (?, ?)').run(tag, folded);
    const tagId = statement(db, 'SELECT id FROM tag WHERE folded = ?').pluck().get(folded);
    statement(db, 'INSERT OR IGNORE INTO generation_tag (generation_id, tag_id) VALUES (?, ?)').run(id, tagId);
  }
}

function nextRevision(db: Connection): number {
  statement(db, `UPDATE counter SET value = value + 1 WHERE name = 'revision'`).run();
  return statement(db, `SELECT value FROM counter WHERE name = 'revision'`).pluck().get() as number;
}

/** A small fast generator of reproducible numbers in [0, 1). */
export function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ENGLISH =
  `a the of in and with on at cinematic shot camera slow motion close-up wide paper dragon lantern rain market night city neon street golden hour forest river mountain snow cat dog fox robot astronaut ocean wave storm light soft warm cold blue red glass garden temple train station old woman child dancing walking running flying drone handheld 35mm film grain portrait macro time-lapse storyboard sunrise sunset fog mist reflection puddle umbrella bicycle kitchen bread coffee piano violin concert crowd festival fireworks balloon desert dune camel castle knight sword whale jellyfish coral reef submarine spaceship galaxy nebula planet volcano lava glacier penguin owl butterfly moth sunflower tulip cherry blossom bamboo teahouse samurai kimono origami clockwork steampunk airship lighthouse`.split(
    ' ',
  );
const SYLLABLES =
  'ba be bi bo ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  );
const HAN = Array.from(
  '的一是在有人我他这中大来上个国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运夜雨龙纸灯笼雪猫狐狸街霓虹',
);
const KANA = Array.from(
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボー',
);

/** A prompt of some language, words in the proportions of natural text (Zipf), 6 to 60 words. */
export function syntheticPrompt(random: () => number): string {
  const length = 6 + Math.floor(random() ** 2 * 54);
  const language = random();
  if (language < 0.7) return english(random, length);
  const characters = language < 0.85 ? HAN : [...HAN.slice(0, 200), ...KANA, ...KANA];
  let text = '';
  for (let at = 0; at < length * 2; at += 1)
    text += zipf(random, characters) + (random() < 0.06 ? (random() < 0.5 ? '，' : '。') : '');
  return text;
}

function english(random: () => number, length: number): string {
  const words: string[] = [];
  for (let at = 0; at < length; at += 1) {
    const word = random() < 0.75 ? zipf(random, ENGLISH) : rareWord(random);
    words.push(random() < 0.1 ? `${word},` : word);
  }
  return words.join(' ');
}

const zipf = (random: () => number, list: readonly string[]): string =>
  list[Math.floor(list.length ** random()) - 1] ?? (list[0] as string);
const rareWord = (random: () => number): string =>
  Array.from({ length: 2 + Math.floor(random() * 3) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(
    '',
  );

/** `count` generations like those of a large library: four years, several models, some marks. */
export function syntheticSeeds(count: number, random: () => number = randomFrom(1)): Seed[] {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, (_, at) => {
    const image = random() < 0.2;
    const only = random();
    return {
      publicId: `gen_${at.toString(36).padStart(8, '0')}${hex(18)}`,
      kind: only > 0.97 ? null : image ? 'image' : 'video',
      state: only > 0.95 ? 'prompt-only' : only > 0.93 ? 'media-only' : 'complete',
      missing: random() < 0.02,
      prompt: only > 0.93 && only <= 0.95 ? null : syntheticPrompt(random),
      title: random() < 0.1 ? english(random, 4) : null,
      createdMs: random() < 0.02 ? null : Date.UTC(2024, 1) + Math.floor(random() * 900 * 86_400_000),
      taskId: `task_${hex(26)}`,
      width: pick([352, 640, 704, 1280, 1024]),
      height: pick([640, 352, 1280, 704, 1024]),
      duration: image ? null : pick([5, 8, 10, 10, 15, 20]) + random() / 10,
      hasAudio: image ? null : random() < 0.7,
      model: random() < 0.6 ? pick(['sora-1', 'sora-2', 'sora-2-pro']) : null,
      mentions: random() < 0.3 ? [pick(['ada', 'ada.inkfox', 'grace', 'hopper', 'linus', 'ken.robot'])] : [],
      liked: random() < 0.05,
      draft: random() < 0.1,
      collections: random() < 0.2 ? [pick(['Profile', 'Liked', 'Drafts', 'Paper', 'Film'])] : [],
      formats: random() < 0.3 ? ['sora-export', 'soravault'] : ['sora-export'],
      tags: random() < 0.2 ? [zipf(random, TAGS), zipf(random, TAGS)] : [],
      favorite: random() < 0.05,
      rating: random() < 0.1 ? 1 + Math.floor(random() * 5) : 0,
    } satisfies Seed;
  });
}
const TAGS = Array.from({ length: 300 }, (_, at) => `${['project', 'mood', 'place'][at % 3]}/${at}`);
