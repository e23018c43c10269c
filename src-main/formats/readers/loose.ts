/** Media without a document: what the file's own name says, and nothing more. */
import type { FileRole } from '../../contract/generation.ts';
import type { FileClaim } from '../claims.ts';
import { namedMs } from '../ids.ts';
import { baseName, stemOf } from '../names.ts';
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
    role: roleOf(name, Object.keys(ids).length > 0),
    ...(account === undefined ? {} : { account }),
    ...(at === null ? {} : { namedMs: at }),
  };
}

/** A thumbnail is one only where the name also says of what. */
function roleOf(name: string, identified: boolean): FileRole {
  return identified && THUMBNAIL.test(stemOf(name)) ? 'thumbnail' : 'original';
}
