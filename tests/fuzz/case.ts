/** Runs one case: makes one part of a reader's valid source odd, reads it in memory, and checks the invariants. */
import { Readable } from 'node:stream';
import type { SourceRecord } from '../../src-main/formats/claims.ts';
import { readSource } from '../../src-main/formats/registry.ts';
import type { Source, SourceEntry } from '../../src-main/formats/source.ts';
import { anyValue, generator, mutateBytes, mutateName, mutateValue, pick, type Random } from './mutations.ts';
import type { Subject } from './subjects.ts';

type Files = ReadonlyMap<string, Buffer>;

/** The change and its file. Records of other files, and the `kept` records, must still be found. */
interface Odd {
  readonly files: Files;
  readonly target: string;
  readonly how: string;
  readonly kept: readonly string[];
}

/** A case that takes longer than this, in ms, counts as hung. */
const SLOW_MS = 5_000;

/** The failure of a case as a sentence; null when all checks pass. The same subject and number give the same case. */
export async function runCase(subject: Subject, number: number): Promise<string | null> {
  const odd = await oddSource(subject, number);
  const place = `${subject.format} case ${number}: ${odd.how} of ${odd.target}`;
  const began = performance.now();
  try {
    const sound = await soundRecords(subject);
    const found = await readFiles(odd.files);
    const failure = judge(odd, sound, found);
    if (failure) return `${place}: ${failure}`;
    const ms = performance.now() - began;
    return ms > SLOW_MS ? `${place}: took ${Math.round(ms)} ms` : null;
  } catch (cause) {
    return `${place}: threw ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`;
  }
}

/** The files of a case, to look at or to import. */
export async function filesOfCase(subject: Subject, number: number): Promise<Files> {
  return (await oddSource(subject, number)).files;
}

async function oddSource(subject: Subject, number: number): Promise<Odd> {
  const random = generator(number * 7919 + subject.format.length * 131);
  const target = pick(subject.targets, random);
  const bytes = subject.files.get(target) as Buffer;
  const withTarget = (content: Buffer, how: string, kept: readonly string[] = []): Odd => ({
    files: new Map(subject.files).set(target, content),
    target,
    how,
    kept,
  });
  const turn = random(10);
  if (turn === 0) return renamed(subject, target, random);
  if (turn === 1) return withTarget(wholeOther(random), 'another content');
  const value = /\.json$/i.test(target) ? parsed(bytes) : undefined;
  if (value !== undefined && turn <= 4) {
    const listed = listIn(value);
    if (!listed || turn === 2) return withTarget(encode(mutateValue(value, random)), 'a value');
    return turn === 3
      ? oneOdd(subject, target, listed, random, withTarget)
      : cutShort(subject, target, listed, random, withTarget);
  }
  return withTarget(mutateBytes(bytes, random), 'bytes');
}

const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? 'null');

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function wholeOther(random: Random): Buffer {
  if (random(2) === 0) return encode(anyValue(random));
  return Buffer.from(Array.from({ length: random(400) }, () => random(256)));
}

function renamed({ files }: Subject, target: string, random: Random): Odd {
  const wish = mutateName(target, random);
  // With the name of another document, the file would replace that document and its valid record. That is not an error
  // of the reader.
  const name = files.has(wish) ? target : wish;
  const others = [...files].filter(([other]) => other !== target);
  return {
    files: new Map([...others, [name, files.get(target) as Buffer]]),
    target,
    how: `the name (now ${JSON.stringify(name)})`,
    kept: [],
  };
}

/**
 * A list of at least two objects at the root or one key below it, and the document with other elements in its place.
 */
interface Listed {
  readonly list: readonly unknown[];
  with(list: readonly unknown[]): unknown;
}

function listIn(value: unknown): Listed | null {
  const isList = (item: unknown): item is unknown[] =>
    Array.isArray(item) && item.length > 1 && item.every((each) => typeof each === 'object');
  if (isList(value)) return { list: value, with: (list) => list };
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).find(([, item]) => isList(item));
  return found ? { list: found[1] as unknown[], with: (list) => ({ ...value, [found[0]]: list }) } : null;
}

type WithTarget = (content: Buffer, how: string, kept?: readonly string[]) => Odd;

/** Makes one element of a list odd. The records of the other elements must still be found. */
async function oneOdd(
  subject: Subject,
  target: string,
  { list, with: inPlace }: Listed,
  random: Random,
  withTarget: WithTarget,
): Promise<Odd> {
  const at = random(list.length);
  const others = list.filter((_, place) => place !== at);
  const kept = await recordsOf(subject, target, encode(inPlace(others)));
  const odd = list.map((item, place) => (place === at ? mutateValue(item, random) : item));
  return withTarget(encode(inPlace(odd)), `element ${at}`, kept);
}

