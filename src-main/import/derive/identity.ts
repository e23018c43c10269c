/**
 * Identity: decides which records and files belong to the same generation.
 *
 * Every evidence source (a record or a file) states identifiers. The key of a generation is its strongest identifier:
 * its generation id, otherwise its post id, its API id, the content hash of its file, or (for a prompt without anything
 * else) its task id. The result depends on the set of evidence sources only, never on their order:
 * - an evidence source with a generation id belongs to that generation; two generation ids are never joined;
 * - a post (or API job) belongs to the generation that an evidence source connects it to; connected to several, it
 *   stays separate;
 * - a file with only a content hash joins the generation with the same content, the first by key if there are several;
 * - bare hex in a file name is the generation, post or API job whose id an evidence source states; otherwise it is a
 *   generation if it is the whole name, and a post if it is a part of the name;
 * - a task joins nothing: a record with only a task id gives its texts to all generations of that task.
 */
import type { Ids } from '../../formats/claims.ts';

/**
 * A record or file with the identifiers that it states. `sha` is the content hash of the file, or of the file that a
 * record belongs to.
 */
export interface EvidenceSource {
  readonly type: 'r' | 'f';
  readonly ref: number;
  readonly ids: Ids;
  readonly sha: string | null;
}

/** Finds the evidence sources of a value (the table `evidence` explains the letters). */
export interface EvidenceIndex {
  witnesses(value: string): readonly EvidenceSource[];
}

/** The evidence sources of one generation, with its key. */
export interface Group {
  readonly key: string;
  readonly members: readonly EvidenceSource[];
  /** Records that state only the task of this generation. */
  readonly taskRecords: readonly EvidenceSource[];
}

export const isStrong = (ids: Ids): boolean => isStated(ids) || bareHexOf(ids) !== undefined;

const isStated = (ids: Ids): boolean => ids.gen !== undefined || ids.post !== undefined || ids.api !== undefined;

/** The bare hex of an evidence source that has no other identifier. */
const bareHexOf = (ids: Ids): string | undefined => (isStated(ids) ? undefined : (ids.stem ?? ids.bare));

/** The identifiers with bare hex resolved, by the rule above. */
function settled(ids: Ids, index: EvidenceIndex): Ids {
  const hex = bareHexOf(ids);
  if (hex === undefined) return ids;
  const { stem: _stem, bare: _bare, ...rest } = ids;
  const isKnown = (value: string): boolean => index.witnesses(value).length > 0;
  if (isKnown(`g:${hex}`)) return { ...rest, gen: hex };
  if (isKnown(`p:s_${hex}`)) return { ...rest, post: `s_${hex}` };
  if (isKnown(`a:video_${hex}`)) return { ...rest, api: `video_${hex}` };
  const isAll = ids.stem !== undefined || index.witnesses(`b:${hex}`).some((other) => other.ids.stem !== undefined);
  return isAll ? { ...rest, gen: hex } : { ...rest, post: `s_${hex}` };
}

/** The hex part of an identifier that may stand bare in a file name. */
const hexIn = (value: string): string | undefined => /^(?:g:|p:s_|a:video_|b:)([0-9a-f]{32})$/.exec(value)?.[1];

/** The evidence values of an evidence source. A file without a hash and without an identifier has none. */
export function evidenceValues(witness: Omit<EvidenceSource, 'ref'>): readonly string[] {
  const { ids, sha } = witness;
  const strong = isStrong(ids);
  const values: string[] = [];
  if (ids.gen !== undefined) values.push(`g:${ids.gen}`);
  if (ids.post !== undefined) values.push(`p:${ids.post}`);
  if (ids.api !== undefined) values.push(`a:${ids.api}`);
  const hex = bareHexOf(ids);
  if (hex !== undefined) values.push(`b:${hex}`);
  if (sha !== null) values.push(`${strong ? 'H' : 'h'}:${sha}`);
  if (ids.task !== undefined) values.push(`${strong || sha !== null || witness.type === 'f' ? 't' : 'T'}:${ids.task}`);
  return values;
}

/** The public id of a group key. */
export function publicIdOf(key: string): string {
  const value = key.slice(2);
  return key.startsWith('h:') ? `sha256:${value}` : value;
}

