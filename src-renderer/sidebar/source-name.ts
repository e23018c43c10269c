/** What people call a source, and how a query asks for it. */
import { foldText } from '../../src-main/contract/searching/fold.ts';

/** The last part of a path, of either kind of slash. */
export function baseName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.at(-1) ?? path;
}

/**
 * `source:` finds any part of a path: the name where that is enough to tell it from the others, else the whole path.
 */
export function sourceName({ path }: { readonly path: string }, all: readonly { readonly path: string }[]): string {
  const name = baseName(path);
  const isEnough = all.filter((other) => foldText(other.path).includes(foldText(name))).length === 1;
  return isEnough ? name : path;
}
