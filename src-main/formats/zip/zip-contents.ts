/** Lists a zip together with the zips inside it, which appear as folders. Listings are cached. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { baseName, isJunkFile, isJunkFolder } from '../naming/file-names.ts';
import { createProblems, type ProblemList } from '../problems.ts';
import { InputError, type PassedOver } from '../source.ts';
import { unreadArchive, unreadKind, withoutVolume } from '../source-files/archives.ts';
import { unreadable } from '../source-files/byte-range.ts';
import { listSplitZip, type SplitZip, splitZipAt } from './split-zip.ts';
import type { ZipListing, ZipMember, ZipRegion } from './zip-entry.ts';
import { listZip } from './zip-list.ts';
import { dataOffset, openMember } from './zip-member.ts';
import { isUnsafeZipName, safeZipName } from './zip-names.ts';
import { type InnerZip, rememberedList, rememberList, unpackedFile } from './zip-spool.ts';

/** All files of a zip by name. Zips inside it appear as folders. */
export interface ZipContents {
  readonly members: ReadonlyMap<string, ZipMember>;
  /** The other items in the zip, by their entry names. */
  readonly passedOver: readonly ZipPassedOver[];
  readonly problems: readonly KnownProblem[];
  /** False when the zip can contain more files than were listed. */
  readonly complete: boolean;
}

interface ZipPassedOver extends Pick<PassedOver, 'reason'> {
  readonly entry: string;
}

interface Kept {
  readonly stamp: string;
  readonly contents: Promise<ZipContents>;
  weight: number;
}

/** Cached listings, least recently used first. A zip that changed on disk is listed again. */
const kept = new Map<string, Kept>();
const KEPT_MEMBERS = 300_000;

/** Lists a zip and the zips inside it. Rejects with an InputError when the file cannot be opened. */
export async function zipContents(path: string, signal?: AbortSignal): Promise<ZipContents> {
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  const split = await splitZipAt(path);
  const stamp = split?.stamp ?? `${found.size}:${found.mtimeMs}`;
  const known = kept.get(path);
  kept.delete(path);
  if (known?.stamp === stamp) {
    kept.set(path, known);
    return known.contents;
  }
  const entry: Kept = {
    stamp,
    contents: gather({ path, start: 0, size: found.size }, split, stamp, signal),
    weight: 0,
  };
  kept.set(path, entry);
  try {
    const contents = await entry.contents;
    entry.weight = contents.members.size;
    forgetOldest();
    return contents;
  } catch (cause) {
    if (kept.get(path) === entry) kept.delete(path);
    throw cause;
  }
}

function forgetOldest(): void {
  let weight = [...kept.values()].reduce((sum, entry) => sum + entry.weight, 0);
  for (const [path, entry] of kept) {
    if (weight <= KEPT_MEMBERS || kept.size === 1) return;
    weight -= entry.weight;
    kept.delete(path);
  }
}

/** A listing under construction. */
interface Gathered {
  readonly path: string;
  /** The zip's size and modification time. */
  readonly stamp: string;
  readonly members: Map<string, ZipMember>;
  /** Reasons by entry name. A system's folder appears once. */
  readonly passedOver: Map<string, PassedOver['reason']>;
  readonly problems: ProblemList;
  readonly signal: AbortSignal | undefined;
}

async function gather(
  region: ZipRegion,
  split: SplitZip | null,
  stamp: string,
  signal?: AbortSignal,
): Promise<ZipContents> {
  const gathered: Gathered = {
    path: region.path,
    stamp,
    members: new Map(),
    passedOver: new Map(),
    problems: createProblems(region.path),
    signal,
  };
  const listing = split ? await listSplitZip(region.path, split, signal) : await listZip(region, signal);
  const { inner, whole } = addMembers(listing, '', gathered);
  let complete = whole;
  for (const [name, member] of inner) complete = (await addNested(name, member, gathered)) && complete;
  const passedOver = [...gathered.passedOver].map(([entry, reason]) => ({ entry, reason }));
  return { members: gathered.members, passedOver, problems: gathered.problems.all(), complete };
}

