/** Makes claims for media files with a record's id, when the file name alone would give a wrong or incomplete claim. */
import type { FileClaim, Ids } from '../claims.ts';
import { looseClaim } from '../readers/loose.ts';
import type { Stated } from '../sora-service/service-tasks.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';
import { baseName, isMovingName, previewOf, stemOf } from './file-names.ts';
import { companionsOf } from './list-files.ts';

/** The media files whose names contain one of these ids. */
export function filesOf(ids: Ids, tree: Tree): readonly SourceEntry[] {
  const names = [ids.gen, ids.post, ids.api].filter((id) => id !== undefined);
  return [...new Set(names.flatMap((id) => tree.mediaById(id)))];
}

/**
 * Claims the files whose names state less than the record. These are bare ids, which can be a generation's or a post's,
 * and single attachments, whose names look like the whole post. Other names need no claim.
 */
export function* claimOwnFiles(
  { ids, attachment, attachmentId }: Pick<Stated, 'ids' | 'attachment' | 'attachmentId'>,
  tree: Tree,
): Generator<FileClaim> {
  if (ids.gen === undefined) return;
  for (const entry of filesOf(ids, tree)) {
    const named = tree.idsOf(entry);
    const isBare = named.bareHex !== undefined && named.bareHex === ids.gen;
    const isAttached =
      attachment !== undefined &&
      named.ids.gen === undefined &&
      named.attachment === numberOf(attachmentId, attachment);
    if (isBare) yield claimFile(entry, { gen: ids.gen }, tree);
    else if (isAttached) yield claimFile(entry, { ...named.ids, gen: ids.gen }, tree);
  }
}

/** A claim for one file: these ids, and the other facts from its name. */
export function claimFile(entry: SourceEntry, ids: Ids, tree: Tree): FileClaim {
  return { ...looseClaim(entry, tree, undefined), ids };
}

/**
 * Claims the files beside a document and their companions. A picture beside a video of the same name is its preview.
 */
export function* claimBeside(files: readonly SourceEntry[], ids: Ids, tree: Tree): Generator<FileClaim> {
  const hasVideo = files.some(({ name }) => isMovingName(name));
  for (const file of new Set([...files, ...files.flatMap((each) => companionsOf(each, tree))])) {
    const claim = claimFile(file, ids, tree);
    const isPreview = previewOf(stemOf(baseName(file.name))) !== null || (hasVideo && !isMovingName(file.name));
    yield isPreview ? { ...claim, role: 'thumbnail' } : claim;
  }
}

/** Whether the two name different generations. */
export function isAnother(named: Ids, stated: Ids): boolean {
  return (['gen', 'post', 'api'] as const).some(
    (name) => named[name] !== undefined && stated[name] !== undefined && named[name] !== stated[name],
  );
}

function numberOf(attachmentId: string | undefined, place: number): number {
  const stated = /-attachment-(\d{1,4})$/.exec(attachmentId ?? '')?.[1];
  return stated === undefined ? place : Number(stated);
}
