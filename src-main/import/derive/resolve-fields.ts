/**
 * Resolves the fields of one generation from its records and files, with the provenance of each field. Pure; the order
 * of input does not matter.
 */
import type { GenerationRow } from '../../catalog/writes/generations/generation-rows.ts';
import type { FileRole, FormatName, Kind, Shot, State } from '../../contract/items/generation.ts';
import type { Claims, Ids } from '../../formats/claims.ts';
import { idMs } from '../../formats/naming/ids.ts';
import type { NameFacts } from '../../formats/naming/service-names.ts';
import { isStrong } from './identity.ts';

/** A record as input. `order` is its place (document and key), which decides ties. */
export interface MergeRecord {
  readonly format: FormatName;
  readonly ids: Ids;
  readonly claims: Claims;
  readonly order: string;
}

/** A media file as input. */
export interface MergeFile {
  readonly fileId: number;
  readonly order: string;
  readonly role: FileRole;
  readonly ids: Ids;
  readonly kind: Kind | null;
  readonly size: number;
  readonly mtimeMs: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration: number | null;
  readonly fps: number | null;
  readonly codec: string | null;
  readonly hasAudio: boolean | null;
  readonly namedMs: number | null;
  /** What its name says. */
  readonly named: NameFacts;
  readonly account: string | null;
  readonly missing: boolean;
  readonly damaged: boolean;
}

/** The resolved fields of a generation, before they are stored as columns. */
export type ResolvedFields = Omit<
  GenerationRow,
  'identity' | 'publicId' | 'promptHash' | 'hash' | 'place' | keyof Meanings
> &
  Meanings;

/** Fields that their columns store in another form: flags as numbers, lists as JSON. */
interface Meanings {
  readonly kind: Kind | null;
  readonly state: State;
  readonly missing: boolean;
  readonly hasAudio: boolean | null;
  readonly mentions: readonly string[];
  readonly shots: readonly Shot[];
  readonly liked: boolean;
  readonly draft: boolean;
  readonly collections: readonly string[];
  readonly formats: readonly FormatName[];
  readonly provenance: Readonly<Record<string, string>>;
}

/**
 * The most trusted formats first: closest to the service first. Of several records that state a field, or a date of one
 * kind, the first in this order wins.
 */
const TRUST = [
  'sora-export',
  'raw-api',
  'videos-api',
  'soravault',
  'save-sora',
  'capture',
  'chatgpt-export',
  'sora-downloader',
  'sora-additions',
  'prompt-tree',
  'batch-downloader',
  'auto-saver',
  'video-downloader',
  'sidecar',
  'embedded',
  'loose',
] as const satisfies readonly FormatName[];

/** A format that is missing in {@link TRUST} is a type error where this is called. */
const trustOf = (format: (typeof TRUST)[number]): number => TRUST.indexOf(format);

/** The clocks of zip and FAT begin in 1980; an earlier file time is invalid. */
const EARLIEST_FILE_MS = Date.UTC(1981, 0, 1);

/**
 * Resolves the fields of one generation.
 * @param taskRecords records with only its task id: they give a prompt, a title and their format when the generation
 * has none
 */