/** Cuts inside an element of a list. The records of the earlier elements must still be found. */
async function cutShort(
  subject: Subject,
  target: string,
  { list, with: inPlace }: Listed,
  random: Random,
  withTarget: WithTarget,
): Promise<Odd> {
  const at = 1 + random(list.length - 1);
  const kept = await recordsOf(subject, target, encode(inPlace(list.slice(0, at))));
  const whole = JSON.stringify(inPlace(['\0'])) as string;
  const before = whole.slice(0, whole.indexOf('"\\u0000"'));
  const cut = JSON.stringify(list[at]).slice(0, 1 + random(20));
  return withTarget(
    Buffer.from(
      `${before}${list
        .slice(0, at)
        .map((item) => JSON.stringify(item))
        .join(',')},${cut}`,
    ),
    `a cut in element ${at}`,
    kept,
  );
}

interface Found {
  readonly records: ReadonlyMap<string, readonly SourceRecord[]>;
  /** How often each entry of the source was reported. */
  readonly named: ReadonlyMap<string, number>;
  readonly claimed: readonly string[];
}

async function readFiles(files: Files): Promise<Found> {
  const records = new Map<string, SourceRecord[]>();
  const named = new Map<string, number>();
  const claimed: string[] = [];
  const name = (entry: string): void => void named.set(entry, (named.get(entry) ?? 0) + 1);
  let current: SourceRecord[] = [];
  for await (const reading of readSource(memorySource(files))) {
    if (reading.type === 'document') {
      current = [];
      records.set(reading.document.name, current);
      if (reading.document.format !== 'embedded') name(reading.document.name);
      for (const part of reading.document.parts) name(part.name);
    } else if (reading.type === 'record') current.push(reading.record);
    else if (reading.type === 'skipped') name(reading.entry.name);
    else if (reading.type === 'file') {
      name(reading.file.entry.name);
      claimed.push(JSON.stringify(reading.file.claim));
    }
  }
  return { records, named, claimed };
}

function memorySource(files: Files): Source {
  const entries = [...files].map(
    ([name, bytes]): SourceEntry => ({
      path: `/fuzz/${name}`,
      entry: null,
      name,
      size: bytes.length,
      mtimeMs: 0,
      open: async (range) =>
        Readable.from([bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length)], { objectMode: false }),
      read: async ({ start, end }) => bytes.subarray(start, end),
    }),
  );
  return {
    path: '/fuzz',
    kind: 'folder',
    entries,
    passedOver: [],
    problems: [],
    complete: true,
    close: async () => {},
  };
}

const sound = new WeakMap<Subject, Promise<Found>>();

function soundRecords(subject: Subject): Promise<Found> {
  const known = sound.get(subject) ?? readFiles(subject.files);
  sound.set(subject, known);
  return known;
}

/** The identity of a record in a case: its ids, else the file beside it; and its prompt. */
const markOf = ({ ids, file, claims }: SourceRecord): string =>
  JSON.stringify([ids, Object.keys(ids).length === 0 ? file : null, claims.prompt ?? null]);

async function recordsOf(subject: Subject, target: string, content: Buffer): Promise<readonly string[]> {
  const found = await readFiles(new Map(subject.files).set(target, content));
  return (found.records.get(target) ?? []).map(markOf);
}

function judge({ files, target, kept }: Odd, expected: Found, found: Found): string | null {
  const unnamed = [...files.keys()].filter((name) => found.named.get(name) !== 1);
  if (unnamed.length > 0) return `${unnamed[0]} is named ${found.named.get(unnamed[0] as string) ?? 0} times`;
  for (const [name, records] of expected.records) {
    const lost = name === target ? null : missing(records.map(markOf), (found.records.get(name) ?? []).map(markOf));
    if (lost) return `${name} lost ${lost}`;
  }
  const lost = missing(kept, (found.records.get(target) ?? []).map(markOf));
  if (lost) return `it lost a good record: ${lost}`;
  const all = [...found.records.values()].flat();
  // When the damage removed the question mark itself, a signature cannot be distinguished from a path.
  if (/\?[^"\s]*sig=c2/.test(JSON.stringify(all))) return 'a signature was kept';
  return (
    all.map(flawOf).find((flaw) => flaw !== null) ?? found.claimed.map(flawIn).find((flaw) => flaw !== null) ?? null
  );
}

/** The first of `these` that is not in `those`. Repeated values count as often as they occur. */
function missing(these: readonly string[], those: readonly string[]): string | null {
  const left = [...those];
  for (const each of these) {
    const at = left.indexOf(each);
    if (at < 0) return each;
    left.splice(at, 1);
  }
  return null;
}

const ID = /^[0-9a-z][0-9a-z_-]{7,}$/;

/** The error in a record that is wrong whatever its source; null when there is none. */
function flawOf({ ids, claims, raw }: SourceRecord): string | null {
  for (const [name, id] of Object.entries(ids))
    if (typeof id !== 'string' || !ID.test(id)) return `${name} is ${JSON.stringify(id)}`;
  for (const [name, value] of Object.entries(claims)) {
    if (value === undefined || value === null || value === '') return `${name} is ${value}`;
    if (typeof value === 'number' && !Number.isFinite(value)) return `${name} is ${value}`;
    if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0') || value.trim() === ''))
      return `${name} is no sound text`;
  }
  return flawIn(JSON.stringify(raw));
}

function flawIn(json: string): string | null {
  if (json === undefined) return 'the raw record is no JSON';
  return json.isWellFormed() ? null : 'a text is not well-formed';
}