/**
 * The key of the group of an evidence source; null while nothing identifies it. Not for records with only a task id.
 */
export function resolve(witness: Omit<EvidenceSource, 'ref' | 'type'>, index: EvidenceIndex): string | null {
  const { gen, post, api } = settled(witness.ids, index);
  if (gen !== undefined) return `g:${gen}`;
  if (post !== undefined) return resolvePost(post, index);
  if (api !== undefined) return resolveApi(api, index);
  if (witness.sha === null) return null;
  const holders = index.witnesses(`H:${witness.sha}`).map((holder) => resolve({ ids: holder.ids, sha: null }, index));
  return smallest(holders) ?? `h:${witness.sha}`;
}

function resolvePost(post: string, index: EvidenceIndex): string {
  const gens = distinct(index.witnesses(`p:${post}`), (ids) => ids.gen);
  return gens.length === 1 ? `g:${gens[0]}` : `p:${post}`;
}

function resolveApi(api: string, index: EvidenceIndex): string {
  const witnesses = index.witnesses(`a:${api}`);
  const gens = distinct(witnesses, (ids) => ids.gen);
  if (gens.length === 1) return `g:${gens[0]}`;
  const posts = distinct(witnesses, (ids) => ids.post);
  return gens.length === 0 && posts.length === 1 ? resolvePost(posts[0] as string, index) : `a:${api}`;
}

/** All groups that may change when this evidence source is added, changed or removed. */
export function affectedKeys(witness: Omit<EvidenceSource, 'ref'>, index: EvidenceIndex): readonly string[] {
  const { ids, sha } = witness;
  const keys = new Set<string>();
  const add = (key: string | null): void => void (key !== null && keys.add(key));
  add(resolve(witness, index));
  if (ids.post !== undefined) tiedTo(`p:${ids.post}`, index).forEach(add);
  if (ids.api !== undefined) tiedTo(`a:${ids.api}`, index).forEach(add);
  for (const hex of bareHexes(witness, index))
    [`g:${hex}`, ...tiedTo(`p:s_${hex}`, index), ...tiedTo(`a:video_${hex}`, index)].forEach(add);
  const names = evidenceValues(witness).filter((value) => /^[pab]:/.test(value) || hexIn(value) !== undefined);
  for (const copied of contentsNamed(names, index)) add(resolve({ ids: {}, sha: copied }, index));
  if (sha !== null) {
    const alone = index.witnesses(`h:${sha}`);
    if (alone.length > 0) add(`h:${sha}`);
    if (alone.length > 0) add(resolve({ ids: {}, sha }, index));
  }
  if (ids.task !== undefined) affectedByTask(witness, ids.task, index).forEach(add);
  return [...keys];
}

/**
 * The content hashes of files with these identifiers, also through connected posts and jobs, if a file with only a
 * content hash exists. A change of identity may move such a copy to another generation.
 */
function contentsNamed(names: readonly string[], index: EvidenceIndex): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = new Set<string>();
  const visit = (value: string): void => {
    if (visited.has(value)) return;
    visited.add(value);
    const witnesses = index.witnesses(value);
    for (const { sha } of witnesses)
      if (sha !== null && !found.has(sha) && index.witnesses(`h:${sha}`).length > 0) found.add(sha);
    const hex = hexIn(value);
    if (hex !== undefined) [`b:${hex}`, `p:s_${hex}`, `a:video_${hex}`].forEach(visit);
    for (const name of linkedNames(witnesses)) visit(name);
  };
  names.forEach(visit);
  return found;
}

/**
 * Bare hex whose meaning this evidence source may change: its own, and that of file names with an id that it states.
 */
function bareHexes(witness: Omit<EvidenceSource, 'ref'>, index: EvidenceIndex): readonly string[] {
  const values = evidenceValues(witness);
  const hexes = new Set(values.flatMap((value) => hexIn(value) ?? []));
  return [...hexes].filter((hex) => values.includes(`b:${hex}`) || index.witnesses(`b:${hex}`).length > 0);
}

