/** Where the edits of a generation are to be seen that nothing speaks of any more under its own name. */
import { type EvidenceIndex, isStrong, resolve, type Witness } from './identity.ts';

/**
 * The keys of the generations that go on in the place of `key`, which has no witness left.
 * - Its own name may belong to another by now: a post to its generation, a content to a named file, a task to its generations.
 * - What it was made of may stand alone again under a name of its own: the post without the record that tied it to a generation.
 * A nameless copy that passes on to the next generation of the same content takes nothing along, and neither does a task's record:
 * they were never what the person meant. Nothing passes from one generation id to another.
 * @param left the witnesses it was made of that are still there
 */
export function heirKeys(key: string, left: readonly Witness[], index: EvidenceIndex): readonly string[] {
  const heirs = new Set(successors(key, index));
  for (const witness of left) {
    const now = resolve(witness, index);
    if (now !== null && namesOf(witness).includes(now)) heirs.add(now);
  }
  heirs.delete(key);
  return [...heirs].filter((heir) => !(key.startsWith('g:') && heir.startsWith('g:'))).sort();
}

/** Whom the name itself belongs to now. */
function successors(key: string, index: EvidenceIndex): readonly string[] {
  const name = key.slice(2);
  const of = (ids: Witness['ids'], sha: string | null): readonly string[] => {
    const found = resolve({ ids, sha }, index);
    return found === null ? [] : [found];
  };
  if (key.startsWith('p:')) return of({ post: name }, null);
  if (key.startsWith('a:')) return of({ api: name }, null);
  if (key.startsWith('h:')) return of({}, name);
  if (key.startsWith('t:')) return index.witnesses(key).flatMap((witness) => of(witness.ids, witness.sha));
  return [];
}

function namesOf({ ids, sha }: Witness): readonly string[] {
  const names: string[] = [];
  if (ids.gen !== undefined) names.push(`g:${ids.gen}`);
  if (ids.post !== undefined) names.push(`p:${ids.post}`);
  if (ids.api !== undefined) names.push(`a:${ids.api}`);
  const hex = ids.stem ?? ids.bare;
  if (hex !== undefined) names.push(`g:${hex}`, `p:s_${hex}`, `a:video_${hex}`);
  if (sha !== null && !isStrong(ids)) names.push(`h:${sha}`);
  return names;
}