export function resolveFields(
  records: readonly MergeRecord[],
  files: readonly MergeFile[],
  taskRecords: readonly MergeRecord[],
): ResolvedFields {
  const own = [...records].sort(byTrust);
  const lent = [...taskRecords].sort(byTrust);
  const shown = [...files].filter((file) => isShownRole(file.role)).sort(byWorth);
  const main = shown[0] ?? null;
  const provenance: Record<string, string> = {};
  const note = <T>(field: string, won: Won<T> | null): T | null => {
    if (won) provenance[field] = won.by;
    return won?.value ?? null;
  };
  const byName = <T>(of: (named: NameFacts) => T | undefined): Won<T> | null => {
    const value = shown.map(({ named }) => of(named)).find((said) => said !== undefined);
    return value === undefined ? null : { value, by: 'name' };
  };
  /** A name is below every record, and below the texts inside the file, which are records too. */
  const pick = <T>(
    field: string,
    of: (claims: Claims) => T | undefined,
    ofName: (named: NameFacts) => T | undefined = () => undefined,
  ): T | null => note(field, first(own, of) ?? first(lent, of) ?? byName(ofName));
  const fromFile = <T>(field: string, value: T | null): T | null =>
    note(field, value === null ? null : { value, by: 'file' });
  const prompt = note('prompt', longest(own) ?? longest(lent) ?? byName((named) => named.prompt));
  const created = note('createdAt', createdAt(own, shown, lent));
  const identifiers = identifiersOf(own, files, lent);
  const mentions = [...own, ...lent].flatMap((record) => record.claims.mentions ?? []);
  return {
    kind: fromFile('kind', main?.kind ?? null) ?? pick('kind', (claims) => claims.kind),
    state: stateOf(own.length + lent.length > 0, main !== null),
    missing: shown.length > 0 && shown.every((file) => file.missing),
    prompt,
    title: pick(
      'title',
      (claims) => claims.title,
      (named) => named.title,
    ),
    createdMs: created?.ms ?? null,
    dateSource: created?.source ?? null,
    ...identifiers,
    taskId:
      identifiers.taskId ??
      note(
        'taskId',
        byName((named) => named.job),
      ),
    account:
      pick('account', (claims) => claims.account) ??
      fromFile('account', shown.find((file) => file.account !== null)?.account ?? null),
    width: fromFile('width', main?.width ?? null),
    height: fromFile('height', main?.height ?? null),
    statedWidth: first(own, (claims) => claims.width)?.value ?? null,
    statedHeight: first(own, (claims) => claims.height)?.value ?? null,
    duration: fromFile('durationSeconds', main?.duration ?? null),
    fps: fromFile('fps', main?.fps ?? null),
    codec: fromFile('codec', main?.codec ?? null),
    hasAudio: fromFile('hasAudio', main?.hasAudio ?? null),
    model: pick(
      'model',
      (claims) => claims.model,
      (named) => named.model,
    ),
    operation: pick(
      'operation',
      (claims) => claims.operation,
      (named) => named.operation,
    ),
    seed: pick(
      'seed',
      (claims) => claims.seed,
      (named) => named.seed,
    ),
    preset: pick('preset', (claims) => claims.preset),
    author: pick(
      'author',
      (claims) => claims.author,
      (named) => named.author,
    ),
    mentions: [...new Set(mentions)],
    shots: pick('shots', (claims) => (claims.shots?.length ? claims.shots : undefined)) ?? [],
    liked: own.some((record) => record.claims.liked === true),
    draft: own.some((record) => record.claims.draft === true),
    collections: [...new Set(own.flatMap((record) => record.claims.collections ?? []))].sort(),
    parentPostId: pick('parentPostId', (claims) => claims.parentPostId),
    rootPostId: pick('rootPostId', (claims) => claims.rootPostId),
    formats: formatsOf([...own, ...lent]),
    provenance,
    fileId: main?.fileId ?? null,
  };
}

interface Won<T> {
  readonly value: T;
  readonly by: string;
}

const byTrust = (a: MergeRecord, b: MergeRecord): number =>
  trustOf(a.format) - trustOf(b.format) || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0);

function first<T>(records: readonly MergeRecord[], of: (claims: Claims) => T | undefined): Won<T> | null {
  for (const record of records) {
    const value = of(record.claims);
    if (value !== undefined) return { value, by: record.format };
  }
  return null;
}

/** The longest prompt wins, because shorter ones are cut or summarised. */
function longest(records: readonly MergeRecord[]): Won<string> | null {
  let won: Won<string> | null = null;
  for (const { claims, format } of records) {
    if (claims.prompt !== undefined && claims.prompt.length > (won?.value.length ?? 0))
      won = { value: claims.prompt, by: format };
  }
  return won;
}