/** All keys that an identifier may stand for: itself, and all identifiers connected to it, also through posts. */
function tiedTo(value: string, index: EvidenceIndex): readonly string[] {
  const witnesses = index.witnesses(value);
  const gens = distinct(witnesses, (ids) => ids.gen).map((gen) => `g:${gen}`);
  const posts = distinct(witnesses, (ids) => ids.post).map((post) => `p:${post}`);
  const further = posts.flatMap((post) => (post === value ? [post] : tiedTo(post, index)));
  return [value, ...gens, ...further];
}

function affectedByTask(
  witness: Omit<EvidenceSource, 'ref'>,
  task: string,
  index: EvidenceIndex,
): readonly (string | null)[] {
  const lone = index.witnesses(`T:${task}`);
  if (knowsOnlyItsTask(witness))
    return [`t:${task}`, ...index.witnesses(`t:${task}`).map((member) => resolve(member, index))];
  return lone.length > 0 ? [`t:${task}`] : [];
}

const knowsOnlyItsTask = (witness: Omit<EvidenceSource, 'ref'>): boolean =>
  witness.type === 'r' && witness.ids.task !== undefined && !isStrong(witness.ids) && witness.sha === null;

/** All evidence sources of a group with bare hex resolved; empty when none is left. */
export function gather(key: string, index: EvidenceIndex): Group {
  if (key.startsWith('t:')) return gatherTask(key, index);
  const candidates = new Map<string, EvidenceSource>();
  const visited = new Set<string>();
  const visit = (value: string): void => {
    if (visited.has(value)) return;
    visited.add(value);
    for (const witness of index.witnesses(value)) candidates.set(`${witness.type}${witness.ref}`, witness);
    const hex = hexIn(value);
    if (hex !== undefined) visit(`b:${hex}`);
  };
  visit(key);
  for (const name of linkedNames(candidates.values())) visit(name);
  for (const name of linkedNames(candidates.values())) visit(name);
  const own = [...candidates.values()].filter((witness) => resolve(witness, index) === key);
  const copies = [...copiesOf(own, index)].filter((copy) => resolve(copy, index) === key);
  const members = [...own, ...copies].map((member) => ({ ...member, ids: settled(member.ids, index) }));
  const tasks = new Set(members.flatMap((member) => member.ids.task ?? []));
  return { key, members, taskRecords: [...tasks].flatMap((task) => index.witnesses(`T:${task}`)) };
}

/** The sorted identifiers of a generation: its key, and the posts and API jobs that belong to it alone. */
export function namesOf(group: Group, index: EvidenceIndex): readonly string[] {
  const names = new Set([publicIdOf(group.key)]);
  for (const { ids } of group.members) {
    if (ids.post !== undefined && resolve({ ids: { post: ids.post }, sha: null }, index) === group.key)
      names.add(ids.post);
    if (ids.api !== undefined && resolve({ ids: { api: ids.api }, sha: null }, index) === group.key) names.add(ids.api);
  }
  return [...names].sort();
}

/** A task is an item only while none of its generations is known. */
function gatherTask(key: string, index: EvidenceIndex): Group {
  const known = index.witnesses(key).some((witness) => resolve(witness, index) !== null);
  return { key, members: known ? [] : index.witnesses(`T:${key.slice(2)}`), taskRecords: [] };
}

function* linkedNames(witnesses: Iterable<EvidenceSource>): Iterable<string> {
  for (const { ids } of [...witnesses]) {
    if (ids.post !== undefined) yield `p:${ids.post}`;
    if (ids.api !== undefined) yield `a:${ids.api}`;
  }
}

/** Evidence sources with only a content hash that one of these files has too. */
function* copiesOf(members: readonly EvidenceSource[], index: EvidenceIndex): Iterable<EvidenceSource> {
  const hashes = new Set(
    members.flatMap((member) => (isStrong(member.ids) && member.sha !== null ? [member.sha] : [])),
  );
  for (const sha of hashes) yield* index.witnesses(`h:${sha}`);
}

function distinct(witnesses: readonly EvidenceSource[], pick: (ids: Ids) => string | undefined): readonly string[] {
  return [...new Set(witnesses.flatMap((witness) => pick(witness.ids) ?? []))];
}

function smallest(keys: readonly (string | null)[]): string | null {
  return keys.reduce((least, key) => (key !== null && (least === null || key < least) ? key : least), null);
}