/** Adds one zip's members under `prefix` and returns the zips among them. `whole`: the listing is complete. */
function addMembers(
  listing: ZipListing,
  prefix: string,
  { path, members, passedOver, problems }: Gathered,
): { readonly inner: readonly [string, ZipMember][]; readonly whole: boolean } {
  const at = prefix === '' ? path : `${path}/${prefix.slice(0, -1)}`;
  if (listing.damage) problems.add(at, listing.damage.code, listing.damage.message, listing.damage.params);
  const inner: [string, ZipMember][] = [];
  const unread = new Set<string>();
  let encrypted = 0;
  for (const member of listing.members) {
    const safe = safeZipName(member.name);
    if (safe === '') continue;
    const junk = junkIn(safe);
    if (junk !== null) {
      passedOver.set(prefix + junk, 'system');
      continue;
    }
    if (isUnsafeZipName(member.name))
      problems.add(
        `${at}/${member.name}`,
        'zip-unsafe-name',
        'The name leads outside the zip. The file is read under a safe name.',
      );
    const name = unique(prefix + safe, members);
    const kind = unreadKind(safe);
    if (kind !== null) {
      const archive = withoutVolume(safe);
      const { code, message, params } = unreadArchive(kind);
      if (!unread.has(archive)) problems.add(`${at}/${safe}`, code, message, params);
      unread.add(archive);
      passedOver.set(name, 'unreadable');
    } else if (member.encrypted) {
      encrypted++;
      passedOver.set(name, 'unreadable');
    } else if (/\.zip$/i.test(safe)) inner.push([name, member]);
    else members.set(name, member);
  }
  if (encrypted > 0)
    problems.add(
      at,
      'zip-encrypted',
      `${encrypted} ${encrypted === 1 ? 'file is' : 'files are'} protected by a password. Unpack the zip first.`,
      { what: 'files', count: encrypted },
    );
  return { inner, whole: listing.damage === null && encrypted === 0 };
}

/** The name itself when it is a system file, or the name of the system folder that contains it; else null. */
function junkIn(name: string): string | null {
  const parts = name.split('/');
  const folder = parts.slice(0, -1).findIndex(isJunkFolder);
  if (folder >= 0) return parts.slice(0, folder + 1).join('/');
  return isJunkFile(baseName(name)) ? name : null;
}

async function addNested(name: string, member: ZipMember, gathered: Gathered): Promise<boolean> {
  const { path, problems, passedOver, signal } = gathered;
  try {
    const listing =
      member.method === 0 && member.part === undefined && member.within === undefined
        ? await listZip({ path, start: await dataOffset(path, member), size: member.size }, signal)
        : await listCompressed(name, member, gathered);
    const { inner, whole } = addMembers(listing, `${name}/`, gathered);
    for (const [deep] of inner) {
      problems.add(
        `${path}/${deep}`,
        'zip-nested-deep',
        'This zip is inside too many other zips. Unpack the outer zip first.',
      );
      passedOver.set(deep, 'unreadable');
    }
    return whole && inner.length === 0;
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    problems.add(cause.problem.path, cause.problem.code, cause.problem.message, cause.problem.params);
    passedOver.set(name, 'unreadable');
    return false;
  }
}

/** Changes when listings change, so that stored ones are not used any more. 2: names are decoded together. */
const LISTED_BY = 2;

/** The listing of a compressed inner zip: from the cache, else by unpacking it. */
async function listCompressed(name: string, member: ZipMember, { path, stamp, signal }: Gathered): Promise<ZipListing> {
  const key = createHash('sha256')
    .update(`${LISTED_BY}\0${path}\0${stamp}\0${member.part ?? ''}\0${member.headerAt}\0${member.size}\0${name}`)
    .digest('hex')
    .slice(0, 40);
  const within: InnerZip = { key, at: `${path}/${name}`, size: member.size, open: () => openMember(path, member) };
  const known = await rememberedList(key);
  const listing = isListing(known)
    ? known
    : await listZip({ path: await unpackedFile(within, signal), start: 0, size: member.size }, signal);
  if (listing !== known) await rememberList(key, listing);
  return { ...listing, members: listing.members.map((each) => ({ ...each, within })) };
}

function isListing(value: unknown): value is ZipListing {
  return typeof value === 'object' && value !== null && Array.isArray((value as Partial<ZipListing>).members);
}

/** Keeps two files of the same name apart: the later one becomes `name (2).ext`. */
function unique(name: string, members: ReadonlyMap<string, ZipMember>): string {
  if (!members.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const at = dot > name.lastIndexOf('/') + 1 ? dot : name.length;
  let copy = 2;
  while (members.has(`${name.slice(0, at)} (${copy})${name.slice(at)}`)) copy++;
  return `${name.slice(0, at)} (${copy})${name.slice(at)}`;
}