/** Whether a file with this role is the generation itself, not a reference or a thumbnail. */
export const isShownRole = (role: FileRole): boolean => role !== 'reference' && role !== 'thumbnail';

const ROLE_WORTH: Readonly<Record<FileRole, number>> = {
  original: 0,
  'no-watermark': 1,
  watermark: 2,
  thumbnail: 3,
  reference: 4,
};

/** Orders files for display: present, undamaged, video before picture, without watermark, large. */
function byWorth(a: MergeFile, b: MergeFile): number {
  const area = (file: MergeFile): number => (file.width ?? 0) * (file.height ?? 0);
  return (
    Number(a.missing) - Number(b.missing) ||
    Number(a.damaged) - Number(b.damaged) ||
    Number(b.kind === 'video') - Number(a.kind === 'video') ||
    ROLE_WORTH[a.role] - ROLE_WORTH[b.role] ||
    area(b) - area(a) ||
    b.size - a.size ||
    (a.order < b.order ? -1 : 1)
  );
}

function stateOf(hasRecord: boolean, hasMedia: boolean): State {
  if (!hasMedia) return 'prompt-only';
  return hasRecord ? 'complete' : 'media-only';
}

interface Created {
  readonly ms: number;
  readonly source: string;
}

/**
 * The date: a creation date that a record states (`dateSource: 'record'`), otherwise the date in an id, a less certain
 * date that a record states (`'sidecar'`), the earliest date in a file name, or the oldest file time. Of several records
 * the most trusted format wins.
 */
function createdAt(
  own: readonly MergeRecord[],
  files: readonly MergeFile[],
  lent: readonly MergeRecord[],
): Won<Created> | null {
  const stated = (source: 'record' | 'sidecar'): Won<Created> | null => {
    const won = first(own, (claims) => (claims.dateSource === source ? claims.createdMs : undefined));
    return won && { value: { ms: won.value, source }, by: won.by };
  };
  return (
    stated('record') ??
    fromIds([...own, ...files, ...lent]) ??
    stated('sidecar') ??
    earliest(
      files.map((file) => file.namedMs),
      'filename',
      'name',
    ) ??
    earliest(
      files.map((file) => (file.mtimeMs >= EARLIEST_FILE_MS ? file.mtimeMs : null)),
      'file-time',
      'file',
    )
  );
}

/**
 * The date inside an id: the generation id first, then the API job, then the task id, which is moments earlier. A post can
 * be much later, so it comes last.
 */
function fromIds(witnesses: readonly { readonly ids: Ids }[]): Won<Created> | null {
  for (const name of ['gen', 'api', 'task', 'post'] as const) {
    for (const { ids } of witnesses) {
      const ms = ids[name] === undefined ? null : idMs(ids[name]);
      if (ms !== null) return { value: { ms, source: 'id' }, by: 'id' };
    }
  }
  return null;
}

function earliest(times: readonly (number | null)[], source: string, by: string): Won<Created> | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? { value: { ms: Math.min(...known), source }, by } : null;
}

function identifiersOf(
  own: readonly MergeRecord[],
  files: readonly MergeFile[],
  lent: readonly MergeRecord[],
): Pick<ResolvedFields, 'taskId' | 'postId' | 'apiId'> {
  const least = (name: 'task' | 'post' | 'api'): string | null => {
    const strong = [...own, ...files].filter((witness) => isStrong(witness.ids));
    const values = (strong.length > 0 ? strong : [...own, ...files, ...lent]).flatMap(
      (witness) => witness.ids[name] ?? [],
    );
    return values.sort()[0] ?? null;
  };
  return { taskId: least('task'), postId: least('post'), apiId: least('api') };
}

function formatsOf(records: readonly MergeRecord[]): readonly FormatName[] {
  const formats = new Set(records.map((record) => record.format));
  return formats.size === 0 ? ['loose'] : TRUST.filter((format) => formats.has(format));
}
