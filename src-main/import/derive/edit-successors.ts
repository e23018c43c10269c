/** Finds the generations that take over the edits of a generation that has lost all its evidence sources. */
import { type EvidenceIndex, type EvidenceSource, isStrong, resolve } from './identity.ts';

/**
 * The keys of the generations that continue `key`, which has no evidence source left.
 * - Its identifier may belong to another generation now: a post to its generation, a content hash to a named file, a
 *   task to its generations.
 * - Its former evidence sources may form a generation of their own: for example a post without the record that
 *   connected it. A copy without an identifier that joins another generation with the same content passes no edits on,
 *   and neither does the record of a task, because the person did not edit those. Edits never pass from one generation
 *   id to another.
 * @param left its former evidence sources that still exist
 */
export function editSuccessors(key: string, left: readonly EvidenceSource[], index: EvidenceIndex): readonly string[] {
  const heirs = new Set(successors(key, index));
  for (const witness of left) {
    const now = resolve(witness, index);
    if (now !== null && namesOf(witness).includes(now)) heirs.add(now);
  }
  heirs.delete(key);
  return [...heirs].filter((heir) => !(key.startsWith('g:') && heir.startsWith('g:'))).sort();
}

/** The generations that the identifier itself belongs to now. */
function successors(key: string, index: EvidenceIndex): readonly string[] {
  const name = key.slice(2);
  const of = (ids: EvidenceSource['ids'], sha: string | null): readonly string[] => {
    const found = resolve({ ids, sha }, index);
    return found === null ? [] : [found];
  };
  if (key.startsWith('p:')) return of({ post: name }, null);
  if (key.startsWith('a:')) return of({ api: name }, null);
  if (key.startsWith('h:')) return of({}, name);
  if (key.startsWith('t:')) return index.witnesses(key).flatMap((witness) => of(witness.ids, witness.sha));
  return [];
}

function namesOf({ ids, sha }: EvidenceSource): readonly string[] {
  const names: string[] = [];
  if (ids.gen !== undefined) names.push(`g:${ids.gen}`);
  if (ids.post !== undefined) names.push(`p:${ids.post}`);
  if (ids.api !== undefined) names.push(`a:${ids.api}`);
  const hex = ids.stem ?? ids.bare;
  if (hex !== undefined) names.push(`g:${hex}`, `p:s_${hex}`, `a:video_${hex}`);
  if (sha !== null && !isStrong(ids)) names.push(`h:${sha}`);
  return names;
}
