/** Claims on the media files that bear a record's id, where the name alone would be read wrongly or says too little. */
import type { FileClaim, Ids } from './claims.ts';
import { companionsOf } from './list-files.ts';
import { baseName, isMovingName, previewOf, stemOf } from './names.ts';
import { looseClaim } from './readers/loose.ts';
import type { Stated } from './service-tasks.ts';
import type { SourceEntry } from './source.ts';
import type { Tree } from './tree.ts';

/** The media files that bear one of these ids in their names. */
export function filesOf(ids: Ids, tree: Tree): readonly SourceEntry[] {
  const names = [ids.gen, ids.post, ids.api].filter((id) => id !== undefined);
  return [...new Set(names.flatMap((id) => tree.mediaById(id)))];
}

/**
 * Speaks for the files whose names say less than the record: bare ids, which may be a generation's or a post's, and one of several
 * attachments, which looks like the whole post. All other names speak for themselves.
 */
export function* claimOwnFiles(
  { ids, attachment, attachmentId }: Pick<Stated, 'ids' | 'attachment' | 'attachmentId'>,
  tree: Tree,
): Generator<FileClaim> {
  if (ids.gen === undefined) return;
  for (const entry of filesOf(ids, tree)) {
    const named = tree.idsOf(entry);
    const isBare = named.bareHex !== undefined && named.bareHex === ids.gen;
    const isAttached = attachment !== undefined && named.ids.gen === undefined && named.attachment === numberOf(attachmentId, attachment);
    if (isBare) yield claimFile(entry, { gen: ids.gen }, tree);
    else if (isAttached) yield claimFile(entry, { ...named.ids, gen: ids.gen }, tree);
  }
}

/** Speaks for one file: these ids, and of the loose reading of its name what is not about identity. */
export function claimFile(entry: SourceEntry, ids: Ids, tree: Tree): FileClaim {
  return { ...looseClaim(entry, tree, undefined), ids };
}

/** Speaks for the files that a document lies beside and for what goes with them: a picture beside a video of its name is a preview of it. */
export function* claimBeside(files: readonly SourceEntry[], ids: Ids, tree: Tree): Generator<FileClaim> {
  const hasVideo = files.some(({ name }) => isMovingName(name));
  for (const file of new Set([...files, ...files.flatMap((each) => companionsOf(each, tree))])) {
    const claim = claimFile(file, ids, tree);
    const isPreview = previewOf(stemOf(baseName(file.name))) !== null || (hasVideo && !isMovingName(file.name));
    yield isPreview ? { ...claim, role: 'thumbnail' } : claim;
  }
}

/** Whether these name different generations. */
export function isAnother(named: Ids, stated: Ids): boolean {
  return (['gen', 'post', 'api'] as const).some(
    (name) => named[name] !== undefined && stated[name] !== undefined && named[name] !== stated[name],
  );
}

function numberOf(attachmentId: string | undefined, place: number): number {
  const stated = /-attachment-(\d{1,4})$/.exec(attachmentId ?? '')?.[1];
  return stated === undefined ? place : Number(stated);
}
