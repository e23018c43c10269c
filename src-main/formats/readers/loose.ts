/** Media without a document: what the file's own name says, and nothing more. */
import type { FileRole } from '../../contract/generation.ts';
import type { FileClaim } from '../claims.ts';
import { namedMs } from '../ids.ts';
import { baseName, folderName, stemOf } from '../names.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../tree.ts';

const THUMBNAIL = /(?:^|[-_. ])(?:thumb|thumbnail|spritesheet)(?:$|[-_. ])/i;

/** The claim of a file for which no reader speaks. */
export function looseClaim(entry: SourceEntry, tree: Tree, account: string | undefined): FileClaim {
  const name = baseName(entry.name);
  const { ids } = tree.idsOf(entry);
  const at = namedMs(name);
  return {
    name: entry.name,
    ids,
    role: roleOf(entry.name, Object.keys(ids).length > 0),
    ...(account === undefined ? {} : { account }),
    ...(at === null ? {} : { namedMs: at }),
  };
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
