/** Media without a document: what the file's own name says, and nothing more. */
import type { FileRole } from '../../contract/generation.ts';
import type { FileClaim } from '../claims.ts';
import { namedMs } from '../ids.ts';
import { baseName, folderName, isMovingName, previewOf, stemOf } from '../names.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../tree.ts';

const THUMBNAIL = /(?:^|[-_. ])(?:thumb|thumbnail|spritesheet)(?:$|[-_. ])/i;

/** The claim of a file for which no reader speaks. */
export function looseClaim(entry: SourceEntry, tree: Tree, account: string | undefined): FileClaim {
  const name = baseName(entry.name);
  const whole = mainOf(entry, tree);
  const { ids } = tree.idsOf(whole ?? entry);
  const at = namedMs(name);
  return {
    name: entry.name,
    ids,
    ...(whole ? { of: whole.name } : {}),
    role: whole ? 'thumbnail' : roleOf(entry.name, Object.keys(ids).length > 0),
    ...(account === undefined ? {} : { account }),
    ...(at === null ? {} : { namedMs: at }),
  };
}

/** The media of which a picture is the preview by its name (`Boats.mp4` of `Boats_thumbnail.webp`), in the same folder. */
function mainOf(entry: SourceEntry, tree: Tree): SourceEntry | null {
  const stem = isMovingName(entry.name) ? null : previewOf(stemOf(baseName(entry.name)));
  if (!stem || Object.keys(tree.idsOf(entry).ids).length > 0) return null;
  return tree.mediaByStem(stem).find((other) => folderName(other.name) === folderName(entry.name)) ?? null;
}

/** A thumbnail, or a variant with or without a mark, is one only where the name also says of what. */
function roleOf(name: string, identified: boolean): FileRole {
  if (!identified) return 'original';
  if (THUMBNAIL.test(stemOf(baseName(name)))) return 'thumbnail';
  const variant = folderName(name).toLowerCase().split('/').findLast(isVariant);
  return variant ?? 'original';
}

function isVariant(folder: string): folder is 'watermark' | 'no-watermark' {
  return folder === 'watermark' || folder === 'no-watermark';
}
