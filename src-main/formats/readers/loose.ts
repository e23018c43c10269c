/** Makes the claim for media without a document, from the file's own name. */
import type { FileRole } from '../../contract/items/generation.ts';
import type { FileClaim, Ids } from '../claims.ts';
import { baseName, folderName, isMovingName, previewOf, stemOf } from '../naming/file-names.ts';
import { factsInName } from '../naming/service-names.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';

const THUMBNAIL = /(?:^|[-_. ])(?:thumb|thumbnail|spritesheet)(?:$|[-_. ])/i;

/** The claim for a file that no reader claims. */
export function looseClaim(entry: SourceEntry, tree: Tree, account: string | undefined): FileClaim {
  const whole = mainOf(entry, tree);
  const { ids, attachment } = tree.idsOf(whole ?? entry);
  const { ms } = factsInName(entry.name);
  return {
    name: entry.name,
    ids,
    ...(whole ? { of: whole.name } : {}),
    role:
      whole || isStillOfVideo(entry, { ids, attachment }, tree)
        ? 'thumbnail'
        : roleOf(entry.name, Object.keys(ids).length > 0),
    ...(account === undefined ? {} : { account }),
    ...(ms === undefined ? {} : { namedMs: ms }),
  };
}

/**
 * The media file whose preview this picture is by its name (`Boats.mp4` for `Boats_thumbnail.webp`), in the same
 * folder.
 */
function mainOf(entry: SourceEntry, tree: Tree): SourceEntry | null {
  const stem = isMovingName(entry.name) ? null : previewOf(stemOf(baseName(entry.name)));
  if (!stem || Object.keys(tree.idsOf(entry).ids).length > 0) return null;
  return tree.mediaByStem(stem).find((other) => folderName(other.name) === folderName(entry.name)) ?? null;
}

/**
 * Whether a picture has the id of a video in the source. A generation is a video or a picture, so a viewer or
 * downloader made such a picture from the video.
 */
function isStillOfVideo(entry: SourceEntry, { ids, attachment }: NameOf, tree: Tree): boolean {
  if (isMovingName(entry.name)) return false;
  const named = [ids.gen, ids.post, ids.api, ids.stem, ids.bare].filter((id) => id !== undefined);
  return named.some((id) =>
    tree.mediaById(id).some((other) => isMovingName(other.name) && tree.idsOf(other).attachment === attachment),
  );
}

interface NameOf {
  readonly ids: Ids;
  readonly attachment: number | undefined;
}

/** The role from the name. A thumbnail or a variant counts as such only when the name also has an id. */
function roleOf(name: string, identified: boolean): FileRole {
  if (!identified) return 'original';
  if (THUMBNAIL.test(stemOf(baseName(name)))) return 'thumbnail';
  const variant = folderName(name).toLowerCase().split('/').findLast(isVariant);
  return variant ?? 'original';
}

function isVariant(folder: string): folder is 'watermark' | 'no-watermark' {
  return folder === 'watermark' || folder === 'no-watermark';
}
