/**
 * Who is who: which records and files speak of the same generation.
 *
 * Every witness (a record or a file) states identifiers. A generation is named by the strongest one known: its generation
 * id, else its post id, else its api id, else the content hash of its file, else (for a prompt of which nothing else is
 * known) its task. Joining follows from the whole set of witnesses, never from the order in which they came:
 * - a witness with a generation id belongs to it, whatever else it says; two generation ids are never joined;
 * - a post (or api job) belongs to the one generation that some witness ties it to; tied to several, it stays by itself;
 * - a file known by nothing but its content joins the generation that holds the same content, the first by name of several;
 * - bare hex of a name is the generation, post or api job of which some witness states this very id; else a generation where it is
 *   all of some name, and a post where it is not;
 * - a task never joins anything: a record that knows only its task lends its words to all generations of that task.
 */
import type { Ids } from '../formats/claims.ts';

/** One record or file, with what it states. `sha` is a file's content, or a paired record's. */
export interface Witness {
  readonly type: 'r' | 'f';
  readonly ref: number;
  readonly ids: Ids;
  readonly sha: string | null;
}

/** Finds the witnesses that state a value (see the `evidence` table for the letters). */
export interface EvidenceIndex {
  witnesses(value: string): readonly Witness[];
}

/** A group of witnesses under the key of their generation. */
export interface Group {
  readonly key: string;
  readonly members: readonly Witness[];
  /** Records that know only the task of this generation. */
  readonly taskRecords: readonly Witness[];
}

export const isStrong = (ids: Ids): boolean => isStated(ids) || bareHexOf(ids) !== undefined;

const isStated = (ids: Ids): boolean => ids.gen !== undefined || ids.post !== undefined || ids.api !== undefined;

/** The bare hex by which a witness is known that nothing else identifies. */
const bareHexOf = (ids: Ids): string | undefined => (isStated(ids) ? undefined : (ids.stem ?? ids.bare));

/** The identifiers with bare hex as what it is: see above. */
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

/** The hex in the value of an identifier for which a name may hold it bare. */
const hexIn = (value: string): string | undefined => /^(?:g:|p:s_|a:video_|b:)([0-9a-f]{32})$/.exec(value)?.[1];

/** The values a witness is found by. A file that is not hashed yet and has no identifier has none. */
export function evidenceValues(witness: Omit<Witness, 'ref'>): readonly string[] {
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

/** The id people see for a group key. */
export function publicIdOf(key: string): string {
  const value = key.slice(2);
  return key.startsWith('h:') ? `sha256:${value}` : value;
}

/** The key of the group a witness belongs to; null while nothing identifies it. Records of a task alone are not asked here. */
export function resolve(witness: Omit<Witness, 'ref' | 'type'>, index: EvidenceIndex): string | null {
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

/** Every group that may look different because this witness came, changed or went. */
export function affectedKeys(witness: Omit<Witness, 'ref'>, index: EvidenceIndex): readonly string[] {
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
 * The contents of files that these names stand for, also through a post or job that is tied to one, where some file is known by its
 * content alone: with what a name is, the generation may change to which such a copy goes, and to one that has nothing to do with it.
 */
function contentsNamed(names: readonly string[], index: EvidenceIndex): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = new Set<string>();
  const visit = (value: string): void => {
    if (visited.has(value)) return;
    visited.add(value);
    const witnesses = index.witnesses(value);
    for (const { sha } of witnesses) if (sha !== null && !found.has(sha) && index.witnesses(`h:${sha}`).length > 0) found.add(sha);
    const hex = hexIn(value);
    if (hex !== undefined) [`b:${hex}`, `p:s_${hex}`, `a:video_${hex}`].forEach(visit);
    for (const name of linkedNames(witnesses)) visit(name);
  };
  names.forEach(visit);
  return found;
}

/** Bare hex in names that this witness may make another's: its own, and where it states the id that others hold bare. */
function bareHexes(witness: Omit<Witness, 'ref'>, index: EvidenceIndex): readonly string[] {
  const values = evidenceValues(witness);
  const hexes = new Set(values.flatMap((value) => hexIn(value) ?? []));
  return [...hexes].filter((hex) => values.includes(`b:${hex}`) || index.witnesses(`b:${hex}`).length > 0);
}

/** Every key this name may ever stand for: itself, and what some witness ties it to, through posts as well. */
function tiedTo(value: string, index: EvidenceIndex): readonly string[] {
  const witnesses = index.witnesses(value);
  const gens = distinct(witnesses, (ids) => ids.gen).map((gen) => `g:${gen}`);
  const posts = distinct(witnesses, (ids) => ids.post).map((post) => `p:${post}`);
  const further = posts.flatMap((post) => (post === value ? [post] : tiedTo(post, index)));
  return [value, ...gens, ...further];
}

function affectedByTask(witness: Omit<Witness, 'ref'>, task: string, index: EvidenceIndex): readonly (string | null)[] {
  const lone = index.witnesses(`T:${task}`);
  if (knowsOnlyItsTask(witness)) return [`t:${task}`, ...index.witnesses(`t:${task}`).map((member) => resolve(member, index))];
  return lone.length > 0 ? [`t:${task}`] : [];
}

const knowsOnlyItsTask = (witness: Omit<Witness, 'ref'>): boolean =>
  witness.type === 'r' && witness.ids.task !== undefined && !isStrong(witness.ids) && witness.sha === null;

/** All witnesses of a group, bare hex settled; empty when nothing speaks of it any more. */
export function gather(key: string, index: EvidenceIndex): Group {
  if (key.startsWith('t:')) return gatherTask(key, index);
  const candidates = new Map<string, Witness>();
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

/** What the group's generation answers to, sorted: its own name, and every post and api job that belongs to it and no other. */
export function namesOf(group: Group, index: EvidenceIndex): readonly string[] {
  const names = new Set([publicIdOf(group.key)]);
  for (const { ids } of group.members) {
    if (ids.post !== undefined && resolve({ ids: { post: ids.post }, sha: null }, index) === group.key) names.add(ids.post);
    if (ids.api !== undefined && resolve({ ids: { api: ids.api }, sha: null }, index) === group.key) names.add(ids.api);
  }
  return [...names].sort();
}

/** A task is an item of its own only while no generation of it is known. */
function gatherTask(key: string, index: EvidenceIndex): Group {
  const known = index.witnesses(key).some((witness) => resolve(witness, index) !== null);
  return { key, members: known ? [] : index.witnesses(`T:${key.slice(2)}`), taskRecords: [] };
}

function* linkedNames(witnesses: Iterable<Witness>): Iterable<string> {
  for (const { ids } of [...witnesses]) {
    if (ids.post !== undefined) yield `p:${ids.post}`;
    if (ids.api !== undefined) yield `a:${ids.api}`;
  }
}

/** Witnesses known only by content that one of these files shares. */
function* copiesOf(members: readonly Witness[], index: EvidenceIndex): Iterable<Witness> {
  const hashes = new Set(members.flatMap((member) => (isStrong(member.ids) && member.sha !== null ? [member.sha] : [])));
  for (const sha of hashes) yield* index.witnesses(`h:${sha}`);
}

function distinct(witnesses: readonly Witness[], pick: (ids: Ids) => string | undefined): readonly string[] {
  return [...new Set(witnesses.flatMap((witness) => pick(witness.ids) ?? []))];
}

function smallest(keys: readonly (string | null)[]): string | null {
  return keys.reduce((least, key) => (key !== null && (least === null || key < least) ? key : least), null);
}
